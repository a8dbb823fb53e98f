using System.Collections.Immutable;
using Sluice.Model.Names;

namespace Sluice.Storage.Memory;

internal sealed partial record MemoryData
{
    private ImmutableSortedDictionary<long, BatchRow> Batches { get; init; } =
        ImmutableSortedDictionary<long, BatchRow>.Empty;

    private ImmutableSortedDictionary<(long Batch, long Number), BatchFailure> BatchFailures { get; init; } =
        ImmutableSortedDictionary<(long, long), BatchFailure>.Empty;

    private long LastBatchId { get; init; }

    private long LastBatchFailure { get; init; }

    public (MemoryData Next, BatchRow Batch) InsertBatch(BatchRow batch)
    {
        var stored = batch with { Id = LastBatchId + 1, Version = 1 };
        return (this with { Batches = Batches.Add(stored.Id, stored), LastBatchId = stored.Id }, stored);
    }

    public (MemoryData Next, BatchRow? Batch) TryUpdateBatch(BatchRow batch, IReadOnlyList<BatchFailure> failures)
    {
        if (!Batches.TryGetValue(batch.Id, out var stored) || stored.Version != batch.Version)
        {
            return (this, null);
        }

        var updated = batch with
        {
            Account = stored.Account,
            Action = stored.Action,
            Filter = stored.Filter,
            CreatedBy = stored.CreatedBy,
            Created = stored.Created,
            Version = stored.Version + 1,
        };
        var numbered = failures.Select((failure, n) => failure with { Number = LastBatchFailure + n + 1 });
        var next = this with
        {
            Batches = Batches.SetItem(batch.Id, updated),
            BatchFailures = BatchFailures.AddRange(
                numbered.Select(failure => KeyValuePair.Create((batch.Id, failure.Number), failure))),
            LastBatchFailure = LastBatchFailure + failures.Count,
        };
        return (next, updated);
    }

    public BatchRow? FindBatch(AccountId account, long id) =>
        Batches.GetValueOrDefault(id) is { } batch && batch.Account == account ? batch : null;

    public IReadOnlyList<BatchRow> ListBatches(AccountId account, long? before, int limit) =>
    [
        .. Batches.Values.Where(batch => batch.Account == account && (before is null || batch.Id < before))
            .Reverse().Take(limit),
    ];

    public IReadOnlyList<BatchRow> ListOpenBatches() => [.. Batches.Values.Where(batch => !batch.State.HasEnded())];

    public IReadOnlyList<BatchFailure> ListBatchFailures(long batch, long after, int limit) =>
    [
        .. BatchFailures.Where(item => item.Key.Batch == batch && item.Key.Number > after)
            .Select(item => item.Value).Take(limit),
    ];

    public (MemoryData Next, int Removed) PurgeBatches(long endedBefore, int limit)
    {
        var gone = Batches.Values.Where(batch => batch.State.HasEnded() && batch.Ended < endedBefore)
            .OrderBy(batch => batch.Ended).ThenBy(batch => batch.Id).Take(limit).Select(batch => batch.Id).ToHashSet();
        var next = this with
        {
            Batches = Batches.RemoveRange(gone),
            BatchFailures = BatchFailures.RemoveRange(BatchFailures.Keys.Where(key => gone.Contains(key.Batch))),
        };
        return (next, gone.Count);
    }
}
