using Sluice.Model;

namespace Sluice.Storage;

/// <summary>Map runs. They are written with <see cref="ICommitStore.CommitAsync"/>.</summary>
public interface IMapRunStore
{
    /// <summary>A map run of this execution, by name.</summary>
    /// <returns>Null when there is none.</returns>
    ValueTask<MapRunRow?> FindMapRunAsync(ExecutionId execution, string name, CancellationToken cancellationToken);

    /// <summary>Map runs of an execution, by name.</summary>
    /// <param name="after">Only names behind this one; empty for all.</param>
    ValueTask<IReadOnlyList<MapRunRow>> ReadMapRunsAsync(
        ExecutionId execution, string after, int limit, CancellationToken cancellationToken);

    /// <summary>Map runs of a shard's executions that are open, by name.</summary>
    /// <param name="after">Only names behind this one; empty for all.</param>
    ValueTask<IReadOnlyList<MapRunRow>> ReadOpenMapRunsAsync(
        int shard, string after, int limit, CancellationToken cancellationToken);

    /// <summary>Pages of a map run, by number, from <paramref name="from"/> on.</summary>
    /// <param name="maxBytes">Stops behind the page with which the bodies have this many bytes together.</param>
    /// <returns>At least one page, if there is one.</returns>
    ValueTask<IReadOnlyList<MapPage>> ReadMapPagesAsync(
        string run, int from, int maxBytes, CancellationToken cancellationToken);
}
