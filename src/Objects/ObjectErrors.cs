namespace Sluice.Objects;

/// <summary>The codes of <see cref="ObjectException"/>: what Retry and Catch match.</summary>
/// <remarks>Source: definition language, section 8.4 (service, then the service's own code), and OSS's
/// codes.</remarks>
public static class ObjectErrors
{
    public const string NoSuchBucket = "OSS.NoSuchBucket";
    public const string NoSuchKey = "OSS.NoSuchKey";
    public const string InvalidBucketName = "OSS.InvalidBucketName";

    /// <summary>OSS's own name for it.</summary>
    public const string InvalidKey = "OSS.InvalidObjectName";

    public const string InvalidRange = "OSS.InvalidRange";
    public const string PreconditionFailed = "OSS.PreconditionFailed";
    public const string NotModified = "OSS.NotModified";
    public const string AccessDenied = "OSS.AccessDenied";
    public const string InternalError = "OSS.InternalError";

    /// <summary>Items that cannot be read: not JSON, a ragged row, too large. Our own.</summary>
    public const string ItemReaderFailed = "FnF.ItemReaderFailed";
}
