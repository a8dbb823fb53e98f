using System.Diagnostics;
using Sluice.Engine.Commits;
using Sluice.Engine.Edge;
using Sluice.Engine.Link;
using Sluice.Engine.MapRuns;
using Sluice.Engine.Tasks;
using Sluice.Storage;

namespace Sluice.Engine.Shards;

/// <summary>Takes each message to whom it concerns.</summary>
internal sealed class MessageHandling(
    Possession possession,
    ShardRecovery recovery,
    HotExecutions hot,
    Tenants tenants,
    TimerRounds timers,
    IncomingLetters letters,
    TurningAway away,
    DamageReports damages)
{
    /// <summary>Deals with a message; whoever waits for the one that makes a turn fail is told.</summary>
    public async ValueTask OnMessageAsync(Message message)
    {
        try
        {
            await HandleAsync(message);
        }
        catch (StoreDamagedException damage)
        {
            // It was met before anything was decided, and it is of nobody else's concern.
            damages.Note(damage);
            await away.TurnAwayAsync(message, damage);
        }
        catch
        {
            await away.TurnAwayAsync(message);
            throw;
        }
    }

    private ValueTask HandleAsync(Message message) => message switch
    {
        Message.Close close => recovery.OnCloseAsync(close.Done),
        Message.Given given => recovery.OnGivenAsync(given.Epoch),
        Message.Lost lost => recovery.OnLostAsync(lost.Epoch, lost.Damage),
        _ when possession.IsAway => away.TurnAwayAsync(message),
        Message.CallEnded ended => tenants.Executions.OnCallEndedAsync(
            new AttemptId(ended.Execution, ended.Frame, ended.Attempt), ended.Result),
        Message.CallNow now => tenants.Calls.OnCallNowAsync(now.Key),
        Message.Due due => timers.OnDueAsync(due.Entry),
        Message.Incoming incoming => letters.OnLetterAsync(incoming.Letter),
        Message.OfMapRun { News: var news } => tenants.MapRuns.Driver.OnNewsAsync(news),
        Message.Collect => hot.OnCollectAsync(),
        Message.Recover recover => hot.OnRecoverAsync(recover.After),
        Message.Sweep => SweepAsync(),
        _ => HandleRequestAsync(message),
    };

    private async ValueTask SweepAsync()
    {
        await timers.SweepAsync();
        if (possession.IsShared)
        {
            // Letters from shards of other engines: whatever told of them may have been lost on its way.
            await hot.OnCollectAsync();
        }
    }

    /// <summary>Somebody outside waits for an answer.</summary>
    private ValueTask HandleRequestAsync(Message message)
    {
        switch (message)
        {
            case Message.Asked<ExecutionRow>(StartRequest start, var reply):
                return tenants.Executions.OnStartAsync(start, reply);
            case Message.Asked<ExecutionRow>(StopRequest stop, var reply):
                return tenants.Executions.OnStopAsync(stop, reply);
            case Message.Asked<ExecutionRow>(RedriveRequest redrive, var reply):
                return tenants.Executions.OnRedriveAsync(redrive, reply);
            case Message.Asked<bool>(DeleteRequest delete, var reply):
                return tenants.Executions.OnDeleteAsync(delete, reply);
            case Message.Asked<long>(ReportRequest report, var reply):
                return tenants.Executions.OnReportAsync(report, reply);
            case Message.Asked<MapProgress>(UpdateMapRunRequest update, var reply):
                return tenants.MapRuns.Changes.OnUpdateAsync(
                    update.Execution,
                    update.ExecutionName,
                    update.Name,
                    new(update.Concurrency, update.ToleratedCount, update.ToleratedPercentage),
                    reply);
            case Message.Asked<ScheduleRow>(CreateScheduleRequest create, var reply):
                return tenants.Schedules.Changes.OnCreateAsync(create, reply);
            case Message.Asked<ScheduleRow>(UpdateScheduleRequest change, var reply):
                return tenants.Schedules.Changes.OnUpdateAsync(change, reply);
            case Message.Asked<bool>(CollectLettersRequest, var reply):
                return hot.OnCollectAsync(reply);
            default:
                HandleAtOnce(message);
                return ValueTask.CompletedTask;
        }
    }

    /// <summary>Nothing has to be read for it.</summary>
    private void HandleAtOnce(Message message)
    {
        switch (message)
        {
            case Message.Asked<bool>(DeleteScheduleRequest delete, var reply):
                tenants.Schedules.Changes.OnDelete(delete, reply);
                break;
            case Message.Asked<bool>(FlowDeletedRequest deleted, var reply):
                tenants.OnFlowDeleted(deleted.FlowId, reply);
                break;
            case Message.Record record:
                tenants.Executions.OnRecord(record.Writes, record.Reply);
                break;
            case Message.CallAgain again:
                tenants.Calls.OnCallAgain(again.Key);
                break;
            default:
                throw new UnreachableException($"A message of kind {message.GetType().Name}.");
        }
    }
}
