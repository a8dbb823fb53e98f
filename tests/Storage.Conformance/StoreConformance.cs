using Sluice.Model;

namespace Sluice.Storage.Conformance;

/// <summary>What every store must do. A provider derives from this in one line and passes.</summary>
public abstract partial class StoreConformance(IStoreHost host) : IAsyncLifetime
{
    protected const int ShardCount = 4;

    private IStore _store = null!;
    private long[] _epochs = [];

    protected static CancellationToken None => CancellationToken.None;

    protected IStore Store => _store;

    /// <summary>A store with all its shards claimed.</summary>
    public async ValueTask InitializeAsync()
    {
        _store = await host.OpenAsync(ShardCount);
        await ClaimAllAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await host.DisposeAsync();
    }

    /// <summary>Closes the store and opens it again, as a new process would.</summary>
    protected async Task ReopenAsync()
    {
        await _store.DisposeAsync();
        _store = await host.OpenAsync(ShardCount);
        await ClaimAllAsync();
    }

    /// <summary>An empty batch that shows the right epochs.</summary>
    protected CommitBatch Batch()
    {
        var batch = new CommitBatch();
        batch.Epochs.AddRange(_epochs.Select((epoch, shard) => new ShardEpoch(shard, epoch)));
        return batch;
    }

    protected async Task<CommitResult> TryCommitAsync(Action<CommitBatch> fill)
    {
        var batch = Batch();
        fill(batch);
        return await Store.CommitAsync(batch, None);
    }

    protected async Task CommitAsync(Action<CommitBatch> fill) =>
        Assert.Equal(CommitResult.Durable, await TryCommitAsync(fill));

    protected Task InsertAsync(params ExecutionRow[] rows) => CommitAsync(batch => batch.Inserts.AddRange(rows));

    protected Task AppendAsync(params JournalRow[] rows) => CommitAsync(batch => batch.Journal.AddRange(rows));

    protected async Task<ExecutionRow?> FindAsync(ExecutionId id) => await Store.FindExecutionAsync(id, None);

    protected async Task<string[]> NamesAsync(ExecutionQuery query) =>
        [.. (await Store.ListExecutionsAsync(query, None)).Select(row => row.Name)];

    protected async Task<FlowRow> CreateFlowAsync(string name, string? resourceGroup = null)
    {
        var flow = await Store.TryInsertFlowAsync(Rows.Flow(name, resourceGroup), Rows.Revision(), None);
        Assert.NotNull(flow);
        return flow;
    }

    private async Task ClaimAllAsync()
    {
        _epochs = new long[Store.Identity.ShardCount];
        for (var shard = 0; shard < _epochs.Length; shard++)
        {
            _epochs[shard] = await Store.ClaimAsync(shard, None);
        }
    }
}
