using Sluice.Storage.Conformance;

namespace Sluice.Storage.Sqlite.Tests;

public sealed class SqliteStoreConformance() : StoreConformance(new SqliteHost());

internal sealed class SqliteHost : IStoreHost
{
    private readonly TemporaryDirectory _directory = new();

    public async ValueTask<IStore> OpenAsync(int shardCount) =>
        await SqliteStore.OpenAsync(_directory.Options with { ShardCount = shardCount }, CancellationToken.None);

    public ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }
}
