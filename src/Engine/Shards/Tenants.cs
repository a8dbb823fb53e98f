using System.Diagnostics;
using Sluice.Definitions.States;
using Sluice.Engine.Executions;
using Sluice.Engine.MapRuns;
using Sluice.Engine.Schedules;
using Sluice.Engine.Scheduling;
using Sluice.Engine.SubFlows;
using Sluice.Engine.Timers;
using Sluice.Engine.Turns;
using Sluice.Interpreter;

namespace Sluice.Engine.Shards;

/// <summary>Those who work in a shard: each effect, and each end of an execution, goes to whom it concerns.</summary>
internal sealed class Tenants(
    ITurn turn,
    ExecutionRequests executions,
    TaskCalls calls,
    Continuations continuations,
    SubFlowTenant subFlows,
    ScheduleTenant schedules,
    MapRunTenant mapRuns,
    RecoveryCount count) : IEffects
{
    public ExecutionRequests Executions => executions;

    public TaskCalls Calls => calls;

    public SubFlowTenant SubFlows => subFlows;

    public ScheduleTenant Schedules => schedules;

    public MapRunTenant MapRuns => mapRuns;

    public void CarryOut(Resident resident, IReadOnlyList<Effect> effects)
    {
        foreach (var effect in effects)
        {
            switch (effect)
            {
                case Effect.InvokeTask { Action: TaskState.StartExecution } call:
                    subFlows.Calls.OnCall(resident, call);
                    break;
                case Effect.InvokeTask call:
                    calls.OnCall(resident, call);
                    break;
                default:
                    CarryOut(resident, effect);
                    break;
            }
        }
    }

    public void TakeUp(Resident resident, IReadOnlyList<Effect> owed)
    {
        count.NoteTakenUp(owed);
        foreach (var effect in owed)
        {
            switch (effect)
            {
                case Effect.InvokeTask { Action: TaskState.StartExecution } call:
                    subFlows.Calls.OnCallReadBack(resident, call);
                    break;
                case Effect.InvokeTask call:
                    calls.OnCallReadBack(resident, call);
                    break;
                default:
                    CarryOut(resident, effect);
                    break;
            }
        }
    }

    public void OnChildAdvanced(string run, Transition transition) => mapRuns.Children.OnAdvanced(run, transition);

    public void OnEnded(Resident resident, ExecutionEnd end) => mapRuns.Children.OnEnded(resident, end);

    /// <summary>Executions of this flow stop after the step they are in, its map runs end, and its schedules go.</summary>
    public void OnFlowDeleted(long flowId, Reply<bool> reply)
    {
        executions.OnFlowDeleted(flowId);
        mapRuns.Driver.OnFlowDeleted(flowId);
        schedules.Live.OnFlowDeleted(flowId);
        turn.Drafts.AfterCommit(new GiveReply<bool>(reply, true));
    }

    /// <summary>What is done alike whether the state that decides it is stored already or not.</summary>
    private void CarryOut(Resident resident, Effect effect)
    {
        switch (effect)
        {
            case Effect.SetTimer timer:
                turn.Arm(new TimerEntry(resident.Id, timer.Frame, timer.Attempt), timer.Due);
                break;
            case Effect.GoOn:
                continuations.OnStopped(resident);
                break;
            case Effect.CancelTask call:
                calls.OnCancel(resident, call);
                break;
            case Effect.StopChild stop:
                subFlows.Calls.OnStop(resident, stop);
                break;
            case Effect.ReportEnd end:
                subFlows.Starts.OnEnded(resident, end);
                break;
            case Effect.StartMapRun start:
                mapRuns.Driver.OnStart(resident, start);
                break;
            case Effect.RedriveMapRun redrive:
                mapRuns.Driver.OnRedrive(resident, redrive);
                break;
            case Effect.AbortMapRun abort:
                mapRuns.Driver.OnAbort(resident, abort);
                break;
            default:
                throw new UnreachableException($"An effect of kind {effect.GetType().Name}.");
        }
    }
}
