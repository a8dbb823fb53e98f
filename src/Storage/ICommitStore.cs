using Sluice.Model;

namespace Sluice.Storage;

/// <summary>Writing what shards have decided, and the right to do so.</summary>
public interface ICommitStore
{
    /// <summary>Fixed when the store was created.</summary>
    StoreIdentity Identity { get; }

    /// <summary>Takes a shard over: whoever held it before is fenced from here on.</summary>
    /// <param name="shard">0 to <see cref="StoreIdentity.ShardCount"/> − 1.</param>
    /// <returns>The new owner's epoch, to be shown with each commit; 1 or more, higher than all before it.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such shard.</exception>
    /// <exception cref="StoreFailedException">As for <see cref="CommitAsync"/>.</exception>
    /// <exception cref="StoreRefusedException">Nothing was written, it may work later.</exception>
    ValueTask<long> ClaimAsync(int shard, CancellationToken cancellationToken);

    /// <summary>Writes a batch: all of it or nothing.</summary>
    /// <param name="cancellationToken">Counts until the batch is handed over; from there on it goes its way.</param>
    /// <returns>
    /// <see cref="CommitResult.Durable"/> once the batch would survive a power cut. Otherwise nothing was written and the
    /// result names the shards that have another owner (<see cref="CommitResult.Fenced"/>), or nobody knows.
    /// </returns>
    /// <exception cref="BatchConflictException">
    /// The batch contradicts itself or what is stored, and its epochs are right: a mistake of the caller's.
    /// Nothing was written.
    /// </exception>
    /// <exception cref="StoreFailedException">
    /// The medium failed in a way that makes further writes unsafe, such as an error on sync. Stop the process.
    /// </exception>
    /// <exception cref="StoreRefusedException">Nothing was written, it may work later.</exception>
    ValueTask<CommitResult> CommitAsync(CommitBatch batch, CancellationToken cancellationToken);

    /// <summary>
    /// The highest number ever given to an execution, also a purged one, or to a schedule or message that is stored:
    /// they share their numbers. Default when there is none.
    /// </summary>
    ValueTask<ExecutionId> ReadLastExecutionIdAsync(CancellationToken cancellationToken);
}

/// <summary>What a store was created with.</summary>
/// <param name="ShardCount">1 to <see cref="ExecutionId.MaxShards"/>; never changes.</param>
/// <param name="TokenKey">32 secret random bytes that sign task tokens.</param>
public sealed record StoreIdentity(int ShardCount, ReadOnlyMemory<byte> TokenKey);
