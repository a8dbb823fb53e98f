using Sluice.Model;
using Sluice.Model.History;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Storage;

namespace Sluice.Simulation.Tests;

/// <summary>Some executions of generated flows, carried to their end through whatever happens; and what must hold.</summary>
internal sealed class Story
{
    private const int Executions = 3;

    private readonly int _seed;
    private readonly HashSet<string> _reported = [];
    private readonly Dictionary<string, IReadOnlyList<string>> _seen = [];

    public Story(int seed, Func<CommitBatch, CommitFate>? fate = null)
    {
        _seed = seed;
        World = new World(seed, fate);
        World.OnCrash = RememberWhatIsStored;
    }

    public World World { get; }

    /// <summary>How often an execution in memory was held against what is stored.</summary>
    public int Compared { get; private set; }

    /// <summary>Runs to the end, and gives the histories without their times.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Run()
    {
        for (var place = 0; place < Executions; place++)
        {
            var flow = $"f{place}";
            Caller.Insist(World, () => World.CreateFlow(flow, Definition(place)), "FlowAlreadyExists");
            Caller.Insist(World, () => World.Start(flow, "run", Input(place)), "ExecutionAlreadyExists");
        }

        World.RunUntil(() =>
        {
            Report();
            Compared += ReplayCheck.Run(World.Engine, World.Store);
            return HaveAllEnded();
        });
        Assert.Equal(0, World.OpenMapRuns);
        return [.. Enumerable.Range(0, Executions).Select(place => Check($"f{place}"))];
    }

    /// <summary>The last of the flows is of the classic language.</summary>
    private string Definition(int place) => place == Executions - 1
        ? GeneratedClassicFlow.Definition(_seed + place)
        : GeneratedFlow.Definition(_seed + place);

    /// <summary>Every other input is large, so that state is stored as changes and not whole each time.</summary>
    private string Input(int place) =>
        $$"""{"n":{{_seed + place}},"pad":"{{new string('x', (_seed + place) % 2 * 1_000)}}"}""";

    /// <summary>Reports on every token that was handed out, as an honest other side does: until it is told that it has.</summary>
    private void Report()
    {
        foreach (var (token, parameters) in World.Target.Tokens.ToList())
        {
            if (!_reported.Contains(token))
            {
                var output = JsonPayload.Of(JsonObject.Of(("n", parameters.Get("value"))));
                Caller.Insist(
                    World,
                    () => World.Await(engine =>
                        engine.Executions.ReportSucceededAsync(AccountId.Default, token, output, CancellationToken.None)),
                    "TaskAlreadyCompleted");
                _reported.Add(token);
            }
        }
    }

    private bool HaveAllEnded() => Enumerable.Range(0, Executions).All(place => Row($"f{place}").Status.HasEnded());

    private ExecutionRow Row(string flow) =>
        Wait(World.Store.FindExecutionAsync(Wait(World.Store.FindFlowAsync(AccountId.Default, flow, default))!.Id, "run", default))!;

    private void RememberWhatIsStored()
    {
        for (var place = 0; place < Executions; place++)
        {
            if (Wait(World.Store.FindFlowAsync(AccountId.Default, $"f{place}", default)) is { } flow
                && Wait(World.Store.FindExecutionAsync(flow.Id, "run", default)) is { } row)
            {
                _seen[flow.Name] = [.. Stored(row.Id).Select(item => item.ToString())];
            }
        }
    }

    private IReadOnlyList<string> Check(string flow)
    {
        var row = Row(flow);
        var events = Stored(row.Id);
        Assert.Equal(Enumerable.Range(1, events.Count), events.Select(item => (int)item.Id));
        Assert.All(events, item => Assert.InRange(item.CauseId, 0, item.Id - 1));
        Assert.True(row.Status == ExecutionStatus.Succeeded, $"{row.Status} {row.Error} {row.Cause}");
        Assert.Equal(EventType.ExecutionSucceeded, events[^1].Type);
        Assert.Single(events, item => item.Type is >= EventType.ExecutionSucceeded and <= EventType.ExecutionTimedOut);
        AssertPaired(events, EventType.BranchEntered, EventType.BranchExited);
        AssertPaired(events, EventType.IterationEntered, EventType.IterationExited);
        if (!events.Any(item => item.Detail.Has("error") && item.Type == EventType.BranchExited))
        {
            AssertPaired(events, EventType.StepEntered, EventType.StepExited);
        }

        // What was stored when the power failed is still what happened.
        var seen = _seen.GetValueOrDefault(flow, []);
        Assert.Equal(seen, events.Take(seen.Count).Select(item => item.ToString()));
        return ComparableHistory.Of(events);
    }

    private static void AssertPaired(List<HistoryEvent> events, EventType begin, EventType end) =>
        Assert.Equal(events.Count(item => item.Type == begin), events.Count(item => item.Type == end));

    private List<HistoryEvent> Stored(ExecutionId id) =>
        [.. Wait(World.Store.ReadEventsAsync(id, 1, int.MaxValue, default)).SelectMany(row => EventCodec.Decode(row.Events))];

    private static T Wait<T>(ValueTask<T> task) => task.AsTask().GetAwaiter().GetResult();
}
