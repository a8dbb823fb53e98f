namespace Sluice.Server.Audit;

/// <summary>Reads the lines of a file from its end, a block at a time.</summary>
internal sealed class LinesBackwards : IDisposable
{
    private readonly FileStream _file;
    private readonly int _blockBytes;

    /// <summary>What has been read begins here in the file.</summary>
    private long _start;

    /// <summary>The first <see cref="_length"/> bytes have not been given out yet.</summary>
    private byte[] _held = [];
    private int _length;

    /// <param name="end">Only what stands before this place; the file's end where that comes first.</param>
    /// <param name="blockBytes">What is read at once.</param>
    public LinesBackwards(string path, long end, int blockBytes = 64 * 1024)
    {
        _file = new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        (_start, _blockBytes) = (Math.Min(end, _file.Length), blockBytes);
    }

    /// <summary>Moves to the line before.</summary>
    /// <param name="line">Without its line feed; empty where two follow each other.</param>
    /// <param name="place">Where it begins in the file.</param>
    /// <returns>False at the file's beginning.</returns>
    public bool TryRead(out ReadOnlySpan<byte> line, out long place)
    {
        int feed;
        while ((feed = LastFeed()) < 0 && _start > 0)
        {
            ReadBlock();
        }

        var length = _length;
        line = _held.AsSpan(feed + 1, length - feed - 1).TrimEnd((byte)'\n');
        place = _start + feed + 1;
        _length = feed + 1;
        return length > 0;
    }

    public void Dispose() => _file.Dispose();

    /// <summary>The line feed that ends the line before the last one.</summary>
    private int LastFeed() => _held.AsSpan(0, Math.Max(0, _length - 1)).LastIndexOf((byte)'\n');

    private void ReadBlock()
    {
        var count = (int)Math.Min(_blockBytes, _start);
        var block = new byte[count + _length];
        _held.AsSpan(0, _length).CopyTo(block.AsSpan(count));
        _start -= count;
        _file.Position = _start;
        _file.ReadExactly(block.AsSpan(0, count));
        (_held, _length) = (block, block.Length);
    }
}
