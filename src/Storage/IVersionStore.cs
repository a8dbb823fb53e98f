using Sluice.Model;

namespace Sluice.Storage;

/// <summary>Published versions of flows, and the aliases that route to them.</summary>
/// <remarks>
/// Writes are durable on return, whole or not at all, and fail as those of <see cref="ICatalogStore"/>. Versions and
/// aliases stay while their flow is deleted, and go when it is forgotten.
/// </remarks>
public interface IVersionStore
{
    /// <summary>Publishes the working copy of a live flow under its next number: 1, 2, 3 … , none of them twice.</summary>
    /// <param name="created">Unix milliseconds.</param>
    /// <returns>Null when there is no such live flow.</returns>
    ValueTask<VersionRow?> TryPublishAsync(
        long flowId, string description, long created, CancellationToken cancellationToken);

    /// <summary>Removes a version; executions that were started with it keep their revision.</summary>
    /// <returns>False when there is none, or an alias routes to it.</returns>
    ValueTask<bool> TryDeleteVersionAsync(long flowId, long number, CancellationToken cancellationToken);

    ValueTask<VersionRow?> FindVersionAsync(long flowId, long number, CancellationToken cancellationToken);

    /// <summary>Versions by number descending.</summary>
    /// <param name="before">Only numbers below this one; null from the newest.</param>
    ValueTask<IReadOnlyList<VersionRow>> ListVersionsAsync(
        long flowId, long? before, int limit, CancellationToken cancellationToken);

    /// <returns>False when the flow is not live, the name is in use, or a version that it routes to is missing.</returns>
    ValueTask<bool> TryInsertAliasAsync(AliasRow alias, CancellationToken cancellationToken);

    /// <summary>Replaces description and routes of an alias.</summary>
    /// <param name="expected">The alias as it was read.</param>
    /// <param name="changed">With the same flow, name and time of creation.</param>
    /// <returns>False when it does not stand as expected any more, or a version that it routes to is missing.</returns>
    ValueTask<bool> TryUpdateAliasAsync(AliasRow expected, AliasRow changed, CancellationToken cancellationToken);

    /// <returns>False when there is none.</returns>
    ValueTask<bool> TryDeleteAliasAsync(long flowId, string name, CancellationToken cancellationToken);

    /// <summary>An alias by its name, compared ordinally.</summary>
    ValueTask<AliasRow?> FindAliasAsync(long flowId, string name, CancellationToken cancellationToken);

    /// <summary>Aliases by name ascending.</summary>
    /// <param name="afterName">Only names above this one; null from the beginning.</param>
    ValueTask<IReadOnlyList<AliasRow>> ListAliasesAsync(
        long flowId, string? afterName, int limit, CancellationToken cancellationToken);

    /// <summary>The first alias by name that routes to a version, whatever the weight; null when none does.</summary>
    ValueTask<AliasRow?> FindAliasToAsync(long flowId, long number, CancellationToken cancellationToken);
}

/// <summary>A revision of a flow under a number that never means another one.</summary>
/// <param name="Number">1 or more.</param>
/// <param name="Created">Unix milliseconds.</param>
public sealed record VersionRow(long FlowId, long Number, long RevisionId, string Description, long Created);

/// <summary>A name for one version of a flow, or for two that share the starts.</summary>
/// <param name="Second">Another version than the first; null when there is one only.</param>
/// <param name="Created">Unix milliseconds.</param>
public sealed record AliasRow(
    long FlowId, string Name, string Description, AliasRoute First, AliasRoute? Second, long Created)
{
    public bool RoutesTo(long version) => First.Version == version || Second?.Version == version;
}
