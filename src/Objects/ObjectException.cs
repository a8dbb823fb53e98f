using Sluice.Model;

namespace Sluice.Objects;

/// <summary>What went wrong with buckets, objects, or the items in them.</summary>
/// <param name="code">One of <see cref="ObjectErrors"/>.</param>
/// <param name="message">A sentence for people; names the object.</param>
public sealed class ObjectException(string code, string message, Exception? cause = null)
    : Exception(message, cause)
{
    public string Code { get; } = code;

    /// <summary>The same, as the failure of a step.</summary>
    public StepFailure Failure => new(Code, Message);

    internal static ObjectException NoSuchBucket(BucketName bucket) =>
        new(ObjectErrors.NoSuchBucket, $"There is no bucket '{bucket}'.");

    internal static ObjectException NoSuchKey(ObjectAddress address) =>
        new(ObjectErrors.NoSuchKey, $"There is no object {address}.");

    internal static ObjectException InvalidRange(ObjectAddress address, long size) =>
        new(ObjectErrors.InvalidRange, $"{address} has {size} bytes, and none of them is in the range.");

    internal static ObjectException AccessDenied(string what, Exception cause) =>
        new(
            ObjectErrors.AccessDenied,
            $"{what} cannot be used: the server may not read or write it, or a symbolic link or a pipe is in the way.",
            cause);

    internal static ObjectException InternalError(string what, Exception cause) =>
        new(ObjectErrors.InternalError, $"{what} cannot be read or written: {Reason(cause)}.", cause);

    /// <summary>What the system says, without the path that follows: flows need not know where files
    /// lie.</summary>
    private static string Reason(Exception cause) => cause.Message.Split('\'', '"')[0].TrimEnd(' ', ':', '.');
}
