using System.Runtime.CompilerServices;
using Sluice.Model.Json;

namespace Sluice.Objects.Items;

/// <summary>The objects under a prefix, as items.</summary>
internal static class ListedItems
{
    public static async IAsyncEnumerable<Item> ReadAsync(
        IObjectStore store,
        ItemSource.Objects source,
        ItemPosition from,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var position = from;
        await foreach (var info in store.ListAsync(source.Bucket, source.Prefix, from.Key, cancellationToken))
        {
            position = position with { Count = position.Count + 1, Key = info.Address.Key.Value };
            yield return new Item(ToItem(info), position);
        }
    }

    private static JsonPayload ToItem(ObjectInfo info) => JsonPayload.Of(JsonObject.Of(
        ("Key", JsonValue.Of(info.Address.Key.Value)),
        ("Size", JsonValue.Of(info.Size)),
        ("LastModified", JsonValue.Of(info.LastModifiedText)),
        ("ETag", JsonValue.Of(info.ETag))));
}
