namespace Sluice.Objects.Items;

/// <summary>The part of a stream that is looked at: it grows until a whole item is in it, and no
/// further.</summary>
internal sealed class ByteWindow(Stream stream, long offset, long line, int maxItemBytes) : IAsyncDisposable
{
    private const int FirstBytes = 64 * 1024;

    private byte[] _buffer = new byte[FirstBytes];
    private int _start;
    private int _end;

    /// <summary>What has been read, and not yet passed.</summary>
    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Of the first byte of <see cref="Bytes"/>.</summary>
    public long Offset { get; private set; } = offset;

    /// <summary>Of the first byte of <see cref="Bytes"/>, from 1.</summary>
    public long Line { get; private set; } = line;

    /// <summary>Nothing follows <see cref="Bytes"/>.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>The bytes are as many as one item may have.</summary>
    public bool IsFull => Bytes.Length >= maxItemBytes;

    public void Pass(int bytes)
    {
        Line += Bytes[..bytes].Count((byte)'\n');
        Offset += bytes;
        _start += bytes;
    }

    /// <summary>Passes a byte order mark, which some programs put before the first byte.</summary>
    public async ValueTask PassMarkAsync(CancellationToken cancellationToken)
    {
        if (Offset == 0 && Bytes.IsEmpty)
        {
            await FillAsync(cancellationToken);
            Pass(Bytes.StartsWith("\uFEFF"u8) ? 3 : 0);
        }
    }

    /// <summary>Reads on: at least as much again as is there, so that looking again from the start stays
    /// cheap.</summary>
    public async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        var length = _end - _start;
        var size = Math.Max(_buffer.Length, Math.Min(length * 2L, Math.Max(maxItemBytes, FirstBytes)));
        var buffer = size > _buffer.Length ? new byte[size] : _buffer;
        _buffer.AsSpan(_start, length).CopyTo(buffer);
        (_buffer, _start, _end) = (buffer, 0, length);

        var read = await stream.ReadAtLeastAsync(
            _buffer.AsMemory(_end), _buffer.Length - _end, throwOnEndOfStream: false, cancellationToken);
        IsAtEnd = _end + read < _buffer.Length;
        _end += read;
    }

    /// <summary>Reads up to a later byte.</summary>
    public async Task SkipAsync(long toOffset, CancellationToken cancellationToken)
    {
        while (Offset < toOffset && !(IsAtEnd && Bytes.IsEmpty))
        {
            Pass((int)Math.Min(Bytes.Length, toOffset - Offset));
            if (Offset < toOffset)
            {
                await FillAsync(cancellationToken);
            }
        }
    }

    public ValueTask DisposeAsync() => stream.DisposeAsync();
}
