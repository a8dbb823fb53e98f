using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Sluice.Engine.Scheduling;
using Sluice.Engine.Timers;
using Sluice.Model;
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
    private readonly ConcurrentQueue<Message> _mailbox = new();
    private readonly ConcurrentQueue<Resident> _stored = new();
    private readonly TimerQueue _timers = new();
    private readonly ITimer _alarm;
    private readonly ILogger _logger;

    /// <summary>1 while a turn is scheduled or runs.</summary>
    private int _scheduled;

    /// <summary>The engine has stopped: the store may be gone.</summary>
    private bool _isClosed;

    private int _waiting;
    private int _eventsThisTurn;
    private long _alarmAt = long.MaxValue;
    private long _epoch;
    private TurnDrafts _drafts;

    public Shard(int id, ShardPorts ports)
    {
        (Id, _ports, _logger) = (id, ports, ports.Logger);
        _ids = new ExecutionIds(id);
        _drafts = new TurnDrafts(id, 0);
        _opened = new Reply<bool>(ports.Scheduler);
        _alarm = ports.Clock.Provider.CreateTimer(
            static shard => ((Shard)shard!).Post(new Message.Alarm()),
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
    }

    public int Id { get; }

    /// <summary>Whether new work from outside should wait or be refused.</summary>
    public bool IsFull => Volatile.Read(ref _waiting) >= _ports.Options.MailboxCapacity;

    /// <summary>Only numbers above this one are given out from here on.</summary>
    public void NumberAfter(ExecutionId last) => _ids.StartAfter(last);

    /// <summary>A number for an execution that runs outside of this loop.</summary>
    public ExecutionId NewId(DateTimeOffset now) => _ids.Next(now);

    /// <summary>Gives the shard something to do. Never refuses: whoever lets work in asks <see cref="IsFull"/>.</summary>
    public void Post(Message message)
    {
        Interlocked.Increment(ref _waiting);
        _mailbox.Enqueue(message);
        Wake();
    }

    /// <summary>Deals with what has come so far, and with nothing after that.</summary>
    public async Task StopAsync()
    {
        var done = new TaskCompletionSource();
        Post(new Message.Close(done));
        await done.Task;
        await _alarm.DisposeAsync();
    }

    void IThreadPoolWorkItem.Execute() => _ = RunTurnAsync();

    private void Wake()
    {
        if (Interlocked.Exchange(ref _scheduled, 1) == 0)
        {
            _ports.Scheduler.Schedule(this);
        }
    }

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

        Volatile.Write(ref _scheduled, 0);
        if (!_mailbox.IsEmpty || _timers.NextDue <= _ports.Clock.Now.ToUnixTimeMilliseconds())
        {
            Wake();
        }
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
                && _mailbox.TryDequeue(out var message);
            taken++)
        {
            Interlocked.Decrement(ref _waiting);
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
        Message.Start start => StartAsync(start),
        Message.Stop stop => StopAsync(stop),
        Message.Report report => ReportAsync(report),
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
        Message.MapUpdate update => UpdateAsync(update),
        Message.CreateSchedule create => CreateScheduleAsync(create),
        Message.UpdateSchedule update => UpdateScheduleAsync(update),
        Message.DeleteSchedule delete => DeleteScheduleAsync(delete),
        Message.FlowDeleted deleted => MarkDeletedAsync(deleted),
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
