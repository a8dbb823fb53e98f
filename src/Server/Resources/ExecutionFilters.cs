using System.Text;
using System.Text.Json;
using Sluice.Engine.Api;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Server.Answers;
using Sluice.Server.OwnApi;
using Sluice.Server.Wire;

namespace Sluice.Server.Resources;

/// <summary>Which executions a call means: the same parameters wherever some of them are chosen.</summary>
internal static class ExecutionFilters
{
    /// <summary>Before the name of a search key.</summary>
    public const string KeyPrefix = "key.";

    /// <summary>The search keys that a request may name.</summary>
    public static Field Keys { get; } = new Field(
        "keys", Shape.AnyObject, "key.<name>=<value>: what search keys have taken from the input.").OrNone;

    public static IReadOnlyList<Field> Fields { get; } =
    [
        new Field("flow", Shape.Text, "Only of this flow.").OrNone,
        OwnParameters.Status,
        new Field("name", Shape.Text, "The whole name.").OrNone,
        new Field("prefix", Shape.Text, "What the name begins with.").OrNone,
        new Field("state", Shape.Text, "Name of the state that they failed in.").OrNone,
        new Field("error", Shape.Text, "The code of what they failed with.").OrNone,
        new Field("retrying", Shape.Flag, "Only those with a step that waits to be tried again.").OrNone,
        new Field("waiting", Shape.Flag, "Only those with a step that waits for somebody to report.").OrNone,
        new Field("from", Shape.Time, "Started then or later.").OrNone,
        new Field("to", Shape.Time, "Started then or earlier.").OrNone,
    ];

    /// <summary>Whether a request may have a parameter of this name.</summary>
    public static bool IsKnown(string name) =>
        Fields.Any(field => field.Name == name) || name.StartsWith(KeyPrefix, StringComparison.Ordinal);

    /// <summary>Writes a filter as it can be sent.</summary>
    public static void Write(Utf8JsonWriter json, ExecutionFilter filter)
    {
        WriteText(json, "flow", filter.Flow?.Value);
        WriteText(json, "status", filter.Status?.ToString());
        WriteText(json, "name", filter.Name);
        WriteText(json, "prefix", filter.NamePrefix);
        WriteText(json, "state", filter.FailedState);
        WriteText(json, "error", filter.Error);
        WriteFlag(json, "retrying", filter.Retrying);
        WriteFlag(json, "waiting", filter.Waiting);
        WriteTime(json, "from", filter.StartedFrom);
        WriteTime(json, "to", filter.StartedTo);
        foreach (var (name, value) in filter.Keys)
        {
            json.WriteString(KeyPrefix + name, value);
        }
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void WriteFlag(Utf8JsonWriter json, string name, bool value)
    {
        if (value)
        {
            json.WriteBoolean(name, value);
        }
    }

    private static void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset? value)
    {
        if (value is { } time)
        {
            Times.Write(json, Encoding.UTF8.GetBytes(name), time);
        }
    }

    /// <exception cref="ApiException"><c>InvalidArgument</c>.</exception>
    public static ExecutionFilter Read(Parameters parameters) => new()
    {
        Flow = parameters.Optional("flow") is { } flow ? FlowName.Lookup(flow) : null,
        Status = OwnParameters.FindStatus(parameters),
        Name = parameters.Optional("name"),
        NamePrefix = parameters.Optional("prefix"),
        FailedState = parameters.Optional("state"),
        Error = parameters.Optional("error"),
        Retrying = parameters.Boolean("retrying", absent: false),
        Waiting = parameters.Boolean("waiting", absent: false),
        StartedFrom = parameters.Instant("from"),
        StartedTo = parameters.Instant("to"),
        Keys = [.. ReadKeys(parameters)],
    };

    private static IEnumerable<(string Name, string Value)> ReadKeys(Parameters parameters)
    {
        foreach (var (parameter, value) in parameters.All)
        {
            if (!parameter.StartsWith(KeyPrefix, StringComparison.Ordinal))
            {
                continue;
            }

            if (parameter.Length == KeyPrefix.Length)
            {
                throw ApiException.InvalidArgument(KeyPrefix, "it names no search key; write key.<name>=<value>");
            }

            if (Encoding.UTF8.GetByteCount(value.Text) > ExecutionFilter.LongestKeyValue)
            {
                throw ApiException.InvalidArgument(
                    Excerpt.Of(parameter), $"no value of more than {ExecutionFilter.LongestKeyValue} bytes is kept to be found by");
            }

            yield return (parameter[KeyPrefix.Length..], value.Text);
        }
    }
}
