using Sluice.Engine;
using Sluice.Engine.Api;
using Sluice.Model;
using Sluice.Model.Names;

namespace Sluice.Simulation.Nodes;

/// <summary>What callers do: they ask one node, and another one when it does not answer.</summary>
public sealed partial class SharedWorld
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(100);

    /// <summary>How often a caller has stopped waiting for a node, which may do what it was asked all the same.</summary>
    public int GivenUp { get; private set; }

    private int _refused;

    /// <summary>Callers who wait, and for whom time may have to move.</summary>
    private int _asking;

    public T Await<T>(Func<SluiceEngine, Task<T>> call)
    {
        try
        {
            var patience = _random.Next(8) == 0 ? _random.Next(40) : int.MaxValue;
            return Ask(_nodes[_random.Next(_nodes.Length)], call, patience);
        }
        catch (ApiException e) when (e.Code == "InternalServerError")
        {
            // It does not have the shard, or not yet again; or it had, and does not know what became of its commit.
            if (++_refused % 4 == 0)
            {
                RunFor(RetryPause);
            }

            throw new PowerFailedException();
        }
    }

    /// <summary>Asks a certain node, patiently.</summary>
    /// <exception cref="PowerFailedException">The node died.</exception>
    public T Ask<T>(Node node, Func<SluiceEngine, Task<T>> call) => Ask(node, call, int.MaxValue);

    /// <param name="patience">Steps after which the caller gives up.</param>
    private T Ask<T>(Node node, Func<SluiceEngine, Task<T>> call, int patience)
    {
        Task<T>? task = null;
        node.Scheduler.Schedule(new WorkItem(() => task = call(node.Engine)));
        var began = Steps;
        _asking++;
        RunUntil(() => task?.IsCompleted == true || _nodes[node.Number] != node || Steps - began > patience);
        _asking--;
        if (task?.IsCompleted == true)
        {
            return task.GetAwaiter().GetResult();
        }

        if (Steps - began > patience || _nodes[node.Number] != node)
        {
            GivenUp++;
            throw new PowerFailedException();
        }

        throw new InvalidOperationException($"A call was never answered; {WhatIsOpen()}.");
    }

    public FlowView CreateFlow(string name, string definition) => Await(engine => engine.Flows.CreateAsync(
        AccountId.Default, new NewFlow(FlowName.Parse("Name", name), definition), CancellationToken.None));

    public ScheduleView CreateSchedule(string flow, string name, string cron) => Await(engine => engine.Schedules.CreateAsync(
        AccountId.Default,
        new NewSchedule(FlowName.Lookup(flow), ScheduleName.Parse("ScheduleName", name), cron),
        CancellationToken.None));

    public ExecutionView Start(string flow, string name, string input) => Await(engine => engine.Executions.StartAsync(
        AccountId.Default,
        new NewExecution(FlowName.Lookup(flow), ExecutionName.Parse("ExecutionName", name), input),
        CancellationToken.None));
}
