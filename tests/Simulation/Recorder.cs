using Sluice.Definitions;
using Sluice.Definitions.States;
using Sluice.Engine.Scheduling;
using Sluice.Model;
using Sluice.Model.History;
using Sluice.Model.Json;
using Sluice.Storage;

namespace Sluice.Simulation;

/// <summary>Makes recordings of Standard executions that have ended, from what a store holds of them.</summary>
public sealed class Recorder(World world, SharedCompilation compilation)
{
    /// <summary>An execution, and behind it the Standard children of its map runs.</summary>
    public IEnumerable<Recording> Record(ExecutionRow row)
    {
        var (flow, facts) = Read(row);
        var events = EventsOf(row);
        return
        [
            Make(row, flow, facts, flow.Root.Id, events),
            .. events.Where(item => item.Type == EventType.MapRunStarted).SelectMany(run => Children(row, flow, run)),
        ];
    }

    private IEnumerable<Recording> Children(ExecutionRow parent, Flow flow, HistoryEvent run)
    {
        var map = flow.States.OfType<DistributedMapState>().Single(state => state.Name == run.StepName);
        if (map.Mode != ExecutionMode.Standard)
        {
            return [];
        }

        var started = (JsonObject)run.Detail.Members[0].Value.Value;
        var query = new ExecutionQuery
        {
            FlowId = parent.FlowId,
            MapRun = ((JsonString)started.Get("MapRunName")).Value,
            Limit = int.MaxValue,
        };
        return Wait(world.Store.ListExecutionsAsync(query, CancellationToken.None))
            .Select(child => Wait(world.Store.FindExecutionAsync(child.Id, CancellationToken.None))!)
            .Select(child => Make(child, flow, Read(child).Facts, map.Processor, EventsOf(child)));
    }

    private Recording Make(
        ExecutionRow row, Flow flow, ExecutionFacts facts, int scope, IReadOnlyList<HistoryEvent> events) =>
        new(flow, facts, new DrawSeeds(world.Store.Identity.TokenKey).Of(row.Id), Limits.Default, scope, events);

    private (Flow Flow, ExecutionFacts Facts) Read(ExecutionRow row)
    {
        var flow = Wait(world.Store.FindFlowAsync(row.FlowId, CancellationToken.None))!;
        var revision = Wait(world.Store.FindRevisionAsync(row.RevisionId, CancellationToken.None))!;
        var mode = (ExecutionMode)flow.Mode;
        var compiled = compilation.Compile(revision.Definition, flow.Name, mode, Limits.Default);
        var started = DateTimeOffset.FromUnixTimeMilliseconds(row.Started);
        return (compiled.Flow!, new(flow.Name, row.Name, InputOf(row), revision.RoleArn, started) { Mode = mode });
    }

    private static JsonPayload InputOf(ExecutionRow row) =>
        row.Input is null ? JsonPayload.EmptyObject
        : JsonPayload.TryParse(row.Input, int.MaxValue, out var input, out var problem) ? input
        : throw new InvalidDataException(problem);

    private List<HistoryEvent> EventsOf(ExecutionRow row) =>
    [
        .. Wait(world.Store.ReadEventsAsync(row.Id, 1, int.MaxValue, CancellationToken.None))
            .SelectMany(item => EventCodec.Decode(item.Events)),
    ];

    private static T Wait<T>(ValueTask<T> task) => task.AsTask().GetAwaiter().GetResult();
}
