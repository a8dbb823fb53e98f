using System.Runtime.CompilerServices;

namespace Sluice.Objects.Items;

/// <summary>The rows of one CSV object.</summary>
internal static class CsvItems
{
    public static async IAsyncEnumerable<Item> ReadAsync(
        ItemObjects objects,
        ItemSource.Csv source,
        ItemPosition from,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var headers = await ReadHeadersAsync(objects, source, from, cancellationToken);
        if (headers is null)
        {
            yield break;
        }

        var (window, position) = await objects.OpenAsync(source.Address, headers.Value.From, cancellationToken);
        await using var _ = window;
        var rows = new CsvRows(source.Address, window, objects.Limits);
        while (await rows.NextAsync(cancellationToken))
        {
            var payload = headers.Value.Headers.ToItem(rows);
            position = position with { Count = position.Count + 1, Offset = window.Offset, Line = window.Line };
            yield return new Item(payload, position);
        }
    }

    /// <summary>The headers, and where the rows begin or go on; null for an object without a row.</summary>
    private static async Task<(CsvHeaders Headers, ItemPosition From)?> ReadHeadersAsync(
        ItemObjects objects, ItemSource.Csv source, ItemPosition from, CancellationToken cancellationToken)
    {
        if (source.Headers is { } given)
        {
            var headers = CsvHeaders.Of(given, problem => ItemObjects.Problem("ReaderConfig.CSVHeaders", problem));
            return (headers, from);
        }

        var start = ItemPosition.Start with { ETag = from.ETag };
        var (window, position) = await objects.OpenAsync(source.Address, start, cancellationToken);
        await using var _ = window;
        var rows = new CsvRows(source.Address, window, objects.Limits);
        if (!await rows.NextAsync(cancellationToken))
        {
            return null;
        }

        var first = position with { Offset = window.Offset, Line = window.Line };
        return (CsvHeaders.Of(rows.Fields, rows.Problem), from.Count == 0 ? first : from);
    }
}
