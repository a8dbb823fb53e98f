using Sluice.Storage.Conformance;

namespace Sluice.Storage.Memory.Tests;

public sealed class MemoryStoreConformance() : StoreConformance(new MemoryHost());

internal sealed class MemoryHost : IStoreHost
{
    private MemoryStore? _store;

    public ValueTask<IStore> OpenAsync(int shardCount) => new(_store ??= new MemoryStore(shardCount));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
