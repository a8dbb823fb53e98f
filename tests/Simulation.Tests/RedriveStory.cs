using System.Text;
using Sluice.Engine.Api;
using Sluice.Interpreter.Frames;
using Sluice.Model;
using Sluice.Model.History;
using Sluice.Model.Names;
using Sluice.Storage;
using Sluice.Targets;
using Sluice.Testing.Worlds;

namespace Sluice.Simulation.Tests;

/// <summary>
/// Executions of generated flows, whose services are broken at first, and are mended in two steps; what did not succeed is
/// redriven after each.
/// </summary>
/// <param name="runToEnd">Runs the world until all that was started has ended and nothing is owed any more.</param>
internal sealed class RedriveStory(int seed, IWorld world, SharedCompilation compilation, Action<Reporter> runToEnd)
{
    /// <summary>What a broken service answers; no rule of a made-up flow names it.</summary>
    private const string Outage = "Outage";

    private readonly StoryExecutions _executions = new(seed, world, compilation);

    /// <summary>How often somebody was answered that an execution goes on.</summary>
    public int Redriven { get; private set; }

    public void Remember() => _executions.Remember();

    /// <param name="isBroken">Whether the services are broken at first; otherwise all goes well at once.</param>
    /// <returns>What has come of it.</returns>
    public RedriveOutcome Run(bool isBroken)
    {
        var reporter = new Reporter(world);
        foreach (var (name, definition) in _executions.Flows)
        {
            Caller.Insist(world, () => Create(name, definition), "FlowAlreadyExists");
        }

        world.Fault = isBroken ? call => IsHit(call, oneIn: 3) ? Outage : null : _ => null;
        foreach (var (place, flow) in StoryExecutions.Roots.Index())
        {
            Caller.Insist(world, () => Start(flow, place), "ExecutionAlreadyExists");
        }

        runToEnd(reporter);
        if (isBroken)
        {
            world.Fault = call => IsHit(call, oneIn: 6) ? Outage : null;
            RedriveAll(reporter);
            world.Fault = _ => null;
            RedriveAll(reporter);
        }

        reporter.ReportAllAgain();
        _executions.Histories();
        return Outcome();
    }

    private void RedriveAll(Reporter reporter)
    {
        foreach (var row in Roots().Where(row => row.Status != ExecutionStatus.Succeeded).ToList())
        {
            var flow = StoryExecutions.Roots.Single(name => FlowOf(name)?.Id == row.FlowId);
            Caller.Insist(world, () => Redrive(flow), "ExecutionNotRedrivable");
        }

        runToEnd(reporter);
    }

    private void Create(string name, string definition) => world.Await(engine => engine.Flows.CreateAsync(
        AccountId.Default, new NewFlow(FlowName.Parse("Name", name), definition), CancellationToken.None));

    private void Start(string flow, int place)
    {
        var started = world.Await(engine => engine.Executions.StartAsync(
            AccountId.Default,
            new NewExecution(FlowName.Lookup(flow), ExecutionName.Lookup("run"), _executions.InputOf(place)),
            CancellationToken.None));
        _executions.NoteStarted(flow, started.Id);
    }

    private void Redrive(string flow)
    {
        world.Await(engine => engine.Executions.RedriveAsync(
            AccountId.Default, World.Key(flow, "run"), new RedriveOptions(), CancellationToken.None));
        Redriven++;
    }

    /// <summary>A call is hit or not by what it says, so that the same one is whenever it is made.</summary>
    private bool IsHit(TaskCall call, uint oneIn) =>
        call.Parameters.ToString().Aggregate((uint)seed, (hash, letter) => (hash ^ letter) * 16_777_619) / 7 % oneIn == 0;

    private RedriveOutcome Outcome()
    {
        var rows = Roots().ToList();
        var histories = _executions.Stored().ToDictionary(row => row.Id, row => Events(row.Id));
        return new(
            [.. rows.Select(row => (row.Status, row.Error, Encoding.UTF8.GetString(row.Output ?? [])))],
            [.. histories.Values.SelectMany(events => events)
                .Where(item => item.Type == EventType.TaskSucceeded).Select(item => item.StepName).Order(StringComparer.Ordinal)],
            histories.Values.Any(HasTakenOutage),
            _executions.Stored().Any(row => row.Status != ExecutionStatus.Succeeded && !IsRoot(row) && !IsWaitedFor(row)));
    }

    private static bool IsRoot(ExecutionRow row) => row.Name == "run";

    /// <summary>What has not succeeded keeps its state, and that knows whom to tell of the end.</summary>
    private bool IsWaitedFor(ExecutionRow row) => StateCodec.Decode(
        [.. Wait(world.Store.ReadStateAsync(row.Id, default)).Select(item => (ReadOnlyMemory<byte>)item.State)])
        .CallbackToken is not null;

    /// <summary>Whether the flow itself went another way because of the outage: then it comes to something else.</summary>
    private static bool HasTakenOutage(List<HistoryEvent> events) => events
        .Where(item => item.Type == EventType.StepExited && item.Detail.Has("goto"))
        .Any(item => events[(int)item.CauseId - 1] is { Type: EventType.StepFailed } failed
            && failed.Detail.ToString().Contains(Outage, StringComparison.Ordinal));

    private IEnumerable<ExecutionRow> Roots() => StoryExecutions.Roots
        .Select(FlowOf).OfType<FlowRow>()
        .Select(flow => Wait(world.Store.FindExecutionAsync(flow.Id, "run", default))).OfType<ExecutionRow>();

    private FlowRow? FlowOf(string name) => Wait(world.Store.FindFlowAsync(AccountId.Default, name, default));

    private List<HistoryEvent> Events(ExecutionId id) =>
        [.. Wait(world.Store.ReadEventsAsync(id, 1, int.MaxValue, long.MaxValue, default)).SelectMany(row => EventCodec.Decode(row.Events))];

    private static T Wait<T>(ValueTask<T> task) => task.AsTask().GetAwaiter().GetResult();
}

/// <summary>What a story has come to.</summary>
/// <param name="Ends">Of the executions that callers started.</param>
/// <param name="Succeeded">The step of each task that has succeeded, in all executions but children of map runs.</param>
/// <param name="IsOtherWay">A flow has taken the outage by a rule of its own and gone another way.</param>
/// <param name="LeavesChild">A child that nobody waits for has not succeeded: nobody redrives it.</param>
internal sealed record RedriveOutcome(
    IReadOnlyList<(ExecutionStatus Status, string? Error, string Output)> Ends,
    IReadOnlyList<string> Succeeded,
    bool IsOtherWay,
    bool LeavesChild);
