using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Sluice.Engine.Edge;
using Sluice.Engine.Link;
using Sluice.Engine.MapRuns;
using Sluice.Engine.Scheduling;
using Sluice.Engine.Timers;
using Sluice.Storage;

namespace Sluice.Engine.Shards;

/// <summary>A fixed hash range of executions and the one loop that works on them: drain, advance, hand over.</summary>
/// <remarks>
/// The loop runs on one thread at a time, so nothing in here is locked. It runs ahead of the disk on its own memory;
/// what may leave the process waits in the batch. Split by subject: this file is the loop itself.
/// </remarks>
internal sealed partial class Shard : IThreadPoolWorkItem
{
    /// <summary>Events after which a turn ends: what it has decided is committed, and does not wait for the rest.</summary>
    private const int EventsPerTurn = 2_000;

    /// <summary>Events after which one execution lets the others of its shard go on.</summary>
    private const int EventsPerAdvance = 100;

    private readonly ShardPorts _ports;
    private readonly ShardEdge _edge;
    private readonly Mailbox _mailbox;
    private readonly ConcurrentQueue<Resident> _stored = new();
    private readonly TimerQueue _timers = new();
    private readonly ITimer _alarm;
    private readonly ILogger _logger;

    /// <summary>The engine has stopped: the store may be gone.</summary>
    private bool _isClosed;

    private int _eventsThisTurn;
    private long _alarmAt = long.MaxValue;
    private long _epoch;
    private TurnDrafts _drafts;

    public Shard(ShardEdge edge, ShardPorts ports)
    {
        (_edge, _mailbox, _ids) = (edge, edge.Mailbox, edge.Ids);
        (_ports, _logger) = (ports, ports.Logger);
        _drafts = new TurnDrafts(Id, 0);
        _opened = new Reply<bool>(ports.Scheduler);
        _alarm = ports.Clock.Provider.CreateTimer(
            static shard => ((Shard)shard!).Post(new Message.Alarm()),
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
    }

    public int Id => _edge.Id;

    /// <inheritdoc cref="Mailbox.Post"/>
    public void Post(Message message) => _mailbox.Post(message);

    /// <summary>Deals with what has come so far, and with nothing after that.</summary>
    public async Task StopAsync()
    {
        var done = new TaskCompletionSource();
        Post(new Message.Close(done));
        await done.Task;
        await _alarm.DisposeAsync();
    }

    void IThreadPoolWorkItem.Execute() => _ = RunTurnAsync();

    private async Task RunTurnAsync()
    {
        try
        {
            await TurnAsync();
        }
        catch (Exception e)
        {
            // Nothing is known about this memory any more; the store knows all that matters. What made the turn fail,
            // such as a store that cannot be read, is given time to pass.
            LogTurnFailed(e, Id);
            _drafts.Abandon(problem: null);
            _timers.Clear();
            _isAway = true;
            _ports.Directory.NoteLost(Id, _ports.Options.RecoveryPause);
        }

        _mailbox.Rest(isDue: _timers.NextDue <= _ports.Clock.Now.ToUnixTimeMilliseconds());
    }

    private async ValueTask TurnAsync()
    {
        _drafts = new TurnDrafts(Id, _epoch);
        LetGoOfStored();
        await TakeMessagesAsync();
        await FireTimersAsync();
        LetGoOfSurplus();
        Submit();
        SetAlarm();
    }

    private async ValueTask TakeMessagesAsync()
    {
        _eventsThisTurn = 0;
        for (var taken = 0;
            taken < _ports.Options.MessagesPerTurn && _eventsThisTurn < EventsPerTurn
                && _mailbox.TryTake(out var message);
            taken++)
        {
            await HandleOrTurnAwayAsync(message);
        }
    }

    /// <summary>Whoever waits for the message that makes a turn fail is told.</summary>
    private async ValueTask HandleOrTurnAwayAsync(Message message)
    {
        try
        {
            await HandleAsync(message);
        }
        catch (StoreDamagedException damage)
        {
            // It was met before anything was decided, and it is of nobody else's concern.
            _ports.Damage.Note(damage);
            await TurnAwayAsync(message, damage);
        }
        catch
        {
            await TurnAwayAsync(message);
            throw;
        }
    }

    private ValueTask HandleAsync(Message message) => message switch
    {
        Message.Close close => CloseAsync(close),
        Message.Given given => TakeUpAsync(given),
        Message.Lost lost => LoseAsync(lost),
        Message.Alarm => ForgetAlarm(),
        _ when _isAway => TurnAwayAsync(message),
        Message.Asked<ExecutionRow>(StartRequest start, var reply) => StartAsync(start, reply),
        Message.Asked<ExecutionRow>(StopRequest stop, var reply) => StopAsync(stop, reply),
        Message.Asked<long>(ReportRequest report, var reply) => ReportAsync(report, reply),
        Message.CallEnded ended => EndCallAsync(ended),
        Message.CallAgain again => CallAgainAsync(again),
        Message.GoOn goOn => GoOnAsync(goOn),
        Message.Incoming incoming => OnLetterAsync(incoming),
        Message.Collect => CollectAsync(),
        Message.MapDrive drive => DriveAsync(drive),
        Message.MapItems items => TakeItemsAsync(items),
        Message.MapChildBegun begun => TakeBeginAsync(begun),
        Message.MapChildEnded ended => TakeEndAsync(ended),
        Message.MapWritten written => TakeWrittenAsync(written),
        Message.Asked<MapProgress>(UpdateMapRunRequest update, var reply) => UpdateAsync(update, reply),
        Message.Asked<ScheduleRow>(CreateScheduleRequest create, var reply) => CreateScheduleAsync(create, reply),
        Message.Asked<ScheduleRow>(UpdateScheduleRequest update, var reply) => UpdateScheduleAsync(update, reply),
        Message.Asked<bool>(DeleteScheduleRequest delete, var reply) => DeleteScheduleAsync(delete, reply),
        Message.Asked<bool>(FlowDeletedRequest deleted, var reply) => MarkDeletedAsync(deleted, reply),
        Message.Record record => RecordAsync(record),
        Message.Recover recover => RecoverAsync(recover),
        Message.Sweep => SweepAsync(),
        _ => throw new UnreachableException($"A message of kind {message.GetType().Name}."),
    };

    private ValueTask CloseAsync(Message.Close close)
    {
        (_isAway, _isClosed) = (true, true);
        _drafts.AfterCommit(new CompleteClose(close.Done));
        return ForgetMapRunsAsync();
    }

    private void Submit()
    {
        var horizon = _ports.Clock.Now + _ports.Options.TimerHorizon;
        if (_drafts.Finish(horizon) is { } batch)
        {
            foreach (var resident in _drafts.Residents)
            {
                Weigh(resident, (resident.Row.Input?.Length ?? 0) + resident.Snapshots.Bytes);
            }

            _ports.Committer.Submit(batch);
        }
    }
}
