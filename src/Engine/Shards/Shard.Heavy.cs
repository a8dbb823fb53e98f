namespace Sluice.Engine.Shards;

/// <remarks>Turns of what is heavy: on threads that compute, let in by <see cref="Gate"/> beside the loop's own.</remarks>
internal sealed partial class Shard
{
    /// <summary>Lets executions of one account go on, slice by slice; nothing in it has to be waited for.</summary>
    /// <returns>The work that it took.</returns>
    private long DoHeavyTurn(HeavyTurn turn)
    {
        state.CountFromZero(options.QuantumWork);
        try
        {
            GoOn(turn);
        }
        catch (Exception e)
        {
            LogTurnFailed(e, Id);
            recovery.OnTurnFailed();
        }

        heavy.NoteDone(turn);
        var (work, begun) = (state.Work, heavy.TakeBegun());
        gate.LeaveHeavy();
        heavy.Post(begun);
        return work;
    }

    private void GoOn(HeavyTurn turn)
    {
        if (possession.IsAway)
        {
            // Whatever goes on is read back, and comes again.
            turn.Clear();
            return;
        }

        state.Begin(possession.Epoch);
        residents.LetGoOfStored();
        while (!state.HasHadItsShare && turn.TryTake(out var execution))
        {
            tenants.Executions.OnGoOn(execution);
        }

        EndTurn();
    }
}
