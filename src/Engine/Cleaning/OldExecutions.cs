using Sluice.Engine.Scheduling;
using Sluice.Storage;

namespace Sluice.Engine.Cleaning;

/// <summary>Removes executions that stopped longer ago than they are to be kept.</summary>
/// <remarks>
/// What still waits for such an execution needs no row of it: its end went out as a letter, with the commit that ended
/// it. Source: runtime, section 2.3.
/// </remarks>
internal sealed class OldExecutions(IRetentionStore store, Clock clock, TimeSpan retention)
{
    /// <summary>Executions removed before the file is made smaller and the clock is looked at again.</summary>
    private const int ExecutionsPerStep = 1_000;

    public async Task CleanAsync(CancellationToken cancellationToken)
    {
        int removed;
        do
        {
            var before = clock.Now - retention;
            removed = await store.PurgeStoppedAsync(
                before.ToUnixTimeMilliseconds(), ExecutionsPerStep, cancellationToken);
        }
        while (removed == ExecutionsPerStep);
    }
}
