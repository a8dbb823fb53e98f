using Sluice.Server.OwnApi;

namespace Sluice.Server.Resources;

/// <summary>What buckets and objects look like; <see cref="BucketResources"/> writes them.</summary>
internal static class BucketShapes
{
    private static readonly IReadOnlyList<Field> OfEveryObject =
    [
        new Field("key", Shape.Text, "The object's name in its bucket."),
        new Field("size", Shape.Whole, "Its bytes."),
        new Field("etag", Shape.Text, "Differs when the bytes differ."),
        new Field("lastModified", Shape.Time, "When it was put."),
    ];

    public static Shape.Members Bucket { get; } = Shape.Object("Bucket", new Field("name", Shape.Text, "The bucket's name."));

    public static Shape.Members Listed { get; } = Shape.Object("ListedObject", OfEveryObject);

    public static Shape.Members Content { get; } = Shape.Object(
        "ObjectContent",
        [
            .. OfEveryObject,
            new Field("from", Shape.Whole, "The byte that the content begins with, counted from 0."),
            new Field("content", Shape.Text, "Bytes of the object, as text where they are UTF-8 and else in base64."),
            new Field("isBase64", Shape.Flag, "Whether it is in base64."),
            new Field("next", Shape.Whole, "What 'from' has to be for the bytes that follow; null behind the last.") { MayBeNull = true },
        ]);
}
