using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Sluice.Storage.Sqlite.Database;

namespace Sluice.Storage.Sqlite.Files;

/// <summary>A page in SQLite's log, behind 24 bytes that say which one it is.</summary>
internal sealed class LogFrame(byte[] bytes)
{
    public const int HeaderBytes = 24;

    public uint Page => BinaryPrimitives.ReadUInt32BigEndian(bytes);

    /// <summary>It is the last one of a commit.</summary>
    public bool EndsCommit => BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(4)) != 0;

    /// <summary>Alike for all frames between two times that the log began anew.</summary>
    public ulong Salts => BinaryPrimitives.ReadUInt64BigEndian(bytes.AsSpan(8));

    /// <summary>As it stands in the frame.</summary>
    public LogChecksum Sum => LogChecksum.Read(bytes.AsSpan(16));

    /// <summary>The commit's number, where this is the page that says it.</summary>
    public CommitNumber? Number => Page == 1 ? DatabaseHeader.Number(bytes.AsSpan(HeaderBytes)) : null;

    /// <summary>As it should be behind a frame with the sum <paramref name="before"/>.</summary>
    public LogChecksum SumAfter(LogChecksum before, bool isBigEndian) =>
        before.Over(bytes.AsSpan(0, 8), isBigEndian).Over(bytes.AsSpan(HeaderBytes), isBigEndian);
}

/// <summary>The running checksum of SQLite's log.</summary>
internal readonly record struct LogChecksum(uint First, uint Second)
{
    public static LogChecksum Read(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt32BigEndian(bytes), BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]));

    /// <param name="bytes">A multiple of eight.</param>
    /// <param name="isBigEndian">How the bytes are taken for words of 32 bits.</param>
    public LogChecksum Over(ReadOnlySpan<byte> bytes, bool isBigEndian)
    {
        var (first, second) = (First, Second);
        var words = MemoryMarshal.Cast<byte, uint>(bytes);
        var isSwapped = isBigEndian == BitConverter.IsLittleEndian;
        for (var i = 0; i + 1 < words.Length; i += 2)
        {
            first += (isSwapped ? BinaryPrimitives.ReverseEndianness(words[i]) : words[i]) + second;
            second += (isSwapped ? BinaryPrimitives.ReverseEndianness(words[i + 1]) : words[i + 1]) + first;
        }

        return new(first, second);
    }
}

/// <summary>The first bytes of a database file, and of its first page in the log.</summary>
internal static class DatabaseHeader
{
    private const int Bytes = 100;
    private const int ReservedOffset = 20;
    private const int NumberOffset = 60; // user_version
    private const int ApplicationOffset = 68; // application_id

    private static ReadOnlySpan<byte> Magic => "SQLite format 3\0"u8;

    public static CommitNumber Number(ReadOnlySpan<byte> page) =>
        new(BinaryPrimitives.ReadUInt32BigEndian(page[NumberOffset..]));

    /// <summary>What the file itself says, without its log; null when it is no store's, or not what was written.</summary>
    public static CommitNumber? Find(string path)
    {
        Span<byte> page = stackalloc byte[PageSum.PageBytes];
        page.Clear();
        using var file = new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        return file.ReadAtLeast(page, page.Length, throwOnEndOfStream: false) >= Bytes && IsStore(page) && IsWhole(page)
            ? Number(page)
            : null;
    }

    private static bool IsStore(ReadOnlySpan<byte> page) =>
        page.StartsWith(Magic) && BinaryPrimitives.ReadInt32BigEndian(page[ApplicationOffset..]) == Schema.ApplicationId;

    private static bool IsWhole(ReadOnlySpan<byte> page) =>
        page[ReservedOffset] != PageSum.Bytes || PageSum.IsWhole(page, number: 1);
}
