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

    private async ValueTask StartAsync(Message.Start start)
    {
        var (refusal, taken) = await _ports.Starts.DecideAsync(
            StartedFlow.Of(start.Revision), start.IsGenerated ? null : start.Name, FindByNameAsync);
        if (taken is not null)
        {
            // What stands in memory may not be stored yet, so the answer waits for this turn's batch.
            _drafts.AfterCommit(refusal is null
                ? new GiveReply<ExecutionRow>(start.Reply, taken)
                : new GiveRefusal<ExecutionRow>(start.Reply, refusal));
        }
        else if (refusal is not null)
        {
            start.Reply.Refuse(refusal);
        }
        else if (Begin(OriginOf(start)) is { } resident)
        {
            _drafts.For(resident).AfterCommit.Add(new GiveReply<ExecutionRow>(start.Reply, resident.Row));
        }
        else
        {
            start.Reply.RefuseUnstored();
        }
    }

    private static ExecutionOrigin OriginOf(Message.Start start) => new(start.Revision, start.Name, start.Input, start.InputText)
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

    private async ValueTask StopAsync(Message.Stop stop)
    {
        if (await FindAsync(stop.Execution) is { } resident
            && Advance(resident, new Stimulus.StopRequested(stop.Error, stop.Cause)) is { Accepted: true })
        {
            _drafts.For(resident).AfterCommit.Add(new GiveReply<ExecutionRow>(stop.Reply, resident.Row));
            return;
        }

        await RefuseStopAsync(stop);
    }

    private async ValueTask RefuseStopAsync(Message.Stop stop)
    {
        var row = await RowOfAsync(stop.Execution);
        if (row is null || !row.Status.HasEnded())
        {
            stop.Reply.RefuseUnstored();
            return;
        }

        _drafts.AfterCommit(new GiveRefusal<ExecutionRow>(
            stop.Reply, ApiException.ExecutionAlreadyCompleted(row.Name, stop.FlowName)));
    }

    private async ValueTask ReportAsync(Message.Report report)
    {
        var input = new Stimulus.TaskReported(report.Frame, report.Attempt, report.Nonce, report.Result);
        if (await FindAsync(report.Execution) is { } resident
            && resident.Revision.Account == report.Account
            && Advance(resident, input) is { Accepted: true } done)
        {
            _drafts.For(resident).AfterCommit.Add(new GiveReply<long>(report.Reply, done.ReportEventId));
            return;
        }

        await RefuseReportAsync(report);
    }

    private async ValueTask RefuseReportAsync(Message.Report report)
    {
        if (await _ports.Catalog.FindOwnerAsync(report.Execution, CancellationToken.None) is { } owner
            && owner != report.Account)
        {
            report.Reply.Refuse(ApiException.UnknownTaskToken("TaskToken"));
            return;
        }

        if (_broken.Contains(report.Execution))
        {
            report.Reply.Refuse(ApiException.TaskInvalidState());
            return;
        }

        // Whatever ended the task may not be stored yet.
        _drafts.AfterCommit(new GiveRefusal<long>(report.Reply, ApiException.TaskAlreadyCompleted()));
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

    private ValueTask MarkDeletedAsync(Message.FlowDeleted deleted)
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
