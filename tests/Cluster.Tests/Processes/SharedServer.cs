using Sluice.Cluster.Tests.Processes;
using Sluice.Storage.Postgres.Server;

[assembly: AssemblyFixture(typeof(SharedServer))]

namespace Sluice.Cluster.Tests.Processes;

/// <summary>One PostgreSQL for all tests of the project; each cluster has a schema of its own there.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    private PostgresServer? _server;
    private int _clusters;

    public async ValueTask InitializeAsync() => _server = await PostgresServer.StartAsync("max_connections=150");

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>Of a store that nobody else has.</summary>
    public string NewStore() => (_server ?? throw new InvalidOperationException("It is not started yet."))
        .ConnectionString($"cluster_{Interlocked.Increment(ref _clusters)}");
}

/// <summary>What starts processes, one after the other: each wants the whole machine.</summary>
[CollectionDefinition(Name)]
public sealed class OneAtATime
{
    public const string Name = "processes";
}
