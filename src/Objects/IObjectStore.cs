using Sluice.Model.Names;

namespace Sluice.Objects;

/// <summary>Named bytes in buckets: what object actions and distributed Maps read and write.</summary>
/// <remarks>
/// <para>
/// A put replaces the whole object at once: a reader sees the old bytes or the new ones, never a mixture, and
/// a stream that is open goes on with what it has begun. When a change is acknowledged, it survives a power
/// cut.
/// </para>
/// <para>
/// Every method throws <see cref="ObjectException"/>, and nothing else but cancellation: <c>NoSuchBucket</c>,
/// <c>NoSuchKey</c> where said, <c>AccessDenied</c> and <c>InternalError</c>.
/// </para>
/// </remarks>
public interface IObjectStore
{
    /// <summary>What kind of store it is, in the word that settings have for it.</summary>
    string Backend => "other";

    /// <summary>Where it is, for whoever runs the server: a directory, a URL; nothing secret. Null for nowhere.</summary>
    string? Address => null;

    /// <summary>Looks whether it can be used at all, and throws when it cannot; null where there is nothing to look at.</summary>
    Func<CancellationToken, Task>? Reach => null;

    /// <summary>The store as one account has it: buckets of the same name that belong to others are other buckets.</summary>
    /// <remarks>Answers at once. A store that knows of no accounts is one for all.</remarks>
    IObjectStore For(AccountId account) => this;

    /// <summary>The buckets that there are, in ordinal order of their names.</summary>
    /// <param name="after">Leaves out this name and all that come before it; empty for none.</param>
    /// <param name="most">How many are wanted at most.</param>
    Task<IReadOnlyList<BucketName>> ListBucketsAsync(string after, int most, CancellationToken cancellationToken);

    /// <summary>Makes a bucket; one that exists stays as it is.</summary>
    Task CreateBucketAsync(BucketName bucket, CancellationToken cancellationToken);

    /// <summary>What is known about an object without reading it.</summary>
    /// <exception cref="ObjectException"><c>NoSuchKey</c>.</exception>
    Task<ObjectInfo> HeadAsync(ObjectAddress address, CancellationToken cancellationToken);

    /// <summary>Opens an object for reading, as a stream of its bytes; the caller disposes the
    /// content.</summary>
    /// <param name="range">The bytes wanted; null for all.</param>
    /// <exception cref="ObjectException"><c>NoSuchKey</c>; <c>InvalidRange</c> for a range without a byte in
    /// the object.</exception>
    Task<ObjectContent> OpenAsync(ObjectAddress address, ByteRange? range, CancellationToken cancellationToken);

    /// <summary>Puts an object, in place of the one that has that address.</summary>
    /// <param name="write">Writes the bytes. What it throws is passed on, and the object is then as it
    /// was.</param>
    Task<ObjectInfo> PutAsync(
        ObjectAddress address, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken);

    /// <summary>Copies an object as a whole; onto itself it does no harm.</summary>
    /// <exception cref="ObjectException"><c>NoSuchKey</c> for <paramref name="from"/>.</exception>
    Task<ObjectInfo> CopyAsync(ObjectAddress from, ObjectAddress to, CancellationToken cancellationToken);

    /// <summary>Deletes an object; one that is not there counts as deleted.</summary>
    Task DeleteAsync(ObjectAddress address, CancellationToken cancellationToken);

    /// <summary>The objects whose keys begin with a prefix, in code-point order of their keys.</summary>
    /// <param name="prefix">Empty for all; need not end at a slash.</param>
    /// <param name="after">Leaves out this key and all that come before it; null for none.</param>
    /// <remarks>
    /// Take as many as are wanted, then stop. An object that is put or deleted meanwhile may or may not
    /// appear; every other one appears once.
    /// </remarks>
    IAsyncEnumerable<ObjectInfo> ListAsync(
        BucketName bucket, string prefix, string? after, CancellationToken cancellationToken);

    /// <summary>Puts an object whose bytes are at hand.</summary>
    /// <inheritdoc cref="PutAsync(ObjectAddress, Func{Stream, CancellationToken, Task}, CancellationToken)"/>
    Task<ObjectInfo> PutAsync(
        ObjectAddress address, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        PutAsync(address, (stream, token) => stream.WriteAsync(content, token).AsTask(), cancellationToken);
}
