using System.Runtime.CompilerServices;

namespace Sluice.Objects.Items;

/// <summary>The rows of all CSV files that an inventory's manifest names, file by file.</summary>
internal static class InventoryItems
{
    public static async IAsyncEnumerable<Item> ReadAsync(
        ItemObjects objects,
        ItemSource.Inventory source,
        ItemPosition from,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var manifest = await InventoryManifest.ReadAsync(objects, source.Manifest, cancellationToken);
        var headers = source.Headers is { } given
            ? CsvHeaders.Of(given, problem => ItemObjects.Problem("ReaderConfig.CSVHeaders", problem))
            : CsvHeaders.Of(manifest.Schema, problem => ItemObjects.Problem($"{source.Manifest}", problem));

        var position = from;
        while (position.Part < manifest.Files.Count)
        {
            await foreach (var item in ReadFileAsync(
                objects, manifest.Files[position.Part], headers, position, cancellationToken))
            {
                position = item.Next;
                yield return item;
            }

            position = ItemPosition.Start with { Count = position.Count, Part = position.Part + 1 };
        }
    }

    private static async IAsyncEnumerable<Item> ReadFileAsync(
        ItemObjects objects,
        ObjectAddress file,
        CsvHeaders headers,
        ItemPosition from,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var isPacked = file.Key.Value.EndsWith(".gz", StringComparison.Ordinal);
        var (window, position) = isPacked
            ? await objects.OpenPackedAsync(file, from, cancellationToken)
            : await objects.OpenAsync(file, from, cancellationToken);
        await using var _ = window;
        var rows = new CsvRows(file, window, objects.Limits);
        while (await rows.NextAsync(cancellationToken))
        {
            var payload = headers.ToItem(rows);
            position = position with { Count = position.Count + 1, Offset = window.Offset, Line = window.Line };
            yield return new Item(payload, position);
        }
    }
}
