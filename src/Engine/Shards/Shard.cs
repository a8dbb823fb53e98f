using Microsoft.Extensions.Logging;
using Sluice.Engine.Commits;
using Sluice.Engine.Edge;
using Sluice.Engine.Executions;
using Sluice.Engine.MapRuns;
using Sluice.Engine.Scheduling;
using Sluice.Engine.Timers;
using Sluice.Engine.Turns;

namespace Sluice.Engine.Shards;

/// <summary>A fixed hash range of executions and the turns in which they are worked on: drain, advance, hand over.</summary>
/// <remarks>
/// A turn is the loop's, which takes messages and timers and is short, or one of an account's executions that have much to
/// do (<c>Shard.Heavy.cs</c>). There is one turn at a time, so nothing in here is locked. It runs ahead of the disk on its
/// own memory; what may leave the process waits in the batch. What messages bring about is the business
/// of <see cref="Tenants"/>.
/// </remarks>
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
    Gate gate,
    HeavyWork heavy,
    Clock clock,
    EngineOptions options,
    IWorkScheduler scheduler,
    ILogger logger) : IThreadPoolWorkItem
{
    private readonly ShardAlarm _alarm = new(clock, () => edge.Post(new Message.Alarm()));

    private readonly ILogger _logger = logger;
    private LightTurn? _letIn;

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
        heavy.Begin(DoHeavyTurn);
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

    void IThreadPoolWorkItem.Execute()
    {
        if (gate.TryEnterLight(LetIn))
        {
            _ = RunTurnAsync();
        }
    }

    private void LetIn() => scheduler.Schedule(_letIn ??= new LightTurn(this));

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

        var isDue = state.Timers.IsDue;
        var begun = heavy.TakeBegun();
        gate.LeaveLight();
        heavy.Post(begun);
        edge.Mailbox.Rest(isDue);
    }

    private async ValueTask TurnAsync()
    {
        state.Begin(possession.Epoch);
        residents.LetGoOfStored();
        timers.TakeDue();
        await TakeMessagesAsync();
        EndTurn();
    }

    private async ValueTask TakeMessagesAsync()
    {
        state.CountFromZero();
        for (var taken = 0;
            taken < options.MessagesPerTurn && !state.HasHadItsShare && edge.Mailbox.TryTake(out var message);
            taken++)
        {
            var before = state.Work;
            if (message is Message.Alarm)
            {
                _alarm.OnRung();
            }
            else
            {
                await messages.OnMessageAsync(message);
            }

            edge.Mailbox.Pay(state.Work - before);
        }
    }

    private void EndTurn()
    {
        residents.LetGoOfSurplus(state.Drafts);
        if (state.Drafts.Finish(state.Timers.Horizon, possession.MustBeShown) is { } batch)
        {
            foreach (var resident in state.Drafts.Residents)
            {
                residents.Weigh(resident, (resident.Row.Input?.Length ?? 0) + resident.Snapshots.Bytes);
            }

            committer.Submit(batch);
        }

        edge.NextDue = state.Timers.NextDue ?? long.MaxValue;
        edge.ResidentBytes = residents.Bytes;
        _alarm.Set(state.Timers.NextDue);
    }

    /// <summary>A turn of the loop that had to wait until it was let in.</summary>
    private sealed class LightTurn(Shard shard) : IThreadPoolWorkItem
    {
        void IThreadPoolWorkItem.Execute() => _ = shard.RunTurnAsync();
    }
}
