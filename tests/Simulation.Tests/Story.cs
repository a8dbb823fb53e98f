using Sluice.Engine;
using Sluice.Engine.Api;
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
/// Executions of generated flows of both languages, and of those that they start, carried to their end through whatever
/// happens; and what must hold.
/// </summary>
internal sealed class Story
{
    private static readonly string[] Roots = ["machine", "classic"];

    private readonly int _seed;
    private readonly SqliteDisk? _disk;
    private readonly SharedCompilation _compilation;
    private readonly List<(string Name, string Definition)> _flows;
    private readonly Reporter _reporter;
    private readonly Dictionary<ExecutionId, IReadOnlyList<string>> _seen = [];
    private readonly List<ExecutionId> _started = [];
    private readonly List<int> _committing = [];
    private (int Crashes, int Commits) _looked;

    /// <param name="disk">Null for a store in memory.</param>
    public Story(int seed, Disturbance disturbance, SharedCompilation compilation, SqliteDisk? disk = null)
    {
        (_seed, _disk, _compilation) = (seed, disk, compilation);
        _flows = [.. FlowsOf(seed)];
        var fates = disturbance.Fates();
        World = new World(
            seed,
            fates with { Step = step => Note(step, fates.Step(step)) },
            new EngineOptions { CleaningInterval = TimeSpan.FromDays(1) },
            disk?.Store,
            compilation);
        World.OnCrash = RememberWhatIsStored;
        _reporter = new Reporter(World);
    }

    public World World { get; }

    /// <summary>How often an execution in memory was held against what is stored.</summary>
    public int Compared { get; private set; }

    /// <summary>How many executions were led through their own definitions again, and how many turns had stopped in them.</summary>
    public (int Executions, int StoppedTurns) Again { get; private set; }

    /// <summary>Steps before which a commit was under way.</summary>
    public IReadOnlyList<int> Committing => _committing;

    /// <summary>Runs to the end, and gives the histories of all executions but children of map runs, by flow and name.</summary>
    public IReadOnlyList<IReadOnlyList<ComparableEvent>> Run()
    {
        foreach (var (name, definition) in _flows)
        {
            Caller.Insist(World, () => World.CreateFlow(name, definition), "FlowAlreadyExists");
        }

        foreach (var (place, flow) in Roots.Index())
        {
            Caller.Insist(World, () => Start(flow, place), "ExecutionAlreadyExists");
        }

        World.RunUntil(() => Look() && Stored().All(row => row.Status.HasEnded()) && World.IsSettled());

        // Nobody runs any more, and a shard may still be on its way back, to a store that refuses some of its tries.
        for (var seconds = 0; seconds < 20 && !World.IsSettled(); seconds++)
        {
            World.RunFor(TimeSpan.FromSeconds(1));
        }

        var executions = Stored().ToList();
        Assert.All(executions, row => Assert.True(row.Status.HasEnded(), $"Execution '{row.Name}' has not come to its end."));
        Assert.True(World.IsSettled(), $"Something is left over: {World.WhatIsOpen()}.");
        _reporter.ReportAllAgain();
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

    /// <summary>Empty for a name that was made up for an execution: it is another one in each run.</summary>
    private static string GivenName(ExecutionRow row) => Guid.TryParse(row.Name, out _) ? "" : row.Name;

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

    /// <summary>Every other input is large, so that state is stored as changes and not whole each time.</summary>
    private ExecutionView Start(string flow, int place)
    {
        var pad = new string('x', (_seed + place) % 2 * 1_000);
        var started = World.Start(flow, "run", $$"""{"n":{{_seed % 7}},"pad":"{{pad}}"}""");
        Assert.True(
            Wait(World.Store.FindExecutionAsync(started.Id, default)) is not null,
            $"The start of '{flow}' was answered and is not stored.");
        _started.Add(started.Id);
        return started;
    }

    private StepFate Note(int step, StepFate fate)
    {
        _disk?.NoteAnswered();
        if (World?.IsCommitting == true)
        {
            _committing.Add(step);
        }

        return fate;
    }

    /// <summary>Does what those outside have to do, and looks at what has been stored since the last time.</summary>
    /// <returns>False when nothing has.</returns>
    private bool Look()
    {
        _reporter.Report();
        var now = (World.Crashes, World.CommitsAnswered);
        if (now == _looked)
        {
            return false;
        }

        _looked = now;
        Compared += ReplayCheck.Run(World.Engine, World.Store);
        return true;
    }

    /// <summary>All executions but the children of map runs.</summary>
    private IEnumerable<ExecutionRow> Stored() => _flows
        .Select(flow => Wait(World.Store.FindFlowAsync(AccountId.Default, flow.Name, default)))
        .OfType<FlowRow>()
        .SelectMany(flow =>
            Wait(World.Store.ListExecutionsAsync(new ExecutionQuery { FlowId = flow.Id, Limit = 100 }, default)));

    private void RememberWhatIsStored()
    {
        World.Store = _disk?.Recover() ?? World.Store;
        foreach (var row in Stored())
        {
            _seen[row.Id] = [.. Events(row.Id).Select(item => item.ToString())];
        }
    }

    private IReadOnlyList<ComparableEvent> Check(ExecutionRow row)
    {
        var events = Events(row.Id);
        HistoryCheck.Run(row, events);
        LeadAgain(row);

        // What was stored when the power failed is still what happened.
        var seen = _seen.GetValueOrDefault(row.Id, []);
        Assert.Equal(seen, events.Take(seen.Count).Select(item => item.ToString()));
        return ComparableHistory.WithWaits(events);
    }

    /// <summary>The execution and the children of its map runs, led through their own definitions, do the same again.</summary>
    private void LeadAgain(ExecutionRow row)
    {
        var draws = new DrawSeeds(World.Store.Identity.TokenKey);
        var recorder = new Recorder(World.Store, World.Store, draws, _compilation.Compile, Limits.Default);
        foreach (var recording in recorder.RecordAsync(row, default).GetAwaiter().GetResult())
        {
            var again = Baseline.Of(recording);
            Assert.True(
                again.Divergence is null,
                $"Execution '{recording.Execution.Name}' goes another way behind event {again.Same}: {again.Divergence}");
            Again = (Again.Executions + 1, Again.StoppedTurns + again.StoppedTurns);
        }
    }

    private List<HistoryEvent> Events(ExecutionId id) =>
        [.. Wait(World.Store.ReadEventsAsync(id, 1, int.MaxValue, default)).SelectMany(row => EventCodec.Decode(row.Events))];

    private static T Wait<T>(ValueTask<T> task) => task.AsTask().GetAwaiter().GetResult();
}
