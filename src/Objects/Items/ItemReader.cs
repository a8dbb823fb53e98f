using System.Runtime.CompilerServices;

namespace Sluice.Objects.Items;

/// <summary>Reads the items of a distributed Map, one after the other, however large their object
/// is.</summary>
public static class ItemReader
{
    /// <summary>The items from a position on, in the order of the source.</summary>
    /// <param name="from"><see cref="ItemPosition.Start"/>, or where an earlier reading has stopped.</param>
    /// <remarks>
    /// Memory holds about one item and 64 KiB. Keep the enumerator and take from it as needed: each new one
    /// opens the object again. Positions inside packed files and listings are found again by reading up to
    /// them.
    /// </remarks>
    /// <exception cref="ObjectException">
    /// While reading. <see cref="ObjectErrors.ItemReaderFailed"/> with object, line and problem for what is
    /// not an item, or for an object that has changed since <paramref name="from"/>; else what the store
    /// says.</exception>
    public static async IAsyncEnumerable<Item> ReadAsync(
        IObjectStore store,
        ItemSource source,
        ItemPosition from,
        ItemLimits limits,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var opening = new ItemObjects(store, limits);
        await using var items = (source switch
        {
            ItemSource.JsonList list => JsonListItems.ReadAsync(opening, list, from, cancellationToken),
            ItemSource.Csv csv => CsvItems.ReadAsync(opening, csv, from, cancellationToken),
            ItemSource.Objects objects => ListedItems.ReadAsync(store, objects, from, cancellationToken),
            ItemSource.Inventory inventory => InventoryItems.ReadAsync(opening, inventory, from, cancellationToken),
            _ => throw new System.Diagnostics.UnreachableException($"Item source {source.GetType().Name}."),
        }).GetAsyncEnumerator(cancellationToken);

        while (await MoveNextAsync(items, source))
        {
            yield return items.Current;
        }
    }

    private static async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<Item> items, ItemSource source)
    {
        try
        {
            return await items.MoveNextAsync();
        }
        catch (InvalidDataException e)
        {
            throw new ObjectException(
                ObjectErrors.ItemReaderFailed, $"{Title(source)}: a file is damaged, or not packed with gzip.", e);
        }
        catch (IOException e)
        {
            throw ObjectException.InternalError(Title(source), e);
        }
    }

    private static string Title(ItemSource source) => source switch
    {
        ItemSource.JsonList list => $"{list.Address}",
        ItemSource.Csv csv => $"{csv.Address}",
        ItemSource.Objects objects => $"oss://{objects.Bucket}/{Shown.Short(objects.Prefix)}",
        ItemSource.Inventory inventory => $"{inventory.Manifest}",
        _ => throw new System.Diagnostics.UnreachableException($"Item source {source.GetType().Name}."),
    };
}
