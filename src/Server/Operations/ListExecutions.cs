using System.Globalization;
using System.Text.Json;
using Sluice.Engine.Api;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Server.Answers;
using Sluice.Server.Paging;
using Sluice.Server.Permissions;
using Sluice.Server.Wire;

namespace Sluice.Server.Operations;

/// <summary>ListExecutions: executions of a flow, newest first.</summary>
/// <remarks>Source: API reference, section 7.5.</remarks>
internal static class ListExecutions
{
    private static readonly PagedList<ExecutionPlace?> Pages = new(
        "Executions", PageToken.Of<ExecutionPlace?>("executions", ReadPlace, WritePlace), most: 100);

    public static Operation Of(ExecutionService executions) =>
        new Operation<ExecutionListing>(nameof(ListExecutions), mutates: false)
        {
            ReadsPages = true,
            Naming = ["FlowName", "MapRunName", "Qualifier"],
            Reading = (parameters, _) => Read(parameters),
            Subject = request => Subject.Flow(request.Flow),
            Run = async (request, caller, answer, cancellationToken) => Write(
                answer, await executions.ListAsync(caller.Account, request, cancellationToken), request.MetadataOnly),
        };

    public static ExecutionListing Read(Parameters parameters)
    {
        var flow = FlowName.Lookup(parameters.Required("FlowName"));
        return new(flow, Pages.Limit(parameters))
        {
            Status = Status(parameters),
            StartedFrom = CeilingOfMillisecond(parameters.Instant("StartedTimeBegin")),
            StartedTo = parameters.Instant("StartedTimeEnd"),
            NamePrefix = parameters.Optional("ExecutionNamePrefix"),
            Qualifier = parameters.Optional("Qualifier"),
            MapRun = parameters.Optional("MapRunName"),
            After = Pages.Place(parameters),
            MetadataOnly = parameters.Boolean("MetadataOnly", absent: false),
        };
    }

    public static void Write(Utf8JsonWriter answer, Page<ExecutionView> page, bool metadataOnly) => Pages.Write(
        answer,
        page.Items,
        page.Next(last => (ExecutionPlace?)new ExecutionPlace(last.Started.ToUnixTimeMilliseconds(), last.Name)),
        (json, execution) => Write(json, execution, metadataOnly));

    private static void Write(Utf8JsonWriter json, ExecutionView execution, bool metadataOnly)
    {
        if (execution.Damage is not null)
        {
            ExecutionJson.WriteDamaged(json, execution);
        }
        else if (metadataOnly)
        {
            ExecutionJson.WriteMetadata(json, execution);
            EnvironmentJson.WriteOfExecution(json, execution.Environment);
        }
        else
        {
            ExecutionJson.WriteWithEnvironment(json, execution);
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

    private static ExecutionPlace? ReadPlace(string place)
    {
        var colon = place.IndexOf(':');
        return colon > 0 && long.TryParse(place.AsSpan(0, colon), CultureInfo.InvariantCulture, out var started)
            ? new ExecutionPlace(started, place[(colon + 1)..])
            : null;
    }

    private static string WritePlace(ExecutionPlace? place) =>
        string.Create(CultureInfo.InvariantCulture, $"{place?.StartedMilliseconds}:{place?.Name}");
}
