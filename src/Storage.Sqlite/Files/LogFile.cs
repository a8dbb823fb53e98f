using System.Buffers.Binary;

namespace Sluice.Storage.Sqlite.Files;

/// <summary>Reads SQLite's write-ahead log as SQLite does when it recovers, and looks behind the place where that ends.</summary>
/// <remarks>
/// SQLite takes the log up to the first frame that is not whole, and cannot tell a write that the power cut from damage
/// to what was durable. But a commit is begun only when the one before it is durable: a frame that was chained to the
/// last one of a commit proves that this commit was. Source: https://www.sqlite.org/fileformat2.html, "The Write-Ahead
/// Log" and "WAL Frame Format".
/// </remarks>
internal sealed class LogFile
{
    private const int HeaderBytes = 32;
    private const int OurPageBytes = 4096;
    private const uint Magic = 0x377F0682; // with the lowest bit set, the checksums are of big-endian words

    private readonly Stream _stream;
    private readonly bool _isHeaderWhole;
    private readonly bool _isBigEndian;
    private readonly ulong _salts;
    private readonly int _pageBytes = OurPageBytes;
    private readonly LogChecksum _start;

    private LogFile(Stream stream)
    {
        _stream = stream;
        Span<byte> header = stackalloc byte[HeaderBytes];
        if (stream.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes)
        {
            return;
        }

        var magic = BinaryPrimitives.ReadUInt32BigEndian(header);
        var pageBytes = BinaryPrimitives.ReadUInt32BigEndian(header[8..]);
        _isBigEndian = (magic & 1) != 0;
        _start = default(LogChecksum).Over(header[..24], _isBigEndian);
        _isHeaderWhole = (magic & ~1u) == Magic && pageBytes is >= 512 and <= 65536
            && _start == LogChecksum.Read(header[24..]);
        _salts = BinaryPrimitives.ReadUInt64BigEndian(header[16..]);
        _pageBytes = _isHeaderWhole ? (int)pageBytes : OurPageBytes;
    }

    /// <param name="path">There need be no file.</param>
    /// <param name="database">The number of the database file itself.</param>
    public static LogContent Read(string path, CommitNumber database)
    {
        if (!File.Exists(path))
        {
            return new LogContent();
        }

        using var stream = new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1 << 16);
        return new LogFile(stream).Read(database);
    }

    private LogContent Read(CommitNumber database)
    {
        var content = new LogContent { Bytes = _stream.Length };
        var (sum, number) = (_start, default(CommitNumber));
        var frame = NextFrame();
        for (; frame is not null && IsNext(frame, sum); frame = NextFrame())
        {
            sum = frame.Sum;
            number = frame.Number ?? number;
            if (frame.EndsCommit)
            {
                content = content.With(number);
            }
        }

        return content with { HidesCommits = frame is not null && HidesCommits(frame, database) };
    }

    private bool IsNext(LogFrame frame, LogChecksum before) =>
        _isHeaderWhole && frame.Salts == _salts && frame.Page != 0 && frame.SumAfter(before, _isBigEndian) == frame.Sum;

    /// <param name="frame">The one at which SQLite stops.</param>
    private bool HidesCommits(LogFrame frame, CommitNumber database)
    {
        var number = frame.Number;
        while (NextFrame() is { } next)
        {
            var isChained = next.Salts == frame.Salts && (!_isHeaderWhole || next.Salts == _salts)
                && next.SumAfter(frame.Sum, _isBigEndian) == next.Sum;
            if (isChained && frame.EndsCommit && IsWanted(number, database))
            {
                return true;
            }

            number = next.Number ?? (isChained ? number : null);
            frame = next;
        }

        return false;
    }

    // Behind a header that is not whole, there may be frames of the log's last round, all of them in the database.
    private bool IsWanted(CommitNumber? number, CommitNumber database) =>
        _isHeaderWhole || (number is { IsNone: false } there && !database.IsNone && there.After(database) > 0);

    private LogFrame? NextFrame()
    {
        var bytes = new byte[LogFrame.HeaderBytes + _pageBytes];
        return _stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length ? new(bytes) : null;
    }
}

/// <summary>What a log holds of whole commits.</summary>
internal sealed record LogContent
{
    public long Bytes { get; init; }

    /// <summary>Commits that SQLite will read.</summary>
    public int Commits { get; init; }

    /// <summary>The number of the first commit among them that has one.</summary>
    public CommitNumber First { get; init; }

    public CommitNumber Last { get; init; }

    /// <summary>There are commits that were durable, and that SQLite will not read.</summary>
    public bool HidesCommits { get; init; }

    public LogContent With(CommitNumber number) =>
        this with { Commits = Commits + 1, First = First.IsNone ? number : First, Last = number };
}
