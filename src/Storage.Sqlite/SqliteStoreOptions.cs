namespace Sluice.Storage.Sqlite;

/// <summary>Where a store lives, and what it is created with.</summary>
public sealed record SqliteStoreOptions
{
    /// <summary>The data directory: made, for its owner only, when there is none. On a local disk.</summary>
    public required string Directory { get; init; }

    /// <summary>Shards of a new store, which never change: 1 to <see cref="Model.ExecutionId.MaxShards"/>. 16.</summary>
    public int ShardCount { get; init; } = 16;

    /// <summary>
    /// The code of a <see cref="StoreLossException"/>: the store is opened with that loss, and with no other one. The
    /// files are kept as they were found, in a directory <c>sluice.damaged-TIME</c> within the data directory.
    /// </summary>
    public string? AcceptedLoss { get; init; }

    /// <summary>
    /// Told of each message, schedule, open map run and flow that is left out when work is taken up, because it is not what
    /// was written. May be told again; must be quick.
    /// </summary>
    public Action<StoreDamagedException> LeftOut { get; init; } = _ => { };
}
