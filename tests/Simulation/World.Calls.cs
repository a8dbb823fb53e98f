using Sluice.Engine;
using Sluice.Engine.Api;
using Sluice.Engine.Tasks;
using Sluice.Model;
using Sluice.Model.History;
using Sluice.Model.Names;

namespace Sluice.Simulation;

/// <summary>What callers of the engine do; each waits for its answer.</summary>
public sealed partial class World
{
    /// <summary>Starts a call and runs the world until it has answered.</summary>
    /// <exception cref="PowerFailedException">The power failed first; the caller does not know what happened.</exception>
    public T Await<T>(Func<SluiceEngine, Task<T>> call)
    {
        var crashes = Crashes;
        var task = call(Engine);
        RunUntil(() => task.IsCompleted || Crashes > crashes);
        return task.IsCompleted ? task.GetAwaiter().GetResult()
            : Crashes > crashes ? throw new PowerFailedException()
            : throw new InvalidOperationException("A call was never answered.");
    }

    public FlowView CreateFlow(
        string name, string definition, ExecutionMode mode = ExecutionMode.Standard) =>
        Await(engine => engine.Flows.CreateAsync(
            AccountId.Default,
            new NewFlow(FlowName.Parse("Name", name), definition) { Mode = mode },
            CancellationToken.None));

    public ExecutionView Start(string flow, string? name = null, string? input = null, string? callback = null) =>
        Await(engine => engine.Executions.StartAsync(
            AccountId.Default, new NewExecution(
                FlowName.Lookup(flow),
                name is null ? null : ExecutionName.Parse("ExecutionName", name),
                input,
                callback),
            CancellationToken.None));

    /// <summary>Starts an Express execution without waiting for its end.</summary>
    public Task<ExecutionView> Run(
        string flow, string? name = null, string? input = null, CancellationToken cancellationToken = default) =>
        Engine.Executions.StartSyncAsync(
            AccountId.Default,
            new NewExecution(
                FlowName.Lookup(flow), name is null ? null : ExecutionName.Parse("ExecutionName", name), input),
            cancellationToken);

    public ScheduleView CreateSchedule(string flow, string name, string cron, string payload = "") =>
        Await(engine => engine.Schedules.CreateAsync(
            AccountId.Default,
            new NewSchedule(FlowName.Lookup(flow), ScheduleName.Parse("ScheduleName", name), cron) { Payload = payload },
            CancellationToken.None));

    public ExecutionView Describe(string flow, string name) => Await(engine => engine.Executions.DescribeAsync(
        AccountId.Default, Key(flow, name), TimeSpan.Zero, CancellationToken.None));

    public RedriveView Redrive(string flow, string name, string? definition = null, bool dryRun = false) =>
        Await(engine => engine.Executions.RedriveAsync(
            AccountId.Default,
            Key(flow, name),
            new RedriveOptions { Definition = definition, DryRun = dryRun },
            CancellationToken.None));

    /// <summary>The whole history as the API would page through it.</summary>
    public IReadOnlyList<HistoryEvent> History(string flow, string name)
    {
        var events = new List<HistoryEvent>();
        for (long? next = 1; next is { } from;)
        {
            var page = Await(engine => engine.Executions.GetHistoryAsync(
                AccountId.Default, Key(flow, name), from, limit: 100, CancellationToken.None));
            events.AddRange(page.Events);
            next = page.NextEvent;
        }

        return events;
    }

    public static ExecutionKey Key(string flow, string name) =>
        new(FlowName.Lookup(flow), ExecutionName.Lookup(name));

    /// <summary>The execution that a task token speaks of.</summary>
    public ExecutionId ExecutionOf(string taskToken) =>
        new TaskTokens(Store.Identity.TokenKey).TryRead(taskToken, out var attempt, out _)
            ? attempt.Execution
            : throw new ArgumentException("Not a token of this store.", nameof(taskToken));
}

/// <summary>The power failed while a caller waited for an answer.</summary>
public sealed class PowerFailedException() : Exception("The power failed before the answer came.");
