using Sluice.Storage.Conformance;

namespace Sluice.Storage.Postgres.Tests;

public sealed class PostgresStoreConformance(SharedServer server) : StoreConformance(new PostgresHost(server));

internal sealed class PostgresHost(SharedServer server) : IStoreHost
{
    private readonly Lazy<PostgresStoreOptions> _options = new(server.NewStore);

    public async ValueTask<IStore> OpenAsync(int shardCount) =>
        await PostgresStore.OpenAsync(_options.Value with { ShardCount = shardCount }, CancellationToken.None);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
