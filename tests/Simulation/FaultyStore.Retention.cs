using Sluice.Model;
using Sluice.Storage;

namespace Sluice.Simulation;

// Removing what has been kept long enough, which the power may end at any step.
public sealed partial class FaultyStore
{
    public ValueTask<int> PurgeEndedAsync(long flowId, int limit, CancellationToken cancellationToken) =>
        Remove(limit, most => inner.PurgeEndedAsync(flowId, most, cancellationToken));

    public ValueTask<int> PurgeStoppedAsync(long stoppedBefore, int limit, CancellationToken cancellationToken) =>
        Remove(limit, most => inner.PurgeStoppedAsync(stoppedBefore, most, cancellationToken));

    /// <remarks>A transaction of its own, which has no middle.</remarks>
    public ValueTask<RemovalStep> RemoveEndedAsync(
        ExecutionId execution, ShardEpoch owner, CancellationToken cancellationToken) =>
        Remove(1, _ => inner.RemoveEndedAsync(execution, owner, cancellationToken));

    /// <param name="remove">Removes so many executions at most.</param>
    private ValueTask<T> Remove<T>(int limit, Func<int, ValueTask<T>> remove)
    {
        if (_isCutOff || HasCrashed)
        {
            return Never<T>();
        }

        switch (fates.Removal())
        {
            case RemovalFate.Taken:
                return Settled(remove(limit));
            case RemovalFate.Refused:
                throw new StoreRefusedException("The store cannot write now, as told.");
            case RemovalFate.CrashAmid:
                _ = Settled(remove((limit + 1) / 2)).GetAwaiter().GetResult();
                break;
            case RemovalFate.CrashAfter:
                _ = Settled(remove(limit)).GetAwaiter().GetResult();
                break;
        }

        Crash();
        return Never<T>();
    }
}
