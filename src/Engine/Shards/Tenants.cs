using System.Diagnostics;
using Sluice.Definitions.States;
using Sluice.Engine.Edge;
using Sluice.Engine.Executions;
using Sluice.Engine.MapRuns;
using Sluice.Engine.Schedules;
using Sluice.Engine.Scheduling;
using Sluice.Engine.SubFlows;
using Sluice.Engine.Throttling;
using Sluice.Engine.Timers;
using Sluice.Engine.Turns;
using Sluice.Interpreter;

namespace Sluice.Engine.Shards;

/// <summary>Those who work in a shard: each effect, and each end of an execution, goes to whom it concerns.</summary>
internal sealed partial class Tenants : IEffects
{
    private readonly ArmedTimers _timers;
    private readonly ResidentExecutions _residents;
    private readonly StepPacing _pacing;
    private readonly RecoveryCount _count;
    private readonly Action<Message> _post;

    public ShardTurn Turn { get; }

    public ExecutionRequests Executions { get; }

    public TaskCalls Calls { get; }

    public ChildCalls ChildCalls { get; }

    public ChildStarts ChildStarts { get; }

    public LiveSchedules Schedules { get; }

    public ScheduleFiring ScheduleFiring { get; }

    public ScheduleChanges ScheduleChanges { get; }

    public ScheduledStarts ScheduledStarts { get; }

    public ScheduleRecovery ScheduleRecovery { get; }

    public OpenMapRuns MapRuns { get; }

    public MapChildren MapChildren { get; }

    public MapRunDriver MapRunDriver { get; }

    public MapRunChanges MapRunChanges { get; }

    public MapRunRecovery MapRunRecovery { get; }

    public void CarryOut(Resident resident, IReadOnlyList<Effect> effects)
    {
        foreach (var effect in effects)
        {
            switch (effect)
            {
                case Effect.InvokeTask { Action: TaskState.StartExecution } call:
                    ChildCalls.OnCall(resident, call);
                    break;
                case Effect.InvokeTask call:
                    Calls.OnCall(resident, call);
                    break;
                default:
                    CarryOut(resident, effect);
                    break;
            }
        }
    }

    public void TakeUp(Resident resident, IReadOnlyList<Effect> owed)
    {
        _count.NoteTakenUp(owed);
        foreach (var effect in owed)
        {
            switch (effect)
            {
                case Effect.InvokeTask { Action: TaskState.StartExecution } call:
                    ChildCalls.OnCallReadBack(resident, call);
                    break;
                case Effect.InvokeTask call:
                    Calls.OnCallReadBack(resident, call);
                    break;
                default:
                    CarryOut(resident, effect);
                    break;
            }
        }
    }

    public void OnEnded(Resident resident, ExecutionEnd end) => MapChildren.OnEnded(resident, end);

    /// <summary>Executions of this flow stop after the step they are in, and its schedules go.</summary>
    public void OnFlowDeleted(long flowId, Reply<bool> reply)
    {
        foreach (var resident in _residents.All.Where(item => item.Row.FlowId == flowId).ToList())
        {
            Turn.Advance(resident, new Stimulus.FlowDeleted());
        }

        MapRunDriver.OnFlowDeleted(flowId);
        Schedules.OnFlowDeleted(flowId);
        Turn.Drafts.AfterCommit(new GiveReply<bool>(reply, true));
    }

    /// <summary>What is done alike whether the state that decides it is stored already or not.</summary>
    private void CarryOut(Resident resident, Effect effect)
    {
        switch (effect)
        {
            case Effect.SetTimer timer:
                _timers.Arm(new TimerEntry(resident.Id, timer.Frame, timer.Attempt), timer.Due);
                break;
            case Effect.GoOn:
                GoOn(resident);
                break;
            case Effect.CancelTask call:
                Calls.OnCancel(resident, call);
                break;
            case Effect.StopChild stop:
                ChildCalls.OnStop(resident, stop);
                break;
            case Effect.ReportEnd end:
                ChildStarts.OnEnded(resident, end);
                break;
            case Effect.StartMapRun start:
                MapRunDriver.OnStart(resident, start);
                break;
            case Effect.AbortMapRun abort:
                MapRunDriver.OnAbort(abort);
                break;
            default:
                throw new UnreachableException($"An effect of kind {effect.GetType().Name}.");
        }
    }

    /// <summary>Lets the execution go on after the others, or when the step that it reserves is there.</summary>
    private void GoOn(Resident resident)
    {
        if (_pacing.Reserve(resident) is { } time)
        {
            _timers.Add(TimerEntry.Whole(resident.Id), time);
        }
        else
        {
            _post(new Message.GoOn(resident.Id));
        }
    }
}
