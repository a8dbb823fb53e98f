using System.Globalization;
using System.Text.Json;
using Sluice.Engine.Api;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Server.Answers;
using Sluice.Server.Permissions;
using Sluice.Server.Wire;
using Sluice.Storage;

namespace Sluice.Server.Operations;

/// <summary>ListExecutions: executions of a flow, newest first.</summary>
/// <remarks>Source: API reference, section 7.5.</remarks>
internal static class ListExecutions
{
    private const string TokenOf = "executions";

    public static Operation Of(ExecutionService executions) =>
        new Operation<ExecutionListing>(nameof(ListExecutions), mutates: false)
        {
            Naming = ["FlowName", "MapRunName", "Qualifier"],
            Reading = (parameters, _) => Read(parameters),
            Subject = request => Subject.Flow(request.Flow),
            Run = async (request, caller, answer, cancellationToken) => Write(
                answer, await executions.ListAsync(caller.Account, request, cancellationToken), request.MetadataOnly),
        };

    public static ExecutionListing Read(Parameters parameters)
    {
        var flow = FlowName.Lookup(parameters.Required("FlowName"));
        return new(flow, parameters.Integer("Limit", least: 1, most: 100, absent: 60))
        {
            Status = Status(parameters),
            StartedFrom = CeilingOfMillisecond(parameters.Instant("StartedTimeBegin")),
            StartedTo = parameters.Instant("StartedTimeEnd"),
            NamePrefix = parameters.Optional("ExecutionNamePrefix"),
            Qualifier = parameters.Optional("Qualifier"),
            MapRun = parameters.Optional("MapRunName"),
            After = After(parameters),
            MetadataOnly = parameters.Boolean("MetadataOnly", absent: false),
        };
    }

    public static void Write(Utf8JsonWriter answer, ExecutionPage page, bool metadataOnly)
    {
        answer.WriteStartArray("Executions"u8);
        foreach (var execution in page.Executions)
        {
            answer.WriteStartObject();
            if (execution.Row.Damage is not null)
            {
                ExecutionJson.WriteDamaged(answer, execution);
            }
            else if (metadataOnly)
            {
                ExecutionJson.WriteMetadata(answer, execution);
                EnvironmentJson.WriteOfExecution(answer, execution.Revision.Environment);
            }
            else
            {
                ExecutionJson.WriteWithEnvironment(answer, execution);
            }

            answer.WriteEndObject();
        }

        answer.WriteEndArray();
        if (page.HasMore)
        {
            var last = page.Executions[^1].Row;
            var place = string.Create(CultureInfo.InvariantCulture, $"{last.Started}:{last.Name}");
            answer.WriteString("NextToken"u8, PageToken.Of(TokenOf, place));
        }
    }

    // Executions start at whole milliseconds, so the next one is the first that the bound lets in.
    private static DateTimeOffset? CeilingOfMillisecond(DateTimeOffset? time)
    {
        var beyond = time?.Ticks % TimeSpan.TicksPerMillisecond ?? 0;
        return beyond == 0 ? time : time?.AddTicks(TimeSpan.TicksPerMillisecond - beyond);
    }

    private static ExecutionStatus? Status(Parameters parameters) => parameters.Optional("Status") switch
    {
        null => null,
        nameof(ExecutionStatus.Starting) => ExecutionStatus.Starting,
        nameof(ExecutionStatus.Running) => ExecutionStatus.Running,
        nameof(ExecutionStatus.Stopped) => ExecutionStatus.Stopped,
        nameof(ExecutionStatus.Succeeded) => ExecutionStatus.Succeeded,
        nameof(ExecutionStatus.Failed) => ExecutionStatus.Failed,
        nameof(ExecutionStatus.TimedOut) => ExecutionStatus.TimedOut,
        var other => throw ApiException.InvalidArgument(
            "Status",
            $"'{Excerpt.Of(other)}' is not one of 'Starting', 'Running', 'Stopped', 'Succeeded', 'Failed' and "
            + "'TimedOut'"),
    };

    private static ExecutionCursor? After(Parameters parameters)
    {
        if (PageToken.Read(parameters, TokenOf) is not { } place)
        {
            return null;
        }

        var colon = place.IndexOf(':');
        return colon > 0 && long.TryParse(place.AsSpan(0, colon), CultureInfo.InvariantCulture, out var started)
            ? new ExecutionCursor(started, place[(colon + 1)..])
            : throw PageToken.Invalid(parameters.Required("NextToken"));
    }
}
