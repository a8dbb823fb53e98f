using System.Buffers.Binary;
using System.IO.Hashing;

namespace Sluice.Storage.Sqlite.Database;

/// <summary>The checksum at the end of a page: XxHash3 of the bytes before it, begun with the page's own number.</summary>
/// <remarks>
/// So a page that lies in another one's place is found out like one with a changed byte. The pages of a file that has
/// them keep their last eight bytes free for it (its "reserved bytes", https://www.sqlite.org/fileformat2.html).
/// </remarks>
internal static class PageSum
{
    /// <summary>Bytes that it takes; a file that says it reserves so many has it in every page.</summary>
    public const int Bytes = 8;

    /// <summary>The size of all pages; the store makes no others.</summary>
    public const int PageBytes = 4096;

    /// <summary>Writes the checksum into a page.</summary>
    /// <param name="number">Of the page, from 1.</param>
    public static void Seal(Span<byte> page, long number) =>
        BinaryPrimitives.WriteUInt64LittleEndian(page[^Bytes..], Of(page, number));

    /// <summary>Whether a page is what was written there.</summary>
    /// <remarks>
    /// One of zeros has never been written: the file grew over it, and SQLite looks at nothing in it.
    /// </remarks>
    public static bool IsWhole(ReadOnlySpan<byte> page, long number) =>
        BinaryPrimitives.ReadUInt64LittleEndian(page[^Bytes..]) == Of(page, number) || !page.ContainsAnyExcept((byte)0);

    private static ulong Of(ReadOnlySpan<byte> page, long number) => XxHash3.HashToUInt64(page[..^Bytes], number);
}
