namespace Sluice.Objects.Tests.Items;

/// <summary>Holds one object that has no end: a beginning, then the same byte over and over.</summary>
internal sealed class EndlessStore(byte[] start) : IObjectStore
{
    public long BytesRead { get; private set; }

    public Task<ObjectInfo> HeadAsync(ObjectAddress address, CancellationToken cancellationToken) =>
        Task.FromResult(new ObjectInfo(address, long.MaxValue, DateTimeOffset.UnixEpoch, "tag"));

    public async Task<ObjectContent> OpenAsync(
        ObjectAddress address, ByteRange? range, CancellationToken cancellationToken) =>
        new(await HeadAsync(address, cancellationToken), 0, long.MaxValue, new Endless(this, start[(int)(range?.First ?? 0)..]));

    public Task<IReadOnlyList<BucketName>> ListBucketsAsync(string after, int most, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task CreateBucketAsync(BucketName bucket, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<ObjectInfo> PutAsync(
        ObjectAddress address, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<ObjectInfo> CopyAsync(ObjectAddress from, ObjectAddress to, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task DeleteAsync(ObjectAddress address, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public IAsyncEnumerable<ObjectInfo> ListAsync(
        BucketName bucket, string prefix, string? after, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    private sealed class Endless(EndlessStore store, byte[] start) : MemoryStream(start)
    {
        private readonly byte _last = start[^1];

        public override ValueTask<int> ReadAsync(
            Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = base.Read(buffer.Span);
            if (read == 0)
            {
                buffer.Span.Fill(_last);
                read = buffer.Length;
            }

            store.BytesRead += read;
            return ValueTask.FromResult(read);
        }
    }
}
