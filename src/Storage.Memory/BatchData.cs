using System.Collections.Immutable;
using Sluice.Model.Names;

namespace Sluice.Storage.Memory;

/// <summary>Batches, and what they could not do.</summary>
internal sealed record BatchData
{
    private ImmutableSortedDictionary<long, BatchRow> Rows { get; init; } =
        ImmutableSortedDictionary<long, BatchRow>.Empty;

    private ImmutableSortedDictionary<(long Batch, long Number), BatchFailure> Failures { get; init; } =
        ImmutableSortedDictionary<(long, long), BatchFailure>.Empty;

    private long LastId { get; init; }

    private long LastFailure { get; init; }

    public (BatchData Next, BatchRow Batch) Insert(BatchRow batch)
    {
        var stored = batch with { Id = LastId + 1, Version = 1 };
        return (this with { Rows = Rows.Add(stored.Id, stored), LastId = stored.Id }, stored);
    }

    public (BatchData Next, BatchRow? Batch) TryUpdate(BatchRow batch, IReadOnlyList<BatchFailure> failures)
    {
        if (!Rows.TryGetValue(batch.Id, out var stored) || stored.Version != batch.Version)
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
        var numbered = failures.Select((failure, n) => failure with { Number = LastFailure + n + 1 });
        var next = this with
        {
            Rows = Rows.SetItem(batch.Id, updated),
            Failures = Failures.AddRange(
                numbered.Select(failure => KeyValuePair.Create((batch.Id, failure.Number), failure))),
            LastFailure = LastFailure + failures.Count,
        };
        return (next, updated);
    }

    public BatchRow? Find(AccountId account, long id) =>
        Rows.GetValueOrDefault(id) is { } batch && batch.Account == account ? batch : null;

    public IReadOnlyList<BatchRow> List(AccountId account, long? before, int limit) =>
    [
        .. Rows.Values.Where(batch => batch.Account == account && (before is null || batch.Id < before))
            .Reverse().Take(limit),
    ];

    public IReadOnlyList<BatchRow> ListOpen() => [.. Rows.Values.Where(batch => !batch.State.HasEnded())];

    public IReadOnlyList<BatchFailure> ListFailures(long batch, long after, int limit) =>
    [
        .. Failures.Where(item => item.Key.Batch == batch && item.Key.Number > after)
            .Select(item => item.Value).Take(limit),
    ];

    public (BatchData Next, int Removed) Purge(long endedBefore, int limit)
    {
        var gone = Rows.Values.Where(batch => batch.State.HasEnded() && batch.Ended < endedBefore)
            .OrderBy(batch => batch.Ended).ThenBy(batch => batch.Id).Take(limit).Select(batch => batch.Id).ToHashSet();
        var next = this with
        {
            Rows = Rows.RemoveRange(gone),
            Failures = Failures.RemoveRange(Failures.Keys.Where(key => gone.Contains(key.Batch))),
        };
        return (next, gone.Count);
    }
}
