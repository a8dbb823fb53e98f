namespace Sluice.Storage.Sqlite;

/// <summary>Where a store lives, and what it is created with.</summary>
public sealed record SqliteStoreOptions
{
    /// <summary>The data directory: made, for its owner only, when there is none. On a local disk.</summary>
    public required string Directory { get; init; }

    /// <summary>Shards of a new store, which never change: 1 to <see cref="Model.ExecutionId.MaxShards"/>. 16.</summary>
    public int ShardCount { get; init; } = 16;

    /// <summary>
    /// Told of each message, schedule, open map run and flow that is left out when work is taken up, because it is not what
    /// was written. May be told again; must be quick.
    /// </summary>
    public Action<StoreDamagedException> LeftOut { get; init; } = _ => { };
}
