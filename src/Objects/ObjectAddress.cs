namespace Sluice.Objects;

/// <summary>Where an object is.</summary>
public readonly record struct ObjectAddress(BucketName Bucket, ObjectKey Key)
{
    /// <exception cref="ObjectException"><c>InvalidBucketName</c> or <c>InvalidKey</c>.</exception>
    public static ObjectAddress Parse(string bucket, string key) =>
        new(BucketName.Parse(bucket), ObjectKey.Parse(key));

    /// <summary>For people: <c>oss://bucket/key</c>.</summary>
    public override string ToString() => $"oss://{Bucket}/{Shown.Short(Key.Value)}";
}
