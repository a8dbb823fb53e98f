using Microsoft.Extensions.Logging;
using Sluice.Engine.Commits;
using Sluice.Engine.Edge;
using Sluice.Engine.Executions;
using Sluice.Engine.MapRuns;
using Sluice.Engine.Scheduling;
using Sluice.Engine.Timers;
using Sluice.Engine.Turns;

namespace Sluice.Engine.Shards;

/// <summary>A fixed hash range of executions and the one loop that works on them: drain, advance, hand over.</summary>
/// <remarks>
/// The loop runs on one thread at a time, so nothing in here is locked. It runs ahead of the disk on its own memory;
/// what may leave the process waits in the batch. This is the loop itself; what its messages bring about is the business
/// of <see cref="Tenants"/>.
/// </remarks>
/// <param name="messagesPerTurn">Messages that are taken in one turn.</param>
internal sealed partial class Shard(
    ShardEdge edge,
    TurnState state,
    ResidentExecutions residents,
    Tenants tenants,
    MessageHandling messages,
    TimerRounds timers,
    Possession possession,
    ShardRecovery recovery,
    Committer committer,
    Clock clock,
    int messagesPerTurn,
    ILogger logger) : IThreadPoolWorkItem
{
    private readonly ShardAlarm _alarm = new(clock, () => edge.Post(new Message.Alarm()));

    private readonly ILogger _logger = logger;

    public int Id => edge.Id;

    /// <summary>Completes when the shard has been given for the first time.</summary>
    public Task Opened => possession.Opened;

    /// <summary>For tests that hold memory against the store: what is in memory now counts for nothing.</summary>
    internal bool IsAway => possession.IsAway;

    /// <summary>For tests that hold memory against the store.</summary>
    internal IReadOnlyCollection<Resident> Residents => residents.All;

    /// <summary>For tests that hold memory against the store.</summary>
    internal IReadOnlyCollection<MapRun> MapRuns => tenants.MapRuns.Open.All;

    /// <summary>For tests that wait for a map run to have done all that it can.</summary>
    internal IEnumerable<MapRun> RestingMapRuns => tenants.MapRuns.Open.Resting;

    /// <inheritdoc cref="Mailbox.Post"/>
    public void Post(Message message) => edge.Mailbox.Post(message);

    /// <summary>Asks for the shard; from then on it is given whenever it is this engine's.</summary>
    public void Begin()
    {
        edge.Mailbox.Begin(this);
        possession.Join(
            epoch => Post(new Message.Given(epoch)), epoch => Post(new Message.Lost(epoch, Damage: null)));
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
            recovery.OnTurnFailed();
        }

        edge.Mailbox.Rest(state.Timers.IsDue);
    }

    private async ValueTask TurnAsync()
    {
        state.Begin(possession.Epoch);
        residents.LetGoOfStored();
        await TakeMessagesAsync();
        if (!possession.IsAway)
        {
            // Timers have a share of their own, so that messages cannot keep them waiting.
            state.CountFromZero();
            await timers.FireAsync();
        }

        residents.LetGoOfSurplus(state.Drafts);
        Submit();
        _alarm.Set(state.Timers.NextDue);
    }

    private async ValueTask TakeMessagesAsync()
    {
        state.CountFromZero();
        for (var taken = 0;
            taken < messagesPerTurn && !state.HasHadItsShare && edge.Mailbox.TryTake(out var message);
            taken++)
        {
            if (message is Message.Alarm)
            {
                _alarm.OnRung();
            }
            else
            {
                await messages.OnMessageAsync(message);
            }
        }
    }

    private void Submit()
    {
        if (state.Drafts.Finish(state.Timers.Horizon, possession.MustBeShown) is { } batch)
        {
            foreach (var resident in state.Drafts.Residents)
            {
                residents.Weigh(resident, (resident.Row.Input?.Length ?? 0) + resident.Snapshots.Bytes);
            }

            committer.Submit(batch);
        }
    }
}
