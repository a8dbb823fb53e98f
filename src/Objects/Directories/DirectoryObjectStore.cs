using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Sluice.Model.Names;

namespace Sluice.Objects.Directories;

/// <summary>Objects as files: a directory for each bucket, all under one root.</summary>
/// <remarks>
/// People may put files there, and find what flows have written. <see cref="KeyNames"/> says which file
/// stands for which key. The root has the buckets of the first account; those of another are in a directory of its own
/// below, whose name cannot be a bucket's.
/// </remarks>
public sealed class DirectoryObjectStore : IObjectStore
{
    private readonly string _root;
    private readonly TimeProvider _time;
    private readonly KeyNames _names;
    private readonly Lazy<Uploads> _uploads;
    private readonly Lock _changes = new();
    private readonly ConcurrentDictionary<AccountId, DirectoryObjectStore> _accounts = new();

    private DirectoryObjectStore(string root, TimeProvider time)
    {
        (_root, _time) = (root, time);
        _uploads = new Lazy<Uploads>(new Uploads(root));
        _names = new KeyNames(FoldsCase(root));
    }

    /// <summary>Of one account; its directory is made when something is put there.</summary>
    private DirectoryObjectStore(DirectoryObjectStore all, AccountId account)
    {
        (_root, _time, _names) = (Path.Combine(all._root, $"@{account}"), all._time, all._names);
        _uploads = new Lazy<Uploads>(() => new Uploads(_root), LazyThreadSafetyMode.PublicationOnly);
    }

    /// <summary>Opens the root, makes it where it is absent, and clears away what interrupted puts have
    /// left.</summary>
    /// <exception cref="IOException">The root cannot be used.</exception>
    /// <exception cref="UnauthorizedAccessException">The root cannot be used.</exception>
    public static DirectoryObjectStore Open(string root, TimeProvider time)
    {
        var path = Path.GetFullPath(root);
        if (!Directory.Exists(path))
        {
            Files.MakeDirectory(path);
        }

        return new DirectoryObjectStore(path, time);
    }

    public string Backend => "filesystem";

    public string Address => _root;

    public Func<CancellationToken, Task> Reach => cancellationToken => Task.Run(
        () => Guard(
            "The directory for objects",
            () => Files.IsDirectory(_root)
                ? true
                : throw new ObjectException(ObjectErrors.InternalError, "The directory for objects is not there.")),
        cancellationToken);

    public IObjectStore For(AccountId account) => account == AccountId.Default
        ? this
        : _accounts.GetOrAdd(account, static (account, all) => new DirectoryObjectStore(all, account), this);

    public Task<IReadOnlyList<BucketName>> ListBucketsAsync(string after, int most, CancellationToken cancellationToken) =>
        Task.Run(
            () => Guard<IReadOnlyList<BucketName>>(
                "The directory for objects",
                () => !Files.IsDirectory(_root)
                    ? []
                    : [
                        .. Directory.EnumerateDirectories(_root)
                            .Select(Path.GetFileName)
                            .OfType<string>()
                            .Where(name => BucketName.IsName(name) && string.CompareOrdinal(name, after) > 0)
                            .Order(StringComparer.Ordinal)
                            .Select(BucketName.Parse)
                            .Where(bucket => Files.IsDirectory(PathOf(bucket)))
                            .Take(most),
                    ]),
            cancellationToken);

    public Task CreateBucketAsync(BucketName bucket, CancellationToken cancellationToken) =>
        Task.Run(
            () => Guard(
                $"Bucket '{bucket}'",
                () =>
                {
                    lock (_changes)
                    {
                        if (!Files.IsDirectory(_root))
                        {
                            Files.MakeDirectory(_root);
                        }

                        if (!Files.IsDirectory(PathOf(bucket)))
                        {
                            Files.MakeDirectory(PathOf(bucket));
                        }

                        return true;
                    }
                }),
            cancellationToken);

    public async Task<ObjectInfo> HeadAsync(ObjectAddress address, CancellationToken cancellationToken)
    {
        await using var content = await OpenAsync(address, range: null, cancellationToken);
        return content.Info;
    }

    public Task<ObjectContent> OpenAsync(
        ObjectAddress address, ByteRange? range, CancellationToken cancellationToken) =>
        Task.Run(
            () => Guard(
                address.ToString(),
                () =>
                {
                    var file = OpenFile(address) ?? OpenFile(address) ?? throw ObjectException.NoSuchKey(address);
                    return Content(address, file, range);
                }),
            cancellationToken);

