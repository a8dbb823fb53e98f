using Sluice.Model.Names;

namespace Sluice.Storage;

/// <summary>Flows and their revisions.</summary>
/// <remarks>Each write is durable on return, and whole or not at all.</remarks>
/// <exception cref="StoreFailedException">From a write, as for <see cref="ICommitStore.CommitAsync"/>.</exception>
/// <exception cref="StoreRefusedException">From a write: nothing was written, it may work later.</exception>
public interface ICatalogStore
{
    /// <summary>Adds a flow with its first revision.</summary>
    /// <param name="flow"><see cref="FlowRow.Id"/> and <see cref="FlowRow.RevisionId"/> are given by the store.</param>
    /// <param name="revision"><see cref="RevisionRow.Id"/> and <see cref="RevisionRow.FlowId"/> are given by the store.</param>
    /// <returns>The flow as stored; null when a live flow of its account has this name.</returns>
    ValueTask<FlowRow?> TryInsertFlowAsync(FlowRow flow, RevisionRow revision, CancellationToken cancellationToken);

    /// <summary>Replaces a live flow's row, and gives it a new revision where there is one.</summary>
    /// <param name="flow">
    /// Found by <see cref="FlowRow.Id"/>; <see cref="FlowRow.Version"/> must be the stored one, and grows by one.
    /// <see cref="FlowRow.Uuid"/>, <see cref="FlowRow.Account"/>, <see cref="FlowRow.Name"/> and
    /// <see cref="FlowRow.Created"/> stay as they are stored.
    /// </param>
    /// <param name="revision">The new working copy; null leaves the stored one.</param>
    /// <returns>The flow as stored; null when it is gone or another writer came first.</returns>
    ValueTask<FlowRow?> TryUpdateFlowAsync(FlowRow flow, RevisionRow? revision, CancellationToken cancellationToken);

    /// <summary>Marks a live flow as deleted: its name is free at once, its rows stay until they are forgotten.</summary>
    /// <returns>False when there is no such live flow.</returns>
    ValueTask<bool> TryDeleteFlowAsync(long flowId, CancellationToken cancellationToken);

    /// <summary>Removes a deleted flow and everything that hangs on it.</summary>
    /// <returns>False, and nothing is removed, while it has executions or schedules, or is not a deleted flow.</returns>
    ValueTask<bool> TryForgetFlowAsync(long flowId, CancellationToken cancellationToken);

    /// <summary>An account's live flow of this name, compared ordinally.</summary>
    ValueTask<FlowRow?> FindFlowAsync(AccountId account, string name, CancellationToken cancellationToken);

    /// <summary>A flow by its number, also a deleted one until it is forgotten.</summary>
    ValueTask<FlowRow?> FindFlowAsync(long flowId, CancellationToken cancellationToken);

    /// <summary>An account's live flows by name ascending.</summary>
    /// <param name="afterName">Only names above this one; null from the beginning.</param>
    /// <param name="resourceGroup">Only this group, compared ordinally; null for all.</param>
    ValueTask<IReadOnlyList<FlowRow>> ListFlowsAsync(
        AccountId account,
        string? afterName,
        string? resourceGroup,
        int limit,
        CancellationToken cancellationToken);

    /// <summary>How many of something an account has, in its live flows.</summary>
    ValueTask<int> CountAsync(AccountId account, CatalogItem what, CancellationToken cancellationToken);

    /// <summary>Numbers of flows that are deleted and not yet forgotten, ascending, of all accounts.</summary>
    ValueTask<IReadOnlyList<long>> ListDeletedFlowsAsync(CancellationToken cancellationToken);

    /// <summary>A revision, also of a deleted flow.</summary>
    ValueTask<RevisionRow?> FindRevisionAsync(long revisionId, CancellationToken cancellationToken);
}

/// <summary>A flow as the API knows it. Times are Unix milliseconds.</summary>
public sealed record FlowRow
{
    /// <summary>Given by the store, never used again; children of the flow are keyed by it.</summary>
    public long Id { get; init; }

    /// <summary>The API's <c>Id</c>.</summary>
    public required Guid Uuid { get; init; }

    /// <summary>Whose it is. Names are unique within it.</summary>
    public required AccountId Account { get; init; }

    public required string Name { get; init; }

    public required string Type { get; init; }

    public required string Description { get; init; }

    /// <summary>The number of <see cref="Model.ExecutionMode"/>.</summary>
    public required int Mode { get; init; }

    public string? ExternalStorageLocation { get; init; }

    public string? ResourceGroupId { get; init; }

    public required long Created { get; init; }

    public required long Modified { get; init; }

    /// <summary>By what of their input executions can be found, in a form of the engine's own; null for nothing.</summary>
    public string? SearchKeys { get; init; }

    /// <summary>Its working copy.</summary>
    public long RevisionId { get; init; }

    /// <summary>1 after creation, one more with each update.</summary>
    public long Version { get; init; } = 1;
}

/// <summary>What an execution pins when it starts: nothing in it ever changes.</summary>
/// <param name="Definition">The text exactly as the caller sent it.</param>
/// <param name="RoleArn">Empty when there is none.</param>
/// <param name="Environment">JSON text; null when it was never set.</param>
public sealed record RevisionRow(long Id, long FlowId, string Definition, string RoleArn, string? Environment)
{
    /// <summary>Who defined it, in the words of whoever decides what that one may do; null when nobody has said.</summary>
    public string? Definer { get; init; }
}

/// <summary>The store cannot write now (disk full, read-only, busy); nothing was written. It may work later.</summary>
/// <param name="message">A sentence that says so, for the operator and for callers.</param>
public sealed class StoreRefusedException(string message, Exception? cause = null) : Exception(message, cause);
