using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Unicode;
using Sluice.Model;

namespace Sluice.Server.Wire;

/// <summary>Reads <c>name=value&amp;name=value</c>, the form of query strings and form bodies.</summary>
/// <remarks>Source: protocol, section 3, step 4.</remarks>
internal static class UrlEncoded
{
    /// <summary>Most pairs of one request; our own, so that a request cannot cost much more memory than its
    /// bytes.</summary>
    public const int MaxPairs = 4096;

    /// <summary>The decoded pairs in written order. Empty pairs are skipped; a pair without <c>=</c> has an
    /// empty value.</summary>
    /// <param name="raw">As received, without the question mark.</param>
    /// <exception cref="ApiException">
    /// <c>InvalidArgument</c>: broken percent-encoding, text that is not UTF-8, or more than
    /// <see cref="MaxPairs"/> pairs.
    /// </exception>
    public static List<KeyValuePair<string, ParameterValue>> Read(ReadOnlySpan<byte> raw)
    {
        var pairs = new List<KeyValuePair<string, ParameterValue>>(raw.IsEmpty ? 0 : 16);
        while (!raw.IsEmpty)
        {
            var end = raw.IndexOf((byte)'&');
            var pair = end < 0 ? raw : raw[..end];
            raw = end < 0 ? [] : raw[(end + 1)..];
            if (pair.IsEmpty)
            {
                continue;
            }

            if (pairs.Count == MaxPairs)
            {
                throw ApiException.InvalidArgument("Request", $"it has more than {MaxPairs} parameters");
            }

            pairs.Add(ReadPair(pair));
        }

        return pairs;
    }

    private static KeyValuePair<string, ParameterValue> ReadPair(ReadOnlySpan<byte> pair)
    {
        var equals = pair.IndexOf((byte)'=');
        var rawName = equals < 0 ? pair : pair[..equals];
        if (!TryDecode(rawName, out var name, out var problem))
        {
            throw ApiException.InvalidArgument("Request", $"the name of a parameter {problem}");
        }

        if (equals < 0)
        {
            return new(name.Text, ParameterValue.Empty);
        }

        return TryDecode(pair[(equals + 1)..], out var value, out problem)
            ? new(name.Text, value)
            : throw ApiException.InvalidArgument(Excerpt.Of(name.Text), $"its value {problem}");
    }

    /// <param name="problem">Words that follow "its value", without a full stop at the end.</param>
    private static bool TryDecode(
        ReadOnlySpan<byte> raw, out ParameterValue value, [NotNullWhen(false)] out string? problem)
    {
        if (raw.IndexOfAny((byte)'%', (byte)'+') < 0)
        {
            return TryValue(raw, out value, out problem);
        }

        var rented = raw.Length > 256 ? ArrayPool<byte>.Shared.Rent(raw.Length) : null;
        try
        {
            var decoded = rented ?? stackalloc byte[256];
            var length = Unescape(raw, decoded);
            if (length >= 0)
            {
                return TryValue(decoded[..length], out value, out problem);
            }

            value = ParameterValue.Empty;
            problem = "has a broken percent-encoding; write '%' and two hex digits, and '%25' for '%'";
            return false;
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }
    }

    private static bool TryValue(
        ReadOnlySpan<byte> utf8, out ParameterValue value, [NotNullWhen(false)] out string? problem)
    {
        var valid = Utf8.IsValid(utf8);
        value = valid ? ParameterValue.Of(utf8) : ParameterValue.Empty;
        problem = valid ? null : "is not valid UTF-8";
        return valid;
    }

    /// <returns>Bytes written, never more than <paramref name="raw"/> has; −1 for broken
    /// percent-encoding.</returns>
    private static int Unescape(ReadOnlySpan<byte> raw, Span<byte> decoded)
    {
        var length = 0;
        while (true)
        {
            var plain = raw.IndexOfAny((byte)'%', (byte)'+');
            if (plain < 0)
            {
                raw.CopyTo(decoded[length..]);
                return length + raw.Length;
            }

            raw[..plain].CopyTo(decoded[length..]);
            length += plain;
            if (raw[plain] == (byte)'+')
            {
                decoded[length++] = (byte)' ';
                raw = raw[(plain + 1)..];
                continue;
            }

            var byteValue = raw.Length < plain + 3 ? -1 : HexByte(raw[plain + 1], raw[plain + 2]);
            if (byteValue < 0)
            {
                return -1;
            }

            decoded[length++] = (byte)byteValue;
            raw = raw[(plain + 3)..];
        }
    }

    /// <returns>0 to 255; −1 when one of them is no hex digit.</returns>
    private static int HexByte(byte high, byte low) =>
        char.IsAsciiHexDigit((char)high) && char.IsAsciiHexDigit((char)low)
            ? (HexDigit(high) << 4) | HexDigit(low)
            : -1;

    private static int HexDigit(byte digit) => digit <= (byte)'9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