    public async Task<ObjectInfo> PutAsync(
        ObjectAddress address, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        _ = Guard(address.ToString(), () => GetBucket(address.Bucket));
        try
        {
            var upload = _uploads.Value.Begin();
            try
            {
                var info = await WriteAsync(upload, address, write, cancellationToken);
                await Task.Run(() => Publish(upload.Name, address), CancellationToken.None);
                return info;
            }
            catch
            {
                File.Delete(upload.Name);
                throw;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Translate(address.ToString(), e);
        }
    }

    public async Task<ObjectInfo> CopyAsync(
        ObjectAddress from, ObjectAddress to, CancellationToken cancellationToken)
    {
        await using var content = await OpenAsync(from, range: null, cancellationToken);
        return await PutAsync(to, content.Stream.CopyToAsync, cancellationToken);
    }

    public Task DeleteAsync(ObjectAddress address, CancellationToken cancellationToken) =>
        Task.Run(
            () => Guard(
                address.ToString(),
                () =>
                {
                    lock (_changes)
                    {
                        GetBucket(address.Bucket).Remove_NeedsLock(address.Key);
                        return true;
                    }
                }),
            cancellationToken);

    public async IAsyncEnumerable<ObjectInfo> ListAsync(
        BucketName bucket,
        string prefix,
        string? after,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var what = $"Bucket '{bucket}'";
        var listing = Guard(what, () => new Listing(GetBucket(bucket), prefix, after));

        // A large directory takes a while to read: not on the caller's thread.
        await Task.Run(() => Guard(what, listing.Begin), cancellationToken);
        while (Guard(what, listing.Next) is var (key, file))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Guard(what, () => Describe(new ObjectAddress(bucket, key), file)) is { } info)
            {
                yield return info;
            }
        }
    }

    /// <summary>Whether the file system tells capitals apart is its own affair; so it is asked.</summary>
    private static bool FoldsCase(string root) => Directory.Exists(Path.Combine(root, ".UPLOADS"));

    private static T Guard<T>(string what, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Translate(what, e);
        }
    }

    private static void Guard(string what, Action work) =>
        Guard(what, () =>
        {
            work();
            return true;
        });

    private static ObjectException Translate(string what, Exception problem) =>
        problem is UnauthorizedAccessException
            ? ObjectException.AccessDenied(what, problem)
            : ObjectException.InternalError(what, problem);

    /// <summary>Null for a file that has gone since it was listed.</summary>
    private static ObjectInfo? Describe(ObjectAddress address, FileInfo file) =>
        file.Exists ? Files.Describe(address, file.Length, file.LastWriteTimeUtc) : null;

    private static ObjectContent Content(ObjectAddress address, FileStream file, ByteRange? range)
    {
        try
        {
            var info = Files.Describe(address, file.Length, File.GetLastWriteTimeUtc(file.SafeFileHandle));
            var (first, length) = (0L, info.Size);
            if (range is not null && !range.TryResolve(info.Size, out first, out length))
            {
                throw ObjectException.InvalidRange(address, info.Size);
            }

            file.Position = first;
            return new ObjectContent(info, first, length, new ObjectStream(file, length));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private string PathOf(BucketName bucket) => Path.Combine(_root, bucket.Value);

    private Bucket GetBucket(BucketName bucket) => Files.IsDirectory(PathOf(bucket))
        ? new Bucket(PathOf(bucket), _names)
        : throw ObjectException.NoSuchBucket(bucket);

    /// <summary>Null when there is none, or it was replaced or moved aside between finding and
    /// opening.</summary>
    private FileStream? OpenFile(ObjectAddress address)
    {
        if (GetBucket(address.Bucket).Find(address.Key) is not { } path)
        {
            return null;
        }

        try
        {
            return new FileStream(
                path,
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete,
                bufferSize: 0,
                FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Writes a file, sees it on the disk, and closes it: its lock would go with it into the
    /// bucket.</summary>
    private async Task<ObjectInfo> WriteAsync(
        FileStream upload,
        ObjectAddress address,
        Func<Stream, CancellationToken, Task> write,
        CancellationToken cancellationToken)
    {
        await using var _ = upload;
        await write(upload, cancellationToken);
        await upload.FlushAsync(cancellationToken);

        // The time is ours and fine-grained: together with the size it tells one put from the next.
        var now = _time.GetUtcNow().UtcDateTime;
        File.SetLastWriteTimeUtc(upload.SafeFileHandle, now);
        var info = Files.Describe(address, upload.Length, now);
        await Task.Run(() => upload.Flush(flushToDisk: true), cancellationToken);
        return info;
    }

    private void Publish(string file, ObjectAddress address)
    {
        lock (_changes)
        {
            GetBucket(address.Bucket).Place_NeedsLock(file, address.Key);
        }
    }
}
