using Sluice.Storage.Sqlite.Database;

namespace Sluice.Storage.Sqlite.Writing;

/// <summary>Removes what may go a step at a time, each a write like others, and then makes the file smaller.</summary>
internal sealed class PurgeSteps(Writer writer)
{
    /// <param name="step">Removes at most so many executions in one transaction; 0 when there are none.</param>
    public async ValueTask<int> RunAsync(
        Func<Connection, int, int> step, int limit, CancellationToken cancellationToken)
    {
        var (removed, taken) = (0, -1);
        while (taken != 0 && removed < limit)
        {
            var most = Math.Min(Retention.Step, limit - removed);
            taken = await writer.WriteAsync(connection => step(connection, most), cancellationToken).ConfigureAwait(false);
            removed += taken;
        }

        if (removed > 0)
        {
            await GiveBackAsync(cancellationToken).ConfigureAwait(false);
        }

        return removed;
    }

    private async ValueTask GiveBackAsync(CancellationToken cancellationToken)
    {
        var (before, left) = (long.MaxValue, long.MaxValue - 1);
        while (left > 0 && left < before)
        {
            before = left;
            left = await writer.WriteAsync(Retention.GiveBack, cancellationToken).ConfigureAwait(false);
        }
    }
}
