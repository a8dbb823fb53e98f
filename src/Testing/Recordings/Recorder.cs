using Sluice.Definitions;
using Sluice.Definitions.States;
using Sluice.Engine.Flows;
using Sluice.Engine.Scheduling;
using Sluice.Interpreter.Replays;
using Sluice.Model;
using Sluice.Model.History;
using Sluice.Model.Json;
using Sluice.Storage;

namespace Sluice.Testing.Recordings;

/// <summary>Makes recordings of Standard executions that have ended, from what a store holds of them.</summary>
/// <param name="draws">Of the same store.</param>
/// <param name="limits">Those that held while the executions ran.</param>
public sealed class Recorder(
    ICatalogStore catalog, IExecutionStore executions, DrawSeeds draws, FlowCompilation compile, Limits limits)
{
    /// <summary>An execution, and behind it the Standard children of its map runs that are still stored.</summary>
    /// <exception cref="InvalidDataException">
    /// Its flow or definition is not stored, or this release does not accept it; or two distributed Maps share a name.
    /// </exception>
    public async Task<IReadOnlyList<Recording>> RecordAsync(ExecutionRow row, CancellationToken cancellationToken)
    {
        var whole = await MakeAsync(row, flow => flow.Root.Id, cancellationToken);
        var recordings = new List<Recording> { whole };
        foreach (var run in whole.Events.Where(item => item.Type == EventType.MapRunStarted).DistinctBy(NameOf))
        {
            recordings.AddRange(await ChildrenAsync(row, whole.Flow, run, cancellationToken));
        }

        return recordings;
    }

    private async Task<IReadOnlyList<Recording>> ChildrenAsync(
        ExecutionRow parent, Flow flow, HistoryEvent run, CancellationToken cancellationToken)
    {
        if (MapOf(run, flow).Mode != ExecutionMode.Standard)
        {
            return [];
        }

        var query = new ExecutionQuery
        {
            FlowId = parent.FlowId,
            MapRun = NameOf(run),
            MetadataOnly = true,
            Limit = int.MaxValue,
        };
        var children = new List<Recording>();
        foreach (var listed in await executions.ListExecutionsAsync(query, cancellationToken))
        {
            if (await executions.FindExecutionAsync(listed.Id, cancellationToken) is { } child)
            {
                children.Add(await MakeAsync(child, own => MapOf(run, own).Processor, cancellationToken));
            }
        }

        return children;
    }

    private static string NameOf(HistoryEvent run) =>
        ((JsonString)((JsonObject)run.Detail.Members[0].Value.Value).Get("MapRunName")).Value;

    /// <remarks>The event has the name alone, which is unique within a scope only.</remarks>
    private static DistributedMapState MapOf(HistoryEvent run, Flow flow)
    {
        var maps = flow.States.OfType<DistributedMapState>().Where(state => state.Name == run.StepName).ToList();
        return maps.Count == 1
            ? maps[0]
            : throw new InvalidDataException($"The flow has {maps.Count} distributed Maps named '{run.StepName}'.");
    }

    /// <param name="scope">Id of the scope that it ran, in the definition that it was started with.</param>
    private async Task<Recording> MakeAsync(ExecutionRow row, Func<Flow, int> scope, CancellationToken cancellationToken)
    {
        var journal = await executions.ReadEventsAsync(row.Id, 1, int.MaxValue, long.MaxValue, cancellationToken);
        var events = journal.SelectMany(chunk => EventCodec.Decode(chunk.Events)).ToList();
        var redrives = events
            .Where(item => item.Type == EventType.ExecutionRedriven).Select(RecordedStimuli.RevisionsOf).ToList();
        var (flow, facts, text) = await ReadAsync(row, redrives.Count > 0 ? redrives[0].Before : row.RevisionId, cancellationToken);
        var revisions = new Dictionary<long, RecordedRevision>();
        foreach (var revision in redrives.Select(redrive => redrive.After).Distinct())
        {
            var (then, factsThen, _) = await ReadAsync(row, revision, cancellationToken);
            revisions.Add(revision, new(then, factsThen.RoleArn));
        }

        return new(flow, facts, draws.Of(row.Id), limits, scope(flow), events) { Revisions = revisions, Text = text, Revision = row.RevisionId };
    }

    private async Task<(Flow Flow, ExecutionFacts Facts, string Text)> ReadAsync(
        ExecutionRow row, long revisionId, CancellationToken cancellationToken)
    {
        var revision = await catalog.FindRevisionAsync(revisionId, cancellationToken)
            ?? throw new InvalidDataException($"Revision {revisionId} is not stored.");
        var flow = await catalog.FindFlowAsync(row.FlowId, cancellationToken)
            ?? throw new InvalidDataException($"Flow {row.FlowId} is not stored.");
        var mode = (ExecutionMode)flow.Mode;
        var compiled = compile(revision.Definition, flow.Name, mode, limits);
        var started = DateTimeOffset.FromUnixTimeMilliseconds(row.Started);
        return compiled.IsValid
            ? (compiled.Flow, new(flow.Name, row.Name, InputOf(row), revision.RoleArn, started) { Mode = mode }, revision.Definition)
            : throw new InvalidDataException(
                $"Revision {revisionId} of flow '{flow.Name}' is not accepted by this release: "
                + Diagnostics.Summary(compiled.Diagnostics));
    }

    private static JsonPayload InputOf(ExecutionRow row) =>
        row.Input is null ? JsonPayload.EmptyObject
        : JsonPayload.TryParse(row.Input, int.MaxValue, out var input, out var problem) ? input
        : throw new InvalidDataException($"The stored input cannot be read: {problem}.");
}
