using Sluice.Cli.Configuration;
using Sluice.Cli.Wording;
using Sluice.Engine.Commits;
using Sluice.Server.Starting;
using Sluice.Storage;
using Sluice.Storage.Memory;
using Sluice.Storage.Postgres;
using Sluice.Storage.Sqlite;

namespace Sluice.Cli.Serving;

/// <summary>The store that the settings name, open.</summary>
/// <param name="GivenUp">What was acknowledged and is missing, as accepted; null when nothing is.</param>
/// <param name="Place">Where it is when it is not in the data directory, without anything secret; null when it is.</param>
/// <param name="BackUp">Copies it into a directory while it is written; null for one with tools of its own for that.</param>
internal sealed record OpenedStore(
    IStore Store, string? GivenUp = null, string? Place = null, Func<string, CancellationToken, Task>? BackUp = null)
{
    private const int ShardsInMemory = 4;

    /// <summary>Of a store that begins with a cluster: each of many nodes has some.</summary>
    private const int ShardsOfCluster = 64;

    /// <summary>By which servers on the store tell each other what changes; null where there is only this one.</summary>
    public ISharedStore? Shared { get; init; }

    /// <exception cref="StartException">It cannot be used.</exception>
    public static async Task<OpenedStore> OpenAsync(
        SluiceOptions options, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var data = DataDirectory.Prepare(options.Data);
        if (options.IsInMemory)
        {
            return new(new MemoryStore(ShardsInMemory), Place: Texts.InMemory);
        }

        try
        {
            // Each in a method of its own: the libraries of the other one are not loaded.
            return await (options.Postgres is { } connection
                ? OpenPostgresAsync(connection, isAlone: options.Cluster is null, cancellationToken)
                : OpenSqliteAsync(options, data, loggers, cancellationToken));
        }
        catch (StoreOpenException e)
        {
            throw new StartException(e.Message, StartException.Environment);
        }
    }

    private static async Task<OpenedStore> OpenPostgresAsync(string connection, bool isAlone, CancellationToken cancellationToken)
    {
        var options = new PostgresStoreOptions { ConnectionString = connection, IsAlone = isAlone };
        var store = await PostgresStore.OpenAsync(
            isAlone ? options : options with { ShardCount = ShardsOfCluster }, cancellationToken);
        return new(store, Place: store.Description) { Shared = isAlone ? null : store };
    }

    private static async Task<OpenedStore> OpenSqliteAsync(
        SluiceOptions options, string data, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var damage = new DamageReports(TimeProvider.System, loggers.CreateLogger<SqliteStore>());
        try
        {
            var store = await SqliteStore.OpenAsync(
                new SqliteStoreOptions { Directory = data, AcceptedLoss = options.AcceptedLoss, LeftOut = damage.Note },
                cancellationToken);
            return new(store, store.GivenUp, Place: null, store.BackUpAsync);
        }
        catch (StoreLossException e)
        {
            throw new StartException(
                Texts.FormatStoreLoss(e.Message, Settings.AcceptLoss.Flag, e.Code),
                StartException.Environment);
        }
    }
}
