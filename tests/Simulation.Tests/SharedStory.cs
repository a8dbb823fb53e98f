using Sluice.Engine.Api;
using Sluice.Simulation.Nodes;
using Sluice.Testing.Worlds;

namespace Sluice.Simulation.Tests;

/// <summary>A story told by several engines over one store, whatever becomes of them on the way.</summary>
internal sealed class SharedStory
{
    /// <summary>Mishaps put things off, and a made-up flow can stand so much before another of its timeouts comes first.</summary>
    private static readonly TimeSpan MostDelay = TimeSpan.FromSeconds(10);

    private readonly SharedDice _dice;
    private readonly StoryExecutions _executions;
    private readonly Reporter _reporter;

    /// <param name="number">Of the throw of dice.</param>
    public SharedStory(int seed, int number, SharedCompilation compilation)
    {
        _dice = new SharedDice((seed * 7919) + (number * 104_729) + 2, MostDelay);
        World = _dice.World(seed, compilation);
        _executions = new StoryExecutions(seed, World, compilation);
        _reporter = new Reporter(World);
        World.OnMishap = _executions.Remember;
    }

    public SharedWorld World { get; }

    /// <summary>Runs to the end, and gives the histories of all executions but children of map runs, by flow and name.</summary>
    public IReadOnlyList<IReadOnlyList<ComparableEvent>> Run()
    {
        foreach (var (name, definition) in _executions.Flows)
        {
            Caller.Insist(World, () => World.CreateFlow(name, definition), "FlowAlreadyExists");
        }

        _dice.AreThrown = true;
        foreach (var (place, flow) in StoryExecutions.Roots.Index())
        {
            Caller.Insist(World, () => Start(flow, place), "ExecutionAlreadyExists");
        }

        World.RunUntil(HasEnded);

        // A node that was frozen until now does not know that all is over; nothing that it still tries may count.
        _dice.AreThrown = false;
        World.RunFor(TimeSpan.FromSeconds(5));
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

    private bool HasEnded()
    {
        _reporter.Report();
        return World.IsSettled() && _executions.Stored().Count() >= StoryExecutions.Roots.Count;
    }
}
