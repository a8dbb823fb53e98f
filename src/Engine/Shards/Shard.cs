using Microsoft.Extensions.Logging;
using Sluice.Engine.Commits;
using Sluice.Engine.Edge;
using Sluice.Engine.Executions;
using Sluice.Engine.MapRuns;
using Sluice.Engine.Timers;
using Sluice.Engine.Turns;
using Sluice.Model;
using Sluice.Storage;

namespace Sluice.Engine.Shards;

/// <summary>A fixed hash range of executions and the one loop that works on them: drain, advance, hand over.</summary>
/// <remarks>
/// The loop runs on one thread at a time, so nothing in here is locked. It runs ahead of the disk on its own memory;
/// what may leave the process waits in the batch. This is the loop itself; what its messages bring about is the business
/// of <see cref="Tenants"/>.
/// </remarks>
internal sealed partial class Shard : IThreadPoolWorkItem
{
    /// <summary>Events after which a turn ends: what it has decided is committed, and does not wait for the rest.</summary>
    private const int EventsPerTurn = 2_000;

    private readonly ShardEdge _edge;
    private readonly Mailbox _mailbox;
    private readonly int _messagesPerTurn;
    private readonly Committer _committer;
    private readonly DamageReports _damages;
    private readonly ILogger _logger;
    private readonly ResidentExecutions _residents;
    private readonly TurnState _state;
    private readonly Possession _possession;
    private readonly Tenants _tenants;
    private readonly TimerRounds _timers;
    private readonly ShardRecovery _recovery;
    private readonly TurningAway _away;
    private readonly MessageHandling _handling;
    private readonly ShardAlarm _alarm;

    public Shard(ShardEdge edge, ShardPorts ports)
    {
        var (options, clock) = (ports.Options, ports.Clock);
        (_edge, _mailbox, _messagesPerTurn) = (edge, edge.Mailbox, options.MessagesPerTurn);
        (_committer, _damages, _logger) = (ports.Committer, ports.Damage, ports.Logger);
        _residents = new ResidentExecutions(options.ResidentExecutions, edge.Memory, _mailbox.Wake);
        _state = new TurnState(
            Id,
            clock,
            edge.Ids,
            new ArmedTimers(clock, options.TimerHorizon),
            letter => ports.Edges[letter.Shard].Post(new Message.Incoming(letter)));
        _possession = new Possession(Id, ports.Directory, options.RecoveryPause, ports.Scheduler);
        var count = new RecoveryCount();
        _tenants = new Tenants(_state, _residents, count, ports, _mailbox.Post);
        _timers = new TimerRounds(_state, _residents, _tenants, ports.Store, _damages);
        var hot = new HotExecutions(
            Id, ports.Store, _tenants, count, ports.Recovery, _mailbox.Post, () => TellOthersToCollect(ports.Edges), _logger);
        _recovery = new ShardRecovery(
            _possession, _state, _residents, _tenants, _timers, hot, ports.Store, ports.Outage, _damages);
        _away = new TurningAway(Id, _possession, ports.Outage);
        _handling = new MessageHandling(_possession, _recovery, hot, _tenants, _timers, _away, _logger);
        _alarm = new ShardAlarm(clock, () => _mailbox.Post(new Message.Alarm()));
    }

    public int Id => _edge.Id;

    /// <summary>Completes when the shard has been given for the first time.</summary>
    public Task Opened => _possession.Opened;

    /// <summary>For tests that hold memory against the store: what is in memory now counts for nothing.</summary>
    internal bool IsAway => _possession.IsAway;

    /// <summary>For tests that hold memory against the store.</summary>
    internal IReadOnlyCollection<Resident> Residents => _residents.All;

    /// <summary>For tests that hold memory against the store.</summary>
    internal IReadOnlyCollection<MapRun> MapRuns => _tenants.MapRuns.All;

    /// <summary>For tests that wait for a map run to have done all that it can.</summary>
    internal IEnumerable<MapRun> RestingMapRuns => _tenants.MapRuns.Resting;

    /// <inheritdoc cref="Mailbox.Post"/>
    public void Post(Message message) => _mailbox.Post(message);

    /// <summary>Asks for the shard; from then on it is given whenever it is this engine's.</summary>
    public void Begin()
    {
        _mailbox.Begin(this);
        _possession.Join(epoch => Post(new Message.Given(epoch)));
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

    private async Task RunTurnAsync()
    {
        try
        {
            await TurnAsync();
        }
        catch (Exception e)
        {
            LogTurnFailed(e, Id);
            _recovery.OnTurnFailed();
        }

        _mailbox.Rest(_state.Timers.IsDue);
    }

    private async ValueTask TurnAsync()
    {
        _state.Begin(_possession.Epoch);
        _residents.LetGoOfStored();
        await TakeMessagesAsync();
        if (!_possession.IsAway)
        {
            // Timers have a share of their own, so that messages cannot keep them waiting.
            _state.CountFromZero();
            await _timers.FireAsync(EventsPerTurn);
        }

        _residents.LetGoOfSurplus(_state.Drafts);
        Submit();
        _alarm.Set(_state.Timers.NextDue);
    }

    private async ValueTask TakeMessagesAsync()
    {
        _state.CountFromZero();
        for (var taken = 0;
            taken < _messagesPerTurn && _state.Events < EventsPerTurn && _mailbox.TryTake(out var message);
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
            _damages.Note(damage);
            await TurningAway.TurnAwayAsync(message, damage);
        }
        catch
        {
            await _away.TurnAwayAsync(message);
            throw;
        }
    }

    private ValueTask HandleAsync(Message message)
    {
        switch (message)
        {
            case Message.Close close:
                _state.Drafts.AfterCommit(new CompleteClose(close.Done));
                return _recovery.OnCloseAsync();
            case Message.Alarm:
                _alarm.OnRung();
                return ValueTask.CompletedTask;
            default:
                return _handling.HandleAsync(message);
        }
    }

    private void Submit()
    {
        if (_state.Drafts.Finish(_state.Timers.Horizon) is { } batch)
        {
            foreach (var resident in _state.Drafts.Residents)
            {
                _residents.Weigh(resident, (resident.Row.Input?.Length ?? 0) + resident.Snapshots.Bytes);
            }

            _committer.Submit(batch);
        }
    }

    private void TellOthersToCollect(IReadOnlyList<ShardEdge> edges)
    {
        foreach (var other in edges.Where(other => other != _edge))
        {
            other.Post(new Message.Collect());
        }
    }

    /// <summary>Everything that the shard has handed over is stored.</summary>
    private sealed class CompleteClose(TaskCompletionSource done) : IAfterCommit
    {
        public void Stored() => done.TrySetResult();

        public void Unstored(string? problem) => done.TrySetResult();
    }
}
