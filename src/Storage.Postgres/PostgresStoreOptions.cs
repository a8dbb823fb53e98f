using Sluice.Model;

namespace Sluice.Storage.Postgres;

/// <summary>How a store on PostgreSQL is opened.</summary>
public sealed record PostgresStoreOptions
{
    /// <summary>
    /// In Npgsql's form (<c>Host=…;Database=…;Username=…;Password=…</c>) or as a <c>postgresql://</c> address. Several hosts:
    /// the one that takes writes is used. <c>Search Path</c> names the schema; <c>sluice</c> when it does not.
    /// </summary>
    public required string ConnectionString { get; init; }

    /// <summary>Shards of a new store, 1 to <see cref="ExecutionId.MaxShards"/>; one that is there keeps its number.</summary>
    public int ShardCount { get; init; } = 16;

    /// <summary>
    /// One server only: a second one is turned away. False where several share the shards and the fence alone decides.
    /// </summary>
    public bool IsAlone { get; init; } = true;

    /// <summary>How long to wait at the start for a server that does not answer yet, or for the one before to be gone.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
