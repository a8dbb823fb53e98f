using System.Text;
using Sluice.Model;
using Sluice.Model.History;
using Sluice.Model.Names;

namespace Sluice.Engine.Api;

/// <summary>An execution to start.</summary>
/// <param name="Name">Null for a generated one.</param>
/// <param name="Utf8Input">The caller's own bytes, changed by nobody any more; null when none were sent. Checked by the service.</param>
/// <param name="CallbackToken">A task token to be reported on when the execution ends; null for none.</param>
/// <param name="Qualifier">A version or alias; null for the working copy.</param>
public sealed record NewExecution(
    FlowName FlowName, ExecutionName? Name, byte[]? Utf8Input, string? CallbackToken = null, string? Qualifier = null)
{
    /// <summary>An execution to start with an input that is there as text.</summary>
    public NewExecution(
        FlowName flowName, ExecutionName? name, string? input, string? callbackToken = null, string? qualifier = null)
        : this(flowName, name, input is null ? null : Encoding.UTF8.GetBytes(input), callbackToken, qualifier)
    {
    }
}

/// <summary>Names an execution.</summary>
public readonly record struct ExecutionKey(FlowName Flow, ExecutionName Name);

/// <summary>Which executions to list; null leaves a condition out.</summary>
public sealed record ExecutionListing(FlowName Flow, int Limit)
{
    public ExecutionStatus? Status { get; init; }

    public DateTimeOffset? StartedFrom { get; init; }

    public DateTimeOffset? StartedTo { get; init; }

    public string? NamePrefix { get; init; }

    public string? Qualifier { get; init; }

    public string? MapRun { get; init; }

    /// <summary>The last one of the page before; the list goes on behind it.</summary>
    public ExecutionPlace? After { get; init; }

    public bool MetadataOnly { get; init; }
}

/// <summary>A place in a list of executions.</summary>
/// <param name="StartedMilliseconds">Unix time.</param>
public readonly record struct ExecutionPlace(long StartedMilliseconds, string Name);

/// <param name="NextEvent">Id of the first event of the next page; null when this is the last one known now.</param>
public sealed record HistoryPage(IReadOnlyList<HistoryEvent> Events, long? NextEvent);
