using Sluice.Engine.Commits;
using Sluice.Engine.Executions;
using Sluice.Engine.Turns;
using Sluice.Engine.Watching;
using Sluice.Storage;

namespace Sluice.Engine.Shards;

/// <summary>A shard's memory forgotten, when it is ahead of the store, and read back when the shard is given.</summary>
/// <param name="callOff">Calls off the calls of the shard's executions.</param>
internal sealed class ShardRecovery(
    Possession possession,
    TurnState state,
    ResidentExecutions residents,
    Tenants tenants,
    TimerRounds timers,
    HotExecutions hot,
    HeavyWork heavy,
    ICommitStore store,
    Outage outage,
    ExecutionFeed feed,
    DamageReports damages,
    Action callOff)
{
    /// <summary>The engine has stopped: the store may be gone.</summary>
    private bool _isClosed;

    /// <summary>Forgets everything and begins anew from the store.</summary>
    public async ValueTask OnGivenAsync(long epoch)
    {
        await ForgetAsync();
        if (_isClosed)
        {
            return;
        }

        possession.Begin(epoch);
        if (!await TryReadLastIdAsync())
        {
            possession.AskAgain();
            return;
        }

        if (possession.IsShared)
        {
            state.Ids.BeginEpoch(epoch);
        }

        state.Begin(epoch);
        if (possession.Open() || possession.IsShared)
        {
            hot.TellOthersToCollect();
        }

        hot.BeginCount();
        await damages.ToleratingAsync(tenants.MapRuns.Recovery.TakeUpAsync);
        await damages.ToleratingAsync(tenants.Schedules.Recovery.TakeUpAsync);
        await damages.ToleratingAsync(timers.SweepAsync);
        await damages.ToleratingAsync(hot.OnCollectAsync);
        hot.Begin();
        feed.TakeUp(possession.Shard);
    }

    /// <summary>What is in memory counts for nothing any more; the shard is away until it is given anew.</summary>
    /// <remarks>A loss of an earlier epoch is none: memory was read back behind all its commits.</remarks>
    public async ValueTask OnLostAsync(long epoch, StoreDamagedException? damage)
    {
        if (damage is not null)
        {
            PutAside(damage);
        }

        if (possession.IsAway || epoch < possession.Epoch)
        {
            return;
        }

        await ForgetAsync();
        if (damage is null)
        {
            possession.AskAgainAtOnce();
        }
        else
        {
            // Whatever was damaged is met again, should it come again: not at once.
            possession.AskAgain();
        }
    }

    /// <summary>A turn has failed: nothing is known about this memory any more, and the store knows all that matters.</summary>
    /// <remarks>What made the turn fail, such as a store that cannot be read, is given time to pass.</remarks>
    public void OnTurnFailed()
    {
        state.Drafts.Abandon(default(Loss));
        state.Timers.Clear();
        possession.Leave();
        possession.AskAgain();
    }

    /// <summary>The engine stops.</summary>
    /// <param name="done">Told when everything that the shard has handed over is stored.</param>
    public ValueTask OnCloseAsync(TaskCompletionSource done)
    {
        _isClosed = true;
        possession.Leave();
        state.Drafts.AfterCommit(new CompleteClose(done));
        return tenants.MapRuns.Open.ForgetAsync();
    }

    private ValueTask ForgetAsync()
    {
        possession.Leave();

        // They were never handed over: nothing of them has happened, and another engine can be asked.
        state.Drafts.Abandon(new Loss(outage.Problem, possession.IsShared ? possession.Shard : null));
        residents.Clear();
        heavy.Clear();
        state.Timers.Clear();
        if (possession.IsShared)
        {
            // Another engine may make them by now. Where none can, they stay out, and the shard takes their answers when it
            // is back.
            callOff();
        }

        return tenants.MapRuns.Open.ForgetAsync();
    }

    /// <returns>False when the store cannot be read now.</returns>
    private async ValueTask<bool> TryReadLastIdAsync()
    {
        try
        {
            await damages.ToleratingAsync(async () =>
                state.Ids.StartAfter(await store.ReadLastExecutionIdAsync(CancellationToken.None)));
            return true;
        }
        catch (StoreRefusedException e)
        {
            outage.Note(e.Message);
            return false;
        }
    }

    /// <summary>Leaves the execution that is damaged alone until the process is started anew.</summary>
    private void PutAside(StoreDamagedException damage)
    {
        damages.Note(damage);
        if (damage.Execution is { } id)
        {
            residents.NoteBroken(id);
        }
    }

    /// <summary>Everything that the shard has handed over is stored.</summary>
    private sealed class CompleteClose(TaskCompletionSource done) : IAfterCommit
    {
        public void Stored() => done.TrySetResult();

        public void Unstored(Loss loss) => done.TrySetResult();
    }
}
