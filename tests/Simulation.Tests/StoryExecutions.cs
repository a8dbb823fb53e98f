using Sluice.Engine.Scheduling;
using Sluice.Model;
using Sluice.Model.History;
using Sluice.Model.Names;
using Sluice.Storage;
using Sluice.Testing.Recordings;
using Sluice.Testing.Replays;
using Sluice.Testing.Worlds;

namespace Sluice.Simulation.Tests;

/// <summary>
/// The flows of a story, one of each language and those that they start; what is stored of their executions, and what must
/// hold of it.
/// </summary>
internal sealed class StoryExecutions(int seed, IWorld world, SharedCompilation compilation)
{
    private readonly Dictionary<ExecutionId, IReadOnlyList<string>> _seen = [];
    private readonly List<ExecutionId> _started = [];

    /// <summary>Those whose executions callers start, each named <c>run</c>.</summary>
    public static IReadOnlyList<string> Roots { get; } = ["machine", "classic"];

    /// <summary>A replay compiles the definition anew, which takes its time: one story in sixteen is replayed, too.</summary>
    private bool IsReplayed => seed % 16 == 15;

    /// <summary>By name.</summary>
    public IReadOnlyList<(string Name, string Definition)> Flows { get; } = [.. FlowsOf(seed)];

    /// <summary>How many executions were led through their own definitions again, and how many turns had stopped in them.</summary>
    public (int Executions, int StoppedTurns) Again { get; private set; }

    /// <summary>All executions but the children of map runs.</summary>
    public IEnumerable<ExecutionRow> Stored() => Flows
        .Select(flow => Wait(world.Store.FindFlowAsync(AccountId.Default, flow.Name, default)))
        .OfType<FlowRow>()
        .SelectMany(flow =>
            Wait(world.Store.ListExecutionsAsync(new ExecutionQuery { FlowId = flow.Id, Limit = 100 }, default)));

    /// <summary>What a root's execution is started with. Every other one is large, so that state is stored as changes and not whole each time.</summary>
    public string InputOf(int root) => $$"""{"n":{{seed % 7}},"pad":"{{new string('x', (seed + root) % 2 * 1_000)}}"}""";

    /// <summary>A start was answered: it is stored now, and ever after.</summary>
    public void NoteStarted(string flow, ExecutionId id)
    {
        Assert.True(
            Wait(world.Store.FindExecutionAsync(id, default)) is not null,
            $"The start of '{flow}' was answered and is not stored.");
        _started.Add(id);
    }

    /// <summary>What is stored now happened, whatever comes.</summary>
    public void Remember()
    {
        foreach (var row in Stored())
        {
            _seen[row.Id] = [.. Events(row.Id).Select(item => item.ToString())];
        }
    }

    /// <summary>The histories of all executions but children of map runs, by flow and name; each is checked.</summary>
    public IReadOnlyList<IReadOnlyList<ComparableEvent>> Histories()
    {
        var executions = Stored().ToList();
        Assert.Subset(executions.Select(row => row.Id).ToHashSet(), _started.ToHashSet());
        return
        [
            .. executions.Select(row => (row.FlowId, Name: GivenName(row), History: Check(row)))
                .OrderBy(item => item.FlowId)
                .ThenBy(item => item.Name, StringComparer.Ordinal)
                .ThenBy(item => item.History[0].Text, StringComparer.Ordinal)
                .Select(item => item.History),
        ];
    }

    private static IEnumerable<(string Name, string Definition)> FlowsOf(int seed)
    {
        var (machine, classic) = (GeneratedFlow.Definition(seed), GeneratedClassicFlow.Definition(seed));
        yield return ("machine", machine);
        yield return ("classic", classic);
        foreach (var (name, definition) in GeneratedSubFlow.Definitions)
        {
            if ((machine + classic).Contains($"flow/{name}", StringComparison.Ordinal))
            {
                yield return (name, definition);
            }
        }
    }

    /// <summary>Empty for a name that was made up for an execution: it is another one in each run.</summary>
    private static string GivenName(ExecutionRow row) => Guid.TryParse(row.Name, out _) ? "" : row.Name;

    private IReadOnlyList<ComparableEvent> Check(ExecutionRow row)
    {
        var events = Events(row.Id);
        HistoryCheck.Run(row, events);
        LeadAgain(row);

        var seen = _seen.GetValueOrDefault(row.Id, []);
        Assert.Equal(seen, events.Take(seen.Count).Select(item => item.ToString()));
        return ComparableHistory.WithWaits(events);
    }

    /// <summary>The execution and the children of its map runs, led through their own definitions, do the same again.</summary>
    private void LeadAgain(ExecutionRow row)
    {
        var draws = new DrawSeeds(world.Store.Identity.TokenKey);
        var recorder = new Recorder(world.Store, world.Store, draws, compilation.Compile, Limits.Default);
        foreach (var recording in recorder.RecordAsync(row, default).GetAwaiter().GetResult())
        {
            var again = Baseline.Of(recording);
            Assert.True(
                again.Divergence is null,
                $"Execution '{recording.Execution.Name}' goes another way behind event {again.Same}: {again.Divergence}");
            if (IsReplayed)
            {
                AssertReplaysAsItWas(recording);
            }

            Again = (Again.Executions + 1, Again.StoppedTurns + again.StoppedTurns);
        }
    }

    private static void AssertReplaysAsItWas(Recording recording)
    {
        var replayed = Replay.Of(recording, new ReplayTarget(recording.Text, new Dictionary<string, string>()), new ReplayOptions());
        Assert.True(
            replayed.Verdict == ReplayVerdict.Same,
            $"Execution '{recording.Execution.Name}' is replayed as {replayed.Verdict}: {replayed.Before}, {replayed.After}, {replayed.Reason}");
    }

    private List<HistoryEvent> Events(ExecutionId id) =>
        [.. Wait(world.Store.ReadEventsAsync(id, 1, int.MaxValue, long.MaxValue, default)).SelectMany(row => EventCodec.Decode(row.Events))];

    private static T Wait<T>(ValueTask<T> task) => task.AsTask().GetAwaiter().GetResult();
}
