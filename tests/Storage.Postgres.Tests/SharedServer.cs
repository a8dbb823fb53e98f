using Sluice.Storage.Postgres.Server;
using Sluice.Storage.Postgres.Tests;

[assembly: AssemblyFixture(typeof(SharedServer))]

namespace Sluice.Storage.Postgres.Tests;

/// <summary>One PostgreSQL for all tests of the project; each store has a schema of its own there.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    private PostgresServer? _server;
    private int _stores;

    public PostgresServer Server => _server ?? throw new InvalidOperationException("It is not started yet.");

    public async ValueTask InitializeAsync() => _server = await PostgresServer.StartAsync();

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>Options of a store that nobody else has.</summary>
    public PostgresStoreOptions NewStore() => new()
    {
        ConnectionString = Server.ConnectionString($"store_{Interlocked.Increment(ref _stores)}"),
        ShardCount = 4,
    };
}
