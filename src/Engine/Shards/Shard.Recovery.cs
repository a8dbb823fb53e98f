using Sluice.Engine.Edge;
using Sluice.Engine.Link;
using Sluice.Engine.Scheduling;
using Sluice.Model;
using Sluice.Storage;

namespace Sluice.Engine.Shards;

/// <summary>Reading back what the store knows when the shard is given: as the engine opens, and after a loss.</summary>
internal sealed partial class Shard
{
    private const int ExecutionsPerStep = 64;
    private const int MessagesPerStep = 256;

    /// <summary>Until the shard is given, nothing can be decided here.</summary>
    private bool _isAway = true;

    /// <summary>For tests that hold memory against the store: what is in memory now counts for nothing.</summary>
    internal bool IsAway => _isAway;

    /// <summary>Since the log was told last.</summary>
    private int _callsMadeAgain;

    /// <summary>What has been taken up so far; null once that was told.</summary>
    private Recovery? _recovered = Recovery.None;

    private readonly Reply<bool> _opened;

    /// <summary>Whether <see cref="_opened"/> was given; whoever waits for it may not have heard of it yet.</summary>
    private bool _hasOpened;

    /// <summary>Completes when the shard has been given for the first time.</summary>
    public Task Opened => _opened.Task;

    /// <summary>Asks for the shard; from then on it is given whenever it is this engine's.</summary>
    public void Begin()
    {
        _mailbox.Begin(this);
        _ports.Directory.Join(Id, epoch => Post(new Message.Given(epoch)));
    }

    /// <summary>What is in memory counts for nothing any more; the shard is away until it is given anew.</summary>
    /// <remarks>A loss of an earlier epoch is none: memory was read back behind all its commits.</remarks>
    private async ValueTask LoseAsync(Message.Lost lost)
    {
        if (lost.Damage is { } damage)
        {
            PutAside(damage);
        }

        if (_isAway || lost.Epoch < _epoch)
        {
            return;
        }

        await ForgetAsync();

        // Whatever was damaged is met again, should it come again: not at once.
        _ports.Directory.NoteLost(Id, lost.Damage is null ? TimeSpan.Zero : _ports.Options.RecoveryPause);
    }

    private ValueTask ForgetAsync()
    {
        _isAway = true;
        _drafts.Abandon(_ports.Outage.Problem);
        _residents.Clear();
        _edge.Memory.Clear();
        _names.Clear();
        _timers.Clear();
        _stored.Clear();
        return ForgetMapRunsAsync();
    }

    /// <summary>Forgets everything and begins anew from the store.</summary>
    private async ValueTask TakeUpAsync(Message.Given given)
    {
        await ForgetAsync();
        if (_isClosed)
        {
            return;
        }

        _epoch = given.Epoch;
        try
        {
            await UnlessDamagedAsync(async () =>
                _ids.StartAfter(await _ports.Store.ReadLastExecutionIdAsync(CancellationToken.None)));
        }
        catch (StoreRefusedException e)
        {
            _ports.Outage.Note(e.Message);
            _ports.Directory.NoteLost(Id, _ports.Options.RecoveryPause);
            return;
        }

        _drafts = new TurnDrafts(Id, _epoch);
        _isAway = false;
        if (_hasOpened)
        {
            TellOthersToCollect();
        }
        else
        {
            _hasOpened = true;
            _opened.Give(true);
        }

        _recovered = _recovered is null ? null : Recovery.None;
        await UnlessDamagedAsync(LoadMapRunsAsync);
        await UnlessDamagedAsync(LoadSchedulesAsync);
        await UnlessDamagedAsync(SweepAsync);
        await UnlessDamagedAsync(CollectAsync);
        Post(new Message.Recover(default));
    }

    /// <summary>Does something that leaves out what cannot be found by reason of damage; all else goes on.</summary>
    private async ValueTask UnlessDamagedAsync(Func<ValueTask> work)
    {
        try
        {
            await work();
        }
        catch (StoreDamagedException damage)
        {
            _ports.Damage.Note(damage);
        }
    }

    /// <summary>Leaves the execution that is damaged alone until the process is started anew.</summary>
    private void PutAside(StoreDamagedException damage)
    {
        _ports.Damage.Note(damage);
        if (damage.Execution is { } id)
        {
            _broken.Add(id);
        }
    }

    /// <summary>Letters of this shard's lost commit may be stored, and then nobody has handed them over.</summary>
    private void TellOthersToCollect()
    {
        foreach (var other in _ports.Edges.Where(other => other != _edge))
        {
            other.Post(new Message.Collect());
        }
    }

    /// <summary>Loads some of the executions that were hot; live traffic has its turn between the steps.</summary>
    private async ValueTask RecoverAsync(Message.Recover recover)
    {
        var ids = await _ports.Store.ReadHotAsync(Id, recover.After, ExecutionsPerStep, CancellationToken.None);
        foreach (var id in ids)
        {
            await FindAsync(id);
        }

        if (ids.Count == ExecutionsPerStep)
        {
            Post(new Message.Recover(ids[^1]));
        }
        else
        {
            TellRecovered();
        }
    }

    private void TellRecovered()
    {
        if (_callsMadeAgain > 0)
        {
            LogCallsMadeAgain(Id, _callsMadeAgain);
            _callsMadeAgain = 0;
        }

        if (_recovered is { } recovered)
        {
            _recovered = null;
            _ports.Recovery.Add(recovered with
            {
                MapRuns = _mapRuns.Count,
                Schedules = _schedules.All.Count(schedule => schedule.Row.Enabled),
            });
        }
    }

    /// <summary>Letters that no commit has taken off yet.</summary>
    private async ValueTask CollectAsync()
    {
        long after = 0;
        while (true)
        {
            var messages = await _ports.Store.ReadLettersAsync(Id, after, MessagesPerStep, CancellationToken.None);
            foreach (var message in messages)
            {
                Post(new Message.Incoming(message));
            }

            if (messages.Count < MessagesPerStep)
            {
                return;
            }

            after = messages[^1].Id;
        }
    }

    /// <summary>While the shard is away callers are told so; all else is owed by stored state and comes again.</summary>
    private ValueTask TurnAwayAsync(Message message) => TurnAwayAsync(
        message,
        _isAway && !_ports.Directory.IsAlone ? new ShardElsewhereException(Id)
        : _ports.Outage.Problem is { } problem ? ApiException.StoreCannotWrite(problem)
        : ApiException.InternalServerError());

    private static ValueTask TurnAwayAsync(Message message, Exception reason)
    {
        switch (message)
        {
            case Message.Asked asked:
                asked.Refuse(reason);
                break;
            case Message.MapItems items:
                items.Run.IsReading = false;
                return CloseFeedAsync(items.Run);
        }

        return ValueTask.CompletedTask;
    }
}
