using System.Collections.Immutable;
using Sluice.Model.Names;

namespace Sluice.Storage.Memory;

/// <summary>Batches, and the executions that they have taken up.</summary>
internal sealed record BatchData
{
    private ImmutableSortedDictionary<long, BatchRow> Rows { get; init; } =
        ImmutableSortedDictionary<long, BatchRow>.Empty;

    private ImmutableSortedDictionary<(long Batch, long Number), BatchItem> Items { get; init; } =
        ImmutableSortedDictionary<(long, long), BatchItem>.Empty;

    private long LastId { get; init; }

    private long LastItem { get; init; }

    public (BatchData Next, BatchRow Batch) Insert(BatchRow batch)
    {
        var stored = batch with { Id = LastId + 1, Version = 1 };
        return (this with { Rows = Rows.Add(stored.Id, stored), LastId = stored.Id }, stored);
    }

    public (BatchData Next, BatchUpdate? Written) TryUpdate(BatchRow batch, IReadOnlyList<BatchItem> items)
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
        var last = LastItem;
        List<BatchItem> numbered = [.. items.Select(item => item.Number == 0 ? item with { Number = ++last } : item)];
        var next = this with
        {
            Rows = Rows.SetItem(batch.Id, updated),
            Items = Items.SetItems(numbered.Select(item => KeyValuePair.Create((batch.Id, item.Number), item))),
            LastItem = last,
        };
        return (next, new(updated, numbered));
    }

    public BatchRow? Find(AccountId account, long id) =>
        Rows.GetValueOrDefault(id) is { } batch && batch.Account == account ? batch : null;

    public IReadOnlyList<BatchRow> List(AccountId account, long? before, int limit) =>
    [
        .. Rows.Values.Where(batch => batch.Account == account && (before is null || batch.Id < before))
            .Reverse().Take(limit),
    ];

    public IReadOnlyList<BatchRow> ListOpen() => [.. Rows.Values.Where(batch => !batch.State.HasEnded())];

    public IReadOnlyList<BatchItem> ListItems(long batch, BatchItems which, long after, int limit) =>
    [
        .. Items.Where(item => item.Key.Batch == batch && item.Key.Number > after).Select(item => item.Value)
            .Where(item => which switch
            {
                BatchItems.UnderWay => item.Outcome == BatchItem.UnderWay,
                BatchItems.Failed => item.HasFailed,
                _ => true,
            })
            .Take(limit),
    ];

    public (BatchData Next, int Removed) Purge(long endedBefore, int limit)
    {
        var gone = Rows.Values.Where(batch => batch.State.HasEnded() && batch.Ended < endedBefore)
            .OrderBy(batch => batch.Ended).ThenBy(batch => batch.Id).Take(limit).Select(batch => batch.Id).ToHashSet();
        var next = this with
        {
            Rows = Rows.RemoveRange(gone),
            Items = Items.RemoveRange(Items.Keys.Where(key => gone.Contains(key.Batch))),
        };
        return (next, gone.Count);
    }
}
