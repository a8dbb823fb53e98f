using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Sluice.Objects;

namespace Sluice.Testing.Worlds;

/// <summary>Objects in memory, each answer at once: what an engine reads items from and writes results to.</summary>
/// <remarks>Used on one thread. Every bucket is there.</remarks>
public sealed class MemoryObjects : IObjectStore
{
    private readonly SortedDictionary<string, byte[]> _objects = new(StringComparer.Ordinal);

    /// <summary>Objects put so far, one that was put again included.</summary>
    public int Puts { get; private set; }

    /// <summary>The text of an object.</summary>
    /// <param name="place"><c>bucket/key</c>.</param>
    public string this[string place]
    {
        get => Encoding.UTF8.GetString(_objects[place]);
        set => _objects[place] = Encoding.UTF8.GetBytes(value);
    }

    /// <summary>Whether there is an object.</summary>
    /// <param name="place"><c>bucket/key</c>.</param>
    public bool Has(string place) => _objects.ContainsKey(place);

    /// <inheritdoc/>
    public Task<IReadOnlyList<BucketName>> ListBucketsAsync(string after, int most, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<BucketName>>(
        [
            .. _objects.Keys.Select(place => place[..place.IndexOf('/', StringComparison.Ordinal)])
                .Distinct()
                .Where(bucket => string.CompareOrdinal(bucket, after) > 0)
                .Order(StringComparer.Ordinal)
                .Take(most)
                .Select(BucketName.Parse),
        ]);

    /// <inheritdoc/>
    public Task CreateBucketAsync(BucketName bucket, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<ObjectInfo> HeadAsync(ObjectAddress address, CancellationToken cancellationToken) =>
        Task.FromResult(Info(address));

    /// <inheritdoc/>
    public Task<ObjectContent> OpenAsync(ObjectAddress address, ByteRange? range, CancellationToken cancellationToken)
    {
        var info = Info(address);
        var (first, length) = range is not null && range.TryResolve(info.Size, out var from, out var bytes)
            ? (from, bytes)
            : (0, info.Size);
        var stream = new MemoryStream(_objects[Place(address)], (int)first, (int)length, writable: false);
        return Task.FromResult(new ObjectContent(info, first, length, stream));
    }

    /// <inheritdoc/>
    public async Task<ObjectInfo> PutAsync(
        ObjectAddress address, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        var stream = new MemoryStream();
        await write(stream, cancellationToken);
        _objects[Place(address)] = stream.ToArray();
        Puts++;
        return Info(address);
    }

    /// <inheritdoc/>
    public Task<ObjectInfo> CopyAsync(ObjectAddress from, ObjectAddress to, CancellationToken cancellationToken)
    {
        _objects[Place(to)] = _objects[Place(from)];
        return HeadAsync(to, cancellationToken);
    }

    /// <inheritdoc/>
    public Task DeleteAsync(ObjectAddress address, CancellationToken cancellationToken)
    {
        _objects.Remove(Place(address));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ObjectInfo> ListAsync(
        BucketName bucket,
        string prefix,
        string? after,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await ValueTask.CompletedTask;
        var start = $"{bucket}/{prefix}";
        foreach (var place in _objects.Keys.Where(place => place.StartsWith(start, StringComparison.Ordinal)).ToList())
        {
            var key = place[($"{bucket}/".Length)..];
            if (after is null || string.CompareOrdinal(key, after) > 0)
            {
                yield return Info(new ObjectAddress(bucket, ObjectKey.Parse(key)));
            }
        }
    }

    private ObjectInfo Info(ObjectAddress address) => _objects.TryGetValue(Place(address), out var bytes)
        ? new(address, bytes.Length, DateTimeOffset.UnixEpoch, bytes.Length.ToString(CultureInfo.InvariantCulture))
        : throw new ObjectException(ObjectErrors.NoSuchKey, $"There is no object {address}.");

    private static string Place(ObjectAddress address) => $"{address.Bucket}/{address.Key.Value}";
}
