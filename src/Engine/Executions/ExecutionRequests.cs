using Sluice.Engine.Flows;
using Sluice.Engine.Link;
using Sluice.Engine.Redrives;
using Sluice.Engine.Scheduling;
using Sluice.Engine.Starting;
using Sluice.Engine.Tasks;
using Sluice.Engine.Turns;
using Sluice.Interpreter;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Storage;

namespace Sluice.Engine.Executions;

/// <summary>What the outside asks of executions, and brings them.</summary>
/// <remarks>What stands in memory may not be stored yet, so an answer that speaks of it waits for the turn's batch.</remarks>
internal sealed class ExecutionRequests(
    ITurn turn, ResidentExecutions residents, StoredExecutions stored, StartRules starts, Redriver redriver)
{
    /// <summary>Somebody starts an execution, or the running one of its name.</summary>
    public async ValueTask OnStartAsync(StartRequest start, Reply<ExecutionRow> reply)
    {
        try
        {
            await OnStartAsync(start, await stored.GetRevisionAsync(start.Revision), reply);
        }
        catch (InvalidDataException e)
        {
            reply.Refuse(StartRules.RefuseRevision(e));
        }
    }

    /// <summary>Somebody stops an execution.</summary>
    public async ValueTask OnStopAsync(StopRequest stop, Reply<ExecutionRow> reply)
    {
        if (await turn.FindAsync(stop.Execution) is { } resident
            && turn.Advance(resident, new Stimulus.StopRequested(stop.Error, stop.Cause)) is { Accepted: true })
        {
            turn.Drafts.For(resident).AfterCommit.Add(new GiveReply<ExecutionRow>(reply, resident.Row));
            return;
        }

        var row = await turn.FindRowAsync(stop.Execution);
        if (row is null || !row.Status.HasEnded())
        {
            reply.RefuseUnstored();
            return;
        }

        turn.Drafts.AfterCommit(new GiveRefusal<ExecutionRow>(
            reply, ApiException.ExecutionAlreadyCompleted(row.Name, stop.FlowName)));
    }

    /// <summary>Somebody goes on with an execution that has ended without success.</summary>
    public async ValueTask OnRedriveAsync(RedriveRequest redrive, Reply<ExecutionRow> reply)
    {
        var row = await turn.FindRowAsync(redrive.Execution);
        if (row is null)
        {
            reply.RefuseUnstored();
            return;
        }

        var (resident, refusal) = await redriver.RedriveAsync(row, new(redrive.FlowName, redrive.Revision, redrive.By));
        if (resident is not null)
        {
            turn.Drafts.For(resident).AfterCommit.Add(new GiveReply<ExecutionRow>(reply, resident.Row));
        }
        else
        {
            // It may speak of an end, or of a redrive, that is not stored yet.
            turn.Drafts.AfterCommit(new GiveRefusal<ExecutionRow>(reply, refusal ?? ApiException.InternalServerError()));
        }
    }

    /// <summary>Somebody removes an execution that has ended.</summary>
    /// <remarks>At once, and not with the turn's batch: so no other request of the shard finds what is about to go.</remarks>
    public async ValueTask OnDeleteAsync(DeleteRequest delete, Reply<bool> reply)
    {
        if (residents.TryGet(delete.Execution, out var resident))
        {
            reply.Refuse(ApiException.NotYet($"Execution '{resident.Row.Name}' has not come to its end."));
            return;
        }

        try
        {
            var step = await stored.RemoveAsync(delete.Execution, turn.Drafts.Owner);
            if (step is { Removed: 0, IsGone: false })
            {
                reply.Refuse(ApiException.NotYet("The execution, or a map run of it, has not come to its end."));
                return;
            }

            reply.Give(step.IsGone);
        }
        catch (StoreRefusedException e)
        {
            reply.Refuse(ApiException.StoreCannotWrite(e.Message, e));
        }
    }

    /// <summary>Somebody reports on a task.</summary>
    public async ValueTask OnReportAsync(ReportRequest report, Reply<long> reply)
    {
        var stimulus = new Stimulus.TaskReported(report.Frame, report.Attempt, report.Nonce, report.Result, report.By);
        if (await turn.FindAsync(report.Execution) is { } resident
            && resident.Revision.Account == report.Account
            && turn.Advance(resident, stimulus) is { Accepted: true } done)
        {
            turn.Drafts.For(resident).AfterCommit.Add(new GiveReply<long>(reply, done.ReportEventId));
        }
        else if (await stored.BelongsToOtherAsync(report.Execution, report.Account))
        {
            reply.Refuse(ApiException.UnknownTaskToken("TaskToken"));
        }
        else if (turn.IsBroken(report.Execution))
        {
            reply.Refuse(ApiException.TaskInvalidState());
        }
        else
        {
            // Whatever ended the task may not be stored yet.
            turn.Drafts.AfterCommit(new GiveRefusal<long>(reply, ApiException.TaskAlreadyCompleted()));
        }
    }

    /// <summary>A call has answered or failed.</summary>
    public async ValueTask OnCallEndedAsync(AttemptId key, Outcome<JsonPayload> result)
    {
        if (await turn.FindAsync(key.Execution) is { } resident)
        {
            turn.Advance(resident, new Stimulus.CallEnded(key.Frame, key.Attempt, result));
        }
    }

    /// <summary>An execution that had to stop goes on.</summary>
    /// <remarks>It is in memory, since it is not at rest. If it has been read back meanwhile, it goes on all the same.</remarks>
    public void OnGoOn(ExecutionId execution)
    {
        if (residents.TryGet(execution, out var resident) && !resident.State.HasEnded)
        {
            turn.Advance(resident, new Stimulus.Continue());
        }
    }

    /// <summary>Executions of this flow stop after the step they are in.</summary>
    public void OnFlowDeleted(long flowId)
    {
        foreach (var resident in residents.All.Where(item => item.Row.FlowId == flowId).ToList())
        {
            turn.Advance(resident, new Stimulus.FlowDeleted());
        }
    }

    /// <summary>Express executions, which ran and ended elsewhere, are written.</summary>
    /// <param name="writes">Rows and journals whose numbers are this shard's.</param>
    public void OnRecord(CommitBatch writes, Reply<bool> reply)
    {
        turn.Drafts.Add(writes);
        turn.Drafts.AfterCommit(new GiveReply<bool>(reply, true));
    }

    private async ValueTask OnStartAsync(StartRequest start, CompiledRevision revision, Reply<ExecutionRow> reply)
    {
        var isNew = start is { IsGenerated: true, MayHaveComeBefore: false };
        var (refusal, taken) = await starts.DecideAsync(
            StartedFlow.Of(revision), isNew ? null : start.Name, turn.FindByNameAsync);
        if (taken is not null)
        {
            // An execution of a generated name can only be this very request's.
            turn.Drafts.AfterCommit(refusal is null || start.IsGenerated
                ? new GiveReply<ExecutionRow>(reply, taken)
                : new GiveRefusal<ExecutionRow>(reply, refusal));
        }
        else if (refusal is not null)
        {
            reply.Refuse(refusal);
        }
        else if (turn.Begin(await OriginOfAsync(start, revision)) is { } resident)
        {
            turn.Drafts.For(resident).AfterCommit.Add(new GiveReply<ExecutionRow>(reply, resident.Row));
        }
        else
        {
            reply.RefuseUnstored();
        }
    }

    private async ValueTask<ExecutionOrigin> OriginOfAsync(StartRequest start, CompiledRevision revision) =>
        new(revision, start.Name, start.Input)
        {
            CallbackToken = start.CallbackToken,
            Qualifier = start.Qualifier,
            Depth = start.Depth,
            Parent = start.Parent,
            RerunOf = start.RerunOf,
            SearchValues = SearchKeys.ValuesOf(await stored.FindFlowAsync(revision), start.Input.Payload),
        };
}
