using Sluice.Engine;
using Sluice.Engine.Api;
using Sluice.Model;
using Sluice.Testing.Worlds;

namespace Sluice.Simulation.Tests;

/// <summary>
/// Executions of generated flows of both languages, and of those that they start, carried to their end through whatever
/// happens; and what must hold.
/// </summary>
internal sealed class Story
{
    private readonly SqliteDisk? _disk;
    private readonly StoryExecutions _executions;
    private readonly Reporter _reporter;
    private readonly List<int> _committing = [];
    private (int Crashes, int Commits) _looked;

    /// <param name="disk">Null for a store in memory.</param>
    public Story(int seed, Disturbance disturbance, SharedCompilation compilation, SqliteDisk? disk = null)
    {
        _disk = disk;
        var fates = disturbance.Fates();
        World = new World(
            seed,
            fates with { Step = step => Note(step, fates.Step(step)) },
            new EngineOptions
            {
                CleaningInterval = TimeSpan.FromDays(1),

                // Every second story goes on in the smallest slices, and so in turns of its own.
                SliceWork = seed % 2 == 0 ? new EngineOptions().SliceWork : 1,
            },
            disk?.Store,
            compilation);
        World.OnCrash = RememberWhatIsStored;
        _executions = new StoryExecutions(seed, World, compilation);
        _reporter = new Reporter(World);
    }

    public World World { get; }

    /// <summary>How often an execution in memory was held against what is stored.</summary>
    public int Compared { get; private set; }

    /// <inheritdoc cref="StoryExecutions.Again"/>
    public (int Executions, int StoppedTurns) Again => _executions.Again;

    /// <summary>Steps before which a commit was under way.</summary>
    public IReadOnlyList<int> Committing => _committing;

    /// <summary>Runs to the end, and gives the histories of all executions but children of map runs, by flow and name.</summary>
    public IReadOnlyList<IReadOnlyList<ComparableEvent>> Run()
    {
        foreach (var (name, definition) in _executions.Flows)
        {
            Caller.Insist(World, () => World.CreateFlow(name, definition), "FlowAlreadyExists");
        }

        foreach (var (place, flow) in StoryExecutions.Roots.Index())
        {
            Caller.Insist(World, () => Start(flow, place), "ExecutionAlreadyExists", _reporter.Report);
        }

        World.RunUntil(() => Look() && _executions.Stored().All(row => row.Status.HasEnded()) && World.IsSettled());

        // Nobody runs any more, and a shard may still be on its way back, to a store that refuses some of its tries.
        for (var seconds = 0; seconds < 20 && !World.IsSettled(); seconds++)
        {
            World.RunFor(TimeSpan.FromSeconds(1));
        }

        Assert.All(
            _executions.Stored(),
            row => Assert.True(row.Status.HasEnded(), $"Execution '{row.Name}' has not come to its end."));
        Assert.True(World.IsSettled(), $"Something is left over: {World.WhatIsOpen()}.");
        _reporter.ReportAllAgain();
        return _executions.Histories();
    }

    private ExecutionView Start(string flow, int place)
    {
        var started = World.Start(flow, "run", _executions.InputOf(place));
        _executions.NoteStarted(flow, started.Id);
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

    private void RememberWhatIsStored()
    {
        World.Store = _disk?.Recover() ?? World.Store;
        _executions.Remember();
    }
}
