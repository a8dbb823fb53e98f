using Sluice.Engine.Edge;
using Sluice.Engine.Flows;
using Sluice.Engine.Link;
using Sluice.Engine.Scheduling;
using Sluice.Engine.Starting;
using Sluice.Interpreter;
using Sluice.Interpreter.Frames;
using Sluice.Model;
using Sluice.Storage;

namespace Sluice.Engine.Shards;

/// <summary>What the outside asks of executions.</summary>
internal sealed partial class Shard
{
    private readonly ExecutionIds _ids;

    private async ValueTask StartAsync(StartRequest start, Reply<ExecutionRow> reply)
    {
        try
        {
            var revision = await _ports.Catalog.GetRevisionAsync(start.Revision, CancellationToken.None);
            await StartAsync(start, revision, reply);
        }
        catch (InvalidDataException e)
        {
            reply.Refuse(StartRules.RefuseRevision(e));
        }
    }

    private async ValueTask StartAsync(StartRequest start, CompiledRevision revision, Reply<ExecutionRow> reply)
    {
        var isNew = start is { IsGenerated: true, MayHaveComeBefore: false };
        var (refusal, taken) = await _ports.Starts.DecideAsync(
            StartedFlow.Of(revision), isNew ? null : start.Name, FindByNameAsync);
        if (taken is not null)
        {
            // What stands in memory may not be stored yet, so the answer waits for this turn's batch. An execution of a
            // generated name can only be this very request's.
            _drafts.AfterCommit(refusal is null || start.IsGenerated
                ? new GiveReply<ExecutionRow>(reply, taken)
                : new GiveRefusal<ExecutionRow>(reply, refusal));
        }
        else if (refusal is not null)
        {
            reply.Refuse(refusal);
        }
        else if (Begin(OriginOf(start, revision)) is { } resident)
        {
            _drafts.For(resident).AfterCommit.Add(new GiveReply<ExecutionRow>(reply, resident.Row));
        }
        else
        {
            reply.RefuseUnstored();
        }
    }

    private static ExecutionOrigin OriginOf(StartRequest start, CompiledRevision revision) =>
        new(revision, start.Name, start.Input)
        {
            CallbackToken = start.CallbackToken,
            Qualifier = start.Qualifier,
            Depth = start.Depth,
        };

    private async ValueTask<ExecutionRow?> FindByNameAsync(long flowId, string name) =>
        _names.TryGetValue((flowId, name), out var resident)
            ? resident.Row
            : await _ports.Store.FindExecutionAsync(flowId, name, CancellationToken.None);

    /// <summary>Begins an execution; its name has been found to be free.</summary>
    /// <returns>Null when the interpreter broke on it.</returns>
    private Resident? Begin(ExecutionOrigin origin)
    {
        var now = _ports.Clock.Now;
        var row = origin.Row(_ids.Next(now), now);
        var facts = origin.Facts(now, origin.Revision.Mode);
        var state = ExecutionState.Create(origin.CallbackToken, origin.Depth);
        var resident = Keep(new Resident(origin.Revision, row, state, facts));
        return Advance(resident, new Stimulus.Started(origin.Scope), isNew: true) is null ? null : resident;
    }

    private async ValueTask StopAsync(StopRequest stop, Reply<ExecutionRow> reply)
    {
        if (await FindAsync(stop.Execution) is { } resident
            && Advance(resident, new Stimulus.StopRequested(stop.Error, stop.Cause)) is { Accepted: true })
        {
            _drafts.For(resident).AfterCommit.Add(new GiveReply<ExecutionRow>(reply, resident.Row));
            return;
        }

        await RefuseStopAsync(stop, reply);
    }

    private async ValueTask RefuseStopAsync(StopRequest stop, Reply<ExecutionRow> reply)
    {
        var row = await RowOfAsync(stop.Execution);
        if (row is null || !row.Status.HasEnded())
        {
            reply.RefuseUnstored();
            return;
        }

        _drafts.AfterCommit(new GiveRefusal<ExecutionRow>(
            reply, ApiException.ExecutionAlreadyCompleted(row.Name, stop.FlowName)));
    }

    private async ValueTask ReportAsync(ReportRequest report, Reply<long> reply)
    {
        var input = new Stimulus.TaskReported(report.Frame, report.Attempt, report.Nonce, report.Result);
        if (await FindAsync(report.Execution) is { } resident
            && resident.Revision.Account == report.Account
            && Advance(resident, input) is { Accepted: true } done)
        {
            _drafts.For(resident).AfterCommit.Add(new GiveReply<long>(reply, done.ReportEventId));
            return;
        }

        await RefuseReportAsync(report, reply);
    }

    private async ValueTask RefuseReportAsync(ReportRequest report, Reply<long> reply)
    {
        if (await _ports.Catalog.FindOwnerAsync(report.Execution, CancellationToken.None) is { } owner
            && owner != report.Account)
        {
            reply.Refuse(ApiException.UnknownTaskToken("TaskToken"));
            return;
        }

        if (_broken.Contains(report.Execution))
        {
            reply.Refuse(ApiException.TaskInvalidState());
            return;
        }

        // Whatever ended the task may not be stored yet.
        _drafts.AfterCommit(new GiveRefusal<long>(reply, ApiException.TaskAlreadyCompleted()));
    }

    private async ValueTask EndCallAsync(Message.CallEnded ended)
    {
        if (await FindAsync(ended.Execution) is { } resident)
        {
            Advance(resident, new Stimulus.CallEnded(ended.Frame, ended.Attempt, ended.Result));
        }
    }

    private async ValueTask GoOnAsync(Message.GoOn goOn)
    {
        if (await FindAsync(goOn.Execution) is { } resident)
        {
            Advance(resident, new Stimulus.Continue());
        }
    }

    private ValueTask MarkDeletedAsync(FlowDeletedRequest deleted, Reply<bool> reply)
    {
        foreach (var resident in _residents.Values.Where(item => item.Row.FlowId == deleted.FlowId).ToList())
        {
            Advance(resident, new Stimulus.FlowDeleted());
        }

        foreach (var run in _mapRuns.Values.Where(run => run.Revision.Row.FlowId == deleted.FlowId))
        {
            Touch(run);
        }

        RemoveSchedules(deleted.FlowId);
        _drafts.AfterCommit(new GiveReply<bool>(reply, true));
        return ValueTask.CompletedTask;
    }

    private ValueTask RecordAsync(Message.Record record)
    {
        _drafts.Add(record.Writes);
        _drafts.AfterCommit(new GiveReply<bool>(record.Reply, true));
        return ValueTask.CompletedTask;
    }

    private async ValueTask<ExecutionRow?> RowOfAsync(ExecutionId id) =>
        _residents.TryGetValue(id, out var resident)
            ? resident.Row
            : await _ports.Store.FindExecutionAsync(id, CancellationToken.None);
}
