using Sluice.Model;

namespace Sluice.Storage;

/// <summary>What a shard has to do: what it takes up when it begins, and what becomes due.</summary>
public interface IShardStore
{
    /// <summary>
    /// Executions of a shard that were hot (<see cref="ExecutionRow.WakeAt"/> 0) and have not ended, by number ascending.
    /// </summary>
    /// <param name="after">Only numbers above this one.</param>
    ValueTask<IReadOnlyList<ExecutionId>> ReadHotAsync(
        int shard, ExecutionId after, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Executions of a shard that sleep and are due: <c>WakeAt</c> from 1 to <paramref name="untilUnixMilliseconds"/>.
    /// </summary>
    /// <param name="after">Only those after this one, in the order returned; default for all.</param>
    /// <returns>Earliest first, then by number.</returns>
    ValueTask<IReadOnlyList<DueExecution>> ReadDueAsync(
        int shard, DueExecution after, long untilUnixMilliseconds, int limit, CancellationToken cancellationToken);

    /// <summary>Letters to a shard that no commit has taken off yet, by number ascending.</summary>
    ValueTask<IReadOnlyList<LetterRow>> ReadLettersAsync(
        int shard, long after, int limit, CancellationToken cancellationToken);
}
