namespace Sluice.Objects;

/// <summary>An object that is open for reading.</summary>
/// <param name="info">The object whose bytes these are, whatever is put in its place meanwhile.</param>
/// <param name="first">Where in the object the stream begins.</param>
/// <param name="length">How many bytes the stream has.</param>
public sealed class ObjectContent(ObjectInfo info, long first, long length, Stream stream) : IAsyncDisposable
{
    public ObjectInfo Info { get; } = info;

    public long First { get; } = first;

    public long Length { get; } = length;

    /// <summary>Reads forward only; an <see cref="IOException"/> while reading is an
    /// <c>InternalError</c>.</summary>
    public Stream Stream { get; } = stream;

    public ValueTask DisposeAsync() => Stream.DisposeAsync();
}
