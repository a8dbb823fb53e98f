namespace Sluice.Objects.Items;

/// <summary>Where the items of a distributed Map are. Source: definition language, section 6.9.</summary>
public abstract record ItemSource
{
    private ItemSource()
    {
    }

    /// <summary><c>OSS_JSON_LIST</c>: an array in one object; each element is an item.</summary>
    public sealed record JsonList(ObjectAddress Address) : ItemSource;

    /// <summary><c>OSS_CSV</c>: rows of one object; each is an item, an object of strings.</summary>
    /// <param name="Headers">The names of the columns; null takes the first row for them.</param>
    public sealed record Csv(ObjectAddress Address, IReadOnlyList<string>? Headers) : ItemSource;

    /// <summary>
    /// <c>OSS_OBJECTS</c>: each object under a prefix is an item,
    /// <c>{"Key","Size","LastModified","ETag"}</c>.
    /// </summary>
    public sealed record Objects(BucketName Bucket, string Prefix) : ItemSource;

    /// <summary>
    /// <c>OSS_INVENTORY_FILES</c>: a manifest that names CSV objects of the same bucket, plain or compressed
    /// with gzip; each of their rows is an item.
    /// </summary>
    /// <param name="Headers">The names of the columns; null takes the manifest's <c>fileSchema</c>.</param>
    public sealed record Inventory(ObjectAddress Manifest, IReadOnlyList<string>? Headers) : ItemSource;
}
