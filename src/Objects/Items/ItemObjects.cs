using System.IO.Compression;

namespace Sluice.Objects.Items;

/// <summary>Opens the objects that hold items, at the beginning or further on.</summary>
internal sealed class ItemObjects(IObjectStore store, ItemLimits limits)
{
    public ItemLimits Limits => limits;

    /// <summary>The object's bytes, from the position's offset on.</summary>
    /// <returns>The bytes, and the position with the object's tag.</returns>
    /// <exception cref="ObjectException">Also when the object is not the one that the position was taken
    /// in.</exception>
    public async Task<(ByteWindow Window, ItemPosition From)> OpenAsync(
        ObjectAddress address, ItemPosition position, CancellationToken cancellationToken)
    {
        var info = await store.HeadAsync(address, cancellationToken);
        if (position.Offset >= info.Size && position.Offset > 0)
        {
            Check(info, position);
            return (Window(Stream.Null, position), position);
        }

        var range = position.Offset == 0 ? null : ByteRange.From(position.Offset);
        var content = await store.OpenAsync(address, range, cancellationToken);
        try
        {
            Check(content.Info, position);
            return (Window(content.Stream, position), position with { ETag = content.Info.ETag });
        }
        catch
        {
            await content.DisposeAsync();
            throw;
        }
    }

    /// <summary>The bytes of an object packed with gzip, unpacked, from the position's offset on.</summary>
    /// <inheritdoc cref="OpenAsync"/>
    public async Task<(ByteWindow Window, ItemPosition From)> OpenPackedAsync(
        ObjectAddress address, ItemPosition position, CancellationToken cancellationToken)
    {
        var content = await store.OpenAsync(address, range: null, cancellationToken);
        var window = Window(new GZipStream(content.Stream, CompressionMode.Decompress), ItemPosition.Start);
        try
        {
            Check(content.Info, position);
            await window.SkipAsync(position.Offset, cancellationToken);
            return (window, position with { ETag = content.Info.ETag });
        }
        catch
        {
            await window.DisposeAsync();
            throw;
        }
    }

    /// <summary>All bytes of a small object.</summary>
    public async Task<byte[]> ReadSmallAsync(
        ObjectAddress address, int maxBytes, CancellationToken cancellationToken)
    {
        await using var content = await store.OpenAsync(address, range: null, cancellationToken);
        if (content.Length > maxBytes)
        {
            throw Problem($"{address}", $"it has {content.Length} bytes; at most {maxBytes} are read");
        }

        var bytes = new byte[content.Length];
        var length = await content.Stream.ReadAtLeastAsync(
            bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return bytes[..length];
    }

    /// <param name="problem">A clause, without a full stop.</param>
    public static ObjectException Problem(string place, string problem) =>
        new(ObjectErrors.ItemReaderFailed, $"{place}: {problem}.");

    private static void Check(ObjectInfo info, ItemPosition position)
    {
        if (position.ETag.Length > 0 && position.ETag != info.ETag)
        {
            throw Problem($"{info.Address}", "it has changed since its first items were read");
        }
    }

    private ByteWindow Window(Stream stream, ItemPosition position) =>
        new(stream, position.Offset, position.Line, limits.ItemBytes);
}
