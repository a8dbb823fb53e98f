using System.Text;

namespace Sluice.Objects.Items;

/// <summary>Cuts one row of CSV into its fields.</summary>
/// <remarks>
/// Source: RFC 4180, with LF beside CRLF as the end of a row. Our own and not a library's: a row has a size
/// limit, and its end is known to the byte, so that reading can go on there after a restart.
/// </remarks>
internal static class CsvRow
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <param name="bytes">At least one.</param>
    /// <param name="isEnd">Nothing follows the bytes.</param>
    /// <param name="fields">Takes the fields.</param>
    /// <returns>How many bytes the row has, with its end; 0 when it does not end in these.</returns>
    /// <exception cref="FormatException">It is no row: a clause without a full stop.</exception>
    public static int Read(ReadOnlySpan<byte> bytes, bool isEnd, int maxFields, List<string> fields)
    {
        fields.Clear();
        for (var at = 0; ; at++)
        {
            if (fields.Count == maxFields)
            {
                throw new FormatException($"the row has more than {maxFields} columns");
            }

            var length = at < bytes.Length && bytes[at] == '"'
                ? ReadQuoted(bytes[at..], isEnd, fields)
                : ReadPlain(bytes[at..], fields);
            at += length;
            if (length < 0 || (at == bytes.Length && !isEnd))
            {
                return 0;
            }

            if (at == bytes.Length || bytes[at] != ',')
            {
                return ReadEnd(bytes, at, isEnd);
            }
        }
    }

    private static int ReadPlain(ReadOnlySpan<byte> bytes, List<string> fields)
    {
        var end = bytes.IndexOfAny(",\r\n\""u8);
        if (end >= 0 && bytes[end] == '"')
        {
            throw new FormatException(
                $"column {fields.Count + 1} has a quotation mark inside; write the field in quotation marks, and "
                + "those inside it twice");
        }

        var length = end < 0 ? bytes.Length : end;
        fields.Add(Decode(bytes[..length], fields.Count));
        return length;
    }

    /// <returns>The length, both quotation marks included; -1 when the closing one is not in sight.</returns>
    private static int ReadQuoted(ReadOnlySpan<byte> bytes, bool isEnd, List<string> fields)
    {
        var isDoubled = false;
        for (var at = 1; at < bytes.Length; at += 2)
        {
            var next = bytes[at..].IndexOf((byte)'"');
            if (next < 0)
            {
                break;
            }

            at += next;
            if (at + 1 == bytes.Length || bytes[at + 1] != '"')
            {
                var text = Decode(bytes[1..at], fields.Count);
                fields.Add(isDoubled ? text.Replace("\"\"", "\"", StringComparison.Ordinal) : text);
                return at + 1;
            }

            isDoubled = true;
        }

        return !isEnd ? -1 : throw new FormatException(
            $"column {fields.Count + 1} begins with a quotation mark, and the closing one is missing");
    }

    private static int ReadEnd(ReadOnlySpan<byte> bytes, int at, bool isEnd)
    {
        if (at == bytes.Length || bytes[at] == '\n')
        {
            return Math.Min(at + 1, bytes.Length);
        }

        if (bytes[at] != '\r')
        {
            throw new FormatException("after a closing quotation mark there must be a comma or the end of the row");
        }

        return at + 1 < bytes.Length && bytes[at + 1] == '\n' ? at + 2
            : at + 1 == bytes.Length && !isEnd ? 0
            : throw new FormatException("a carriage return stands without a line feed; rows end with LF or CRLF");
    }

    private static string Decode(ReadOnlySpan<byte> bytes, int column)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new FormatException($"column {column + 1} is not UTF-8; save the file in that encoding");
        }
    }
}
