namespace Sluice.Storage.Conformance;

/// <summary>Where a provider's store lives during one test. Disposing removes it.</summary>
public interface IStoreHost : IAsyncDisposable
{
    /// <summary>Opens the one store of this host, creating it with so many shards the first time.</summary>
    /// <remarks>The test disposes the store before it opens it again.</remarks>
    ValueTask<IStore> OpenAsync(int shardCount);
}
