using System.Collections.Immutable;

namespace Sluice.Storage.Memory;

internal sealed partial record MemoryData
{
    private ImmutableDictionary<AccessRowKey, AccessRow> Access { get; init; } =
        ImmutableDictionary<AccessRowKey, AccessRow>.Empty;

    public IReadOnlyList<AccessRow> ReadAccess() =>
    [
        .. Access.Values.OrderBy(row => row.Key.Kind)
            .ThenBy(row => row.Key.Account, TextOrder.Instance)
            .ThenBy(row => row.Key.Name, TextOrder.Instance),
    ];

    public (MemoryData Next, int Removed) ChangeAccess(
        IReadOnlyList<AccessRowKey> removed, IReadOnlyList<AccessRow> put)
    {
        var left = Access.RemoveRange(removed);
        var next = left.SetItems(put.Select(row => KeyValuePair.Create(row.Key, row)));
        return (this with { Access = next }, Access.Count - left.Count);
    }
}
