using System.Globalization;
using Sluice.Engine.Flows;
using Sluice.Engine.Scheduling;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Storage;

namespace Sluice.Engine.Batches;

/// <summary>Batches: one action on all executions that a filter matches. Each call sees those of one account only.</summary>
public sealed class BatchService
{
    /// <summary>Executions that are counted one by one.</summary>
    private const int MostCounted = 10_000;

    private const int SampleSize = 10;

    /// <summary>Of one account, with something left to do.</summary>
    private const int MostOpen = 100;

    private readonly IBatchStore _store;
    private readonly BatchScope _scope;
    private readonly BatchRunner _runner;
    private readonly Clock _clock;

    internal BatchService(IBatchStore store, BatchScope scope, BatchRunner runner, Clock clock) =>
        (_store, _scope, _runner, _clock) = (store, scope, runner, clock);

    /// <summary>From now on open batches are carried out, those that an earlier process has left among them.</summary>
    /// <param name="tell">Told of each call that a batch makes, on any thread. Be quick.</param>
    public void Begin(Action<BatchedCall> tell) => _runner.Begin(tell);

    /// <summary>What a batch would act on now.</summary>
    /// <exception cref="ApiException"><c>InvalidArgument</c>, <c>FlowNotExists</c>.</exception>
    public async Task<BatchPreview> PreviewAsync(
        AccountId account, NewBatch batch, CancellationToken cancellationToken)
    {
        batch.Action.Check(batch.Filter);
        var now = _clock.Now.ToUnixTimeMilliseconds();
        var count = await _scope.CountAsync(account, batch, now, MostCounted, cancellationToken);
        var sample = await _scope.ReadAsync(account, batch, now, after: null, SampleSize, cancellationToken);
        return new(count, sample.Items);
    }

    /// <summary>Begins a batch on what is there now.</summary>
    /// <exception cref="ApiException">
    /// <c>InvalidArgument</c>, <c>FlowNotExists</c>, <c>ResourceThrottled</c> (too many are open).
    /// </exception>
    public async Task<BatchView> CreateAsync(AccountId account, NewBatch batch, CancellationToken cancellationToken)
    {
        batch.Action.Check(batch.Filter);
        var open = await _store.ListOpenBatchesAsync(cancellationToken);
        if (open.Count(other => other.Account == account) >= MostOpen)
        {
            throw ApiException.ResourceThrottled($"{MostOpen} batches are under way already");
        }

        var now = _clock.Now.ToUnixTimeMilliseconds();
        var count = await _scope.CountAsync(account, batch, now, MostCounted, cancellationToken);
        var row = new BatchRow
        {
            Account = account,
            Action = batch.Action.ToString(),
            Filter = BatchOrder.Write(batch, count.IsExact),
            CreatedBy = batch.By,
            Created = now,
            Expected = count.Count,
        };
        var stored = await CatalogWrite.RunAsync(() => _store.InsertBatchAsync(row, cancellationToken).AsTask());
        _runner.Wake();
        return BatchView.Of(stored);
    }

    /// <exception cref="ApiException"><c>BatchNotExists</c>.</exception>
    public async Task<BatchView> GetAsync(AccountId account, long id, CancellationToken cancellationToken) =>
        BatchView.Of(await GetRowAsync(account, id, cancellationToken));

    /// <summary>Newest first.</summary>
    /// <param name="before">Only numbers below this one; null from the newest.</param>
    public async Task<IReadOnlyList<BatchView>> ListAsync(
        AccountId account, long? before, int limit, CancellationToken cancellationToken) =>
        [.. (await _store.ListBatchesAsync(account, before, limit, cancellationToken)).Select(BatchView.Of)];

    /// <summary>Executions that it has taken up, in that order.</summary>
    /// <param name="after">Only numbers above this one; 0 from the first.</param>
    /// <exception cref="ApiException"><c>BatchNotExists</c>.</exception>
    public async Task<IReadOnlyList<BatchItem>> ListItemsAsync(
        AccountId account, long id, bool onlyFailed, long after, int limit, CancellationToken cancellationToken)
    {
        await GetRowAsync(account, id, cancellationToken);
        return await _store.ListBatchItemsAsync(
            id, onlyFailed ? BatchItems.Failed : BatchItems.All, after, limit, cancellationToken);
    }

    /// <summary>Gives a batch up: what is under way comes to its end, and nothing else is taken up.</summary>
    /// <exception cref="ApiException"><c>BatchNotExists</c>, <c>BatchAlreadyCompleted</c>.</exception>
    public async Task<BatchView> CancelAsync(AccountId account, long id, CancellationToken cancellationToken)
    {
        while (true)
        {
            var row = await GetRowAsync(account, id, cancellationToken);
            if (row.State.HasEnded())
            {
                throw ApiException.BatchAlreadyCompleted(Named(id));
            }

            var stopping = row with { State = BatchState.Stopping };
            if (await CatalogWrite.RunAsync(() => _store.TryUpdateBatchAsync(stopping, [], cancellationToken).AsTask())
                is { } stored)
            {
                _runner.Wake();
                return BatchView.Of(stored.Batch);
            }
        }
    }

    /// <summary>The one flow that a batch is about; null when it is about several, or is not there.</summary>
    public async ValueTask<string?> FindFlowAsync(AccountId account, long id, CancellationToken cancellationToken) =>
        await _store.FindBatchAsync(account, id, cancellationToken) is { } row
            ? BatchOrder.Read(row).Batch.Filter.Flow?.Value
            : null;

    private async Task<BatchRow> GetRowAsync(AccountId account, long id, CancellationToken cancellationToken) =>
        await _store.FindBatchAsync(account, id, cancellationToken) ?? throw ApiException.BatchNotExists(Named(id));

    private static string Named(long id) => id.ToString(CultureInfo.InvariantCulture);
}
