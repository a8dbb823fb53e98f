using System.Text;

namespace Sluice.Definitions.Syntax;

/// <summary>A definition as a file holds it: bytes, which must be UTF-8.</summary>
internal static class Utf8Text
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>The text, with its byte order mark if it has one; null when the bytes are not UTF-8.</summary>
    /// <param name="problem">Where the first byte is that is not; null when all are.</param>
    public static string? Decode(ReadOnlySpan<byte> bytes, out Diagnostic? problem)
    {
        var valid = ValidBytes(bytes);
        problem = valid == bytes.Length ? null : Problem(bytes, valid);
        return problem is null ? Strict.GetString(bytes) : null;
    }

    /// <summary>How many bytes from the beginning are whole characters of UTF-8.</summary>
    private static int ValidBytes(ReadOnlySpan<byte> bytes)
    {
        var valid = 0;
        while (valid < bytes.Length
            && Rune.DecodeFromUtf8(bytes[valid..], out _, out var length) == System.Buffers.OperationStatus.Done)
        {
            valid += length;
        }

        return valid;
    }

    private static Diagnostic Problem(ReadOnlySpan<byte> bytes, int offset)
    {
        var lines = new SourceLines(Strict.GetString(bytes[..offset]));
        return new(
            DiagnosticCodes.NotUtf8,
            DiagnosticSeverity.Error,
            $"The file is not UTF-8: the byte 0x{bytes[offset]:X2} at offset {offset} begins no character.",
            Hint(bytes),
            new(lines.Count, lines[lines.Count].Length + 1));
    }

    private static string Hint(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xff, 0xfe, ..] or [0xfe, 0xff, ..] => "It begins like UTF-16; save it as UTF-8.",
        _ => "It may have been saved as GBK or Latin-1; save it as UTF-8.",
    };
}
