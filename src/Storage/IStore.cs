using Sluice.Model;
using Sluice.Model.Names;

namespace Sluice.Storage;

/// <summary>The durable memory of an engine: executions, their journals, messages between shards, and the catalogue.</summary>
/// <remarks>
/// <para>
/// Knows rows, not flows: events and state are bytes to it. One writer at a time: <see cref="CommitAsync"/> and the
/// catalogue's writes are applied in the order they were called; reads may run beside them, from any thread, and see
/// only what has been committed.
/// </para>
/// <para>
/// Text is compared and ordered by code point (<see cref="TextOrder"/>), and any well-formed text may be stored. Arrays
/// that go in or come out belong to both sides from then on: nobody changes them.
/// </para>
/// <para>Every provider passes the same conformance suite; the in-memory one is the reference.</para>
/// </remarks>
/// <exception cref="StoreDamagedException">
/// From a read: what was asked for, or a part of the medium that leads to it, is not what was written. From a write: that
/// which it would have changed.
/// </exception>
/// <exception cref="StoreFailedException">From a read: the medium cannot be read at all.</exception>
/// <exception cref="StoreRefusedException">From a read: it cannot be answered now; it may work later.</exception>
public interface IStore : ICatalogStore, IVersionStore, IScheduleStore, IAccessStore, IAsyncDisposable
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

    /// <summary>An execution's row, by number.</summary>
    /// <returns>Null when there is none.</returns>
    ValueTask<ExecutionRow?> FindExecutionAsync(ExecutionId id, CancellationToken cancellationToken);

    /// <summary>An execution's row, by its flow's number and its name, compared ordinally.</summary>
    /// <returns>Null when there is none.</returns>
    ValueTask<ExecutionRow?> FindExecutionAsync(long flowId, string name, CancellationToken cancellationToken);

    /// <summary>Executions of one flow, newest first: <c>Started</c> descending, then name ascending.</summary>
    /// <returns>
    /// At most <see cref="ExecutionQuery.Limit"/> rows; with fewer, the list has come to its end. One that is damaged is
    /// among them with <see cref="ExecutionRow.Damage"/>, so that it does not hide the others.
    /// </returns>
    ValueTask<IReadOnlyList<ExecutionRow>> ListExecutionsAsync(ExecutionQuery query, CancellationToken cancellationToken);

    /// <summary>What the engine needs to go on with an execution: the newest snapshot and all rows after it.</summary>
    /// <returns>
    /// Oldest first: a snapshot, then changed frames; empty when the execution has no journal. All rows where no
    /// snapshot is among them.
    /// </returns>
    ValueTask<IReadOnlyList<JournalRow>> ReadStateAsync(ExecutionId id, CancellationToken cancellationToken);

    /// <summary>The rows that hold events from <paramref name="fromEvent"/> on.</summary>
    /// <param name="fromEvent">1 or more. The first row returned may begin with earlier events.</param>
    /// <param name="maxEvents">
    /// 1 or more. Just enough rows are returned to cover this many events from <paramref name="fromEvent"/> on, if
    /// there are that many.
    /// </param>
    /// <returns>
    /// Oldest first, none of them without events; empty when there is no such event. <see cref="JournalRow.State"/> is
    /// not filled in.
    /// </returns>
    ValueTask<IReadOnlyList<JournalRow>> ReadEventsAsync(
        ExecutionId id, long fromEvent, int maxEvents, CancellationToken cancellationToken);

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

    /// <summary>Messages to a shard that no commit has taken off yet, by number ascending.</summary>
    ValueTask<IReadOnlyList<OutboxMessage>> ReadOutboxAsync(
        int shard, long after, int limit, CancellationToken cancellationToken);

    /// <summary>A map run of this execution, by name.</summary>
    /// <returns>Null when there is none.</returns>
    ValueTask<MapRunRow?> FindMapRunAsync(ExecutionId execution, string name, CancellationToken cancellationToken);

    /// <summary>Map runs of a shard's executions that are open, by name.</summary>
    /// <param name="after">Only names behind this one; empty for all.</param>
    ValueTask<IReadOnlyList<MapRunRow>> ReadOpenMapRunsAsync(
        int shard, string after, int limit, CancellationToken cancellationToken);

    /// <summary>Pages of a map run, by number, from <paramref name="from"/> on.</summary>
    /// <param name="maxBytes">Stops behind the page with which the bodies have this many bytes together.</param>
    /// <returns>At least one page, if there is one.</returns>
    ValueTask<IReadOnlyList<MapPage>> ReadMapPagesAsync(
        string run, int from, int maxBytes, CancellationToken cancellationToken);

    /// <summary>Executions that have not ended, all shards and accounts together.</summary>
    ValueTask<long> CountRunningAsync(CancellationToken cancellationToken);

    /// <summary>Executions of a flow that have ended and are still stored.</summary>
    ValueTask<long> CountEndedAsync(long flowId, CancellationToken cancellationToken);

    /// <summary>Executions that have not ended, by the account of their flow, also of a deleted one.</summary>
    /// <returns>Only accounts that have some.</returns>
    ValueTask<IReadOnlyDictionary<AccountId, long>> CountRunningByAccountAsync(CancellationToken cancellationToken);

    /// <summary>
    /// The highest number ever given to an execution, also a purged one, or to a schedule or message that is stored:
    /// they share their numbers. Default when there is none.
    /// </summary>
    ValueTask<ExecutionId> ReadLastExecutionIdAsync(CancellationToken cancellationToken);

    /// <summary>Removes ended executions of a flow, rows, journals and map runs: first ended first, then by number.</summary>
    /// <remarks>
    /// One of whose map runs is open stays until that is closed, since it is still being written. In small steps, so that commits find room between them;
    /// after a failure, what was removed stays so.
    /// </remarks>
    /// <returns>How many were removed; below <paramref name="limit"/> when none is left that may be.</returns>
    ValueTask<int> PurgeEndedAsync(long flowId, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Removes executions of all flows that stopped before a time, rows, journals and map runs: first stopped first, then
    /// by number, each one behind the children of its map runs.
    /// </summary>
    /// <param name="stoppedBefore">Unix milliseconds. What stopped at this very time stays.</param>
    /// <param name="limit">Executions to remove at most, children counted.</param>
    /// <remarks>
    /// Children of map runs count for nothing by themselves: they wait for the execution they belong to. That stays while
    /// one of its map runs is open or one of its children is there. In small steps, as <see cref="PurgeEndedAsync"/>.
    /// </remarks>
    /// <returns>How many were removed; below <paramref name="limit"/> when no other can be.</returns>
    ValueTask<int> PurgeStoppedAsync(long stoppedBefore, int limit, CancellationToken cancellationToken);
}

/// <summary>What a store was created with.</summary>
/// <param name="ShardCount">1 to <see cref="ExecutionId.MaxShards"/>; never changes.</param>
/// <param name="TokenKey">32 secret random bytes that sign task tokens.</param>
public sealed record StoreIdentity(int ShardCount, ReadOnlyMemory<byte> TokenKey);

/// <summary>The store can no longer be trusted with writes. The process must end and be started anew.</summary>
public sealed class StoreFailedException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>A batch that cannot be written as it is: a number or name in use, an execution that is not there.</summary>
public sealed class BatchConflictException(string message) : Exception(message);

/// <summary>A backup cannot be made; the message says why, and what to do about it. The store is unharmed.</summary>
public sealed class StoreBackupException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>The store cannot be opened; the message says why, and what to do about it.</summary>
public class StoreOpenException(string message, Exception? cause = null) : Exception(message, cause);
