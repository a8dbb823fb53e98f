namespace Sluice.Storage;

/// <summary>The durable memory of an engine: executions, their journals, messages between shards, and the catalogue.</summary>
/// <remarks>
/// <para>
/// All parts together, as a provider has them; whoever uses a store names the parts that it needs.
/// </para>
/// <para>
/// Knows rows, not flows: events and state are bytes to it. One writer at a time:
/// <see cref="ICommitStore.CommitAsync"/> and the catalogue's writes are applied in the order they were called; reads may
/// run beside them, from any thread, and see only what has been committed.
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
public interface IStore
    : ICommitStore, IExecutionStore, IShardStore, IMapRunStore, IRetentionStore, ICatalogStore, IVersionStore,
        IScheduleStore, IAccessStore, ILifeStore, IExpressStore, IBatchStore, IUsageStore, IAsyncDisposable;

/// <summary>The store can no longer be trusted with writes. The process must end and be started anew.</summary>
public sealed class StoreFailedException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>A batch that cannot be written as it is: a number or name in use, an execution that is not there.</summary>
public sealed class BatchConflictException(string message) : Exception(message);

/// <summary>A backup cannot be made; the message says why, and what to do about it. The store is unharmed.</summary>
public sealed class StoreBackupException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>The store cannot be opened; the message says why, and what to do about it.</summary>
public class StoreOpenException(string message, Exception? cause = null) : Exception(message, cause);
