using Sluice.Engine.Scheduling;
using Sluice.Model;
using Sluice.Storage;

namespace Sluice.Engine.Batches;

/// <summary>Brings a batch on by some executions: notes which, acts on them, and notes what became of them.</summary>
/// <remarks>
/// What was under way when a process ended is looked at before it is done again, so each is done once. That works because
/// whatever a batch does is in a later millisecond than it was asked for. One caller at a time.
/// </remarks>
internal sealed class BatchWork(IBatchStore store, BatchScope scope, BatchActs acts, Clock clock)
{
    /// <summary>More than any process takes up of one batch before it notes what became of it.</summary>
    private const int MostUnderWay = 10_000;

    private readonly Dictionary<long, InHand> _inHand = [];

    /// <param name="most">Executions to act on.</param>
    public async Task StepAsync(BatchRow batch, int most, Action<BatchedCall> tell, CancellationToken cancellationToken)
    {
        if (clock.Now.ToUnixTimeMilliseconds() <= batch.Created)
        {
            return;
        }

        try
        {
            await BringOnAsync(batch, most, tell, cancellationToken);
        }
        catch (ApiException e) when (e.HttpStatus < 500)
        {
            // The flow that the filter names is gone.
            _inHand.Remove(batch.Id);
            await WriteAsync(batch, stored => Ended(stored, BatchState.Failed) with { Problem = e.Message }, [], cancellationToken);
        }
        catch
        {
            // Whatever was taken up is found in the store.
            _inHand.Remove(batch.Id);
            throw;
        }
    }

    private async Task BringOnAsync(
        BatchRow batch, int most, Action<BatchedCall> tell, CancellationToken cancellationToken)
    {
        var view = BatchView.Of(batch);
        if (!_inHand.TryGetValue(batch.Id, out var hand))
        {
            var left = await store.ListBatchItemsAsync(batch.Id, BatchItems.UnderWay, 0, MostUnderWay, cancellationToken);
            hand = new([.. left.Select(item => new Attempt(item, Tries: 1))], IsLast: false);
        }

        if (hand.Attempts.Count == 0 && batch.State == BatchState.Running)
        {
            if (await TakeUpAsync(batch, view, most, cancellationToken) is not var (taken, items))
            {
                return;
            }

            (batch, hand) = (taken, items);
        }

        _inHand[batch.Id] = await ActAsync(batch, view, hand, tell, cancellationToken);
    }

    /// <returns>Null when somebody else has changed the batch: it is looked at anew.</returns>
    private async Task<(BatchRow Batch, InHand Hand)?> TakeUpAsync(
        BatchRow batch, BatchView view, int most, CancellationToken cancellationToken)
    {
        var page = await scope.ReadAsync(
            batch.Account, view.Order, batch.Created, batch.Position, most, cancellationToken);
        if (page is { Items.Count: 0, IsLast: true })
        {
            return (batch, new([], IsLast: true));
        }

        var items = page.Items.Select(found => new BatchItem(
            0, found.Execution.Flow, found.Execution.Name, BatchItem.UnderWay, ""));
        var taken = await store.TryUpdateBatchAsync(
            batch with { Position = page.End }, [.. items], cancellationToken);
        return taken is null
            ? null
            : (taken.Batch, new([.. taken.Items.Select(item => new Attempt(item, Tries: 0))], page.IsLast));
    }

    /// <returns>What is left to be tried again.</returns>
    private async Task<InHand> ActAsync(
        BatchRow batch, BatchView view, InHand hand, Action<BatchedCall> tell, CancellationToken cancellationToken)
    {
        var items = await Task.WhenAll(
            hand.Attempts.Select(attempt => acts.DoAsync(view, attempt, tell, cancellationToken)));
        var left = hand.Attempts.Zip(items).Where(pair => pair.Second.Outcome == BatchItem.UnderWay)
            .Select(pair => pair.First with { Tries = pair.First.Tries + 1 }).ToList();
        var settled = items.Where(item => item.Outcome != BatchItem.UnderWay).ToList();
        var failed = settled.Count(item => item.HasFailed);
        await WriteAsync(
            batch,
            stored => End(stored, isLast: hand.IsLast && left.Count == 0, isIdle: left.Count == 0) with
            {
                Done = stored.Done + settled.Count - failed,
                Failed = stored.Failed + failed,
            },
            settled,
            cancellationToken);
        return new(left, hand.IsLast);
    }

    private BatchRow End(BatchRow stored, bool isLast, bool isIdle) => isLast ? Ended(stored, BatchState.Done)
        : isIdle && stored.State == BatchState.Stopping ? Ended(stored, BatchState.Stopped)
        : stored;

    private BatchRow Ended(BatchRow stored, BatchState state) =>
        stored with { State = state, Ended = clock.Now.ToUnixTimeMilliseconds() };

    /// <summary>Somebody may have asked to give the batch up meanwhile: that stands.</summary>
    private async Task WriteAsync(
        BatchRow batch, Func<BatchRow, BatchRow> change, IReadOnlyList<BatchItem> items, CancellationToken cancellationToken)
    {
        var stored = batch;
        while (stored is not null && await store.TryUpdateBatchAsync(change(stored), items, cancellationToken) is null)
        {
            stored = await store.FindBatchAsync(batch.Account, batch.Id, cancellationToken);
        }
    }

    /// <param name="IsLast">Nothing comes behind them.</param>
    private sealed record InHand(IReadOnlyList<Attempt> Attempts, bool IsLast);
}
