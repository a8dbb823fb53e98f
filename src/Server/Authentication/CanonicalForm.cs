using System.Buffers;
using System.Text;
using Sluice.Server.Wire;

namespace Sluice.Server.Authentication;

/// <summary>The one spelling of names and values that both signing schemes sign.</summary>
/// <remarks>
/// Made from decoded values, never from the text as received: what clients send and what they sign are
/// encoded differently. Source: protocol, sections 8.1 and 9.1.
/// </remarks>
internal static class CanonicalForm
{
    private static readonly SearchValues<byte> Unreserved = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~"u8);

    /// <summary>Sorts by name, then by value, and writes <c>name=value</c> joined with
    /// <c>&amp;</c>.</summary>
    public static void WriteQuery(Span<KeyValuePair<string, ParameterValue>> pairs, IBufferWriter<byte> writer)
    {
        pairs.Sort(ByNameAndValue);
        for (var i = 0; i < pairs.Length; i++)
        {
            if (i > 0)
            {
                writer.Write("&"u8);
            }

            WriteEncoded(pairs[i].Key, writer);
            writer.Write("="u8);
            WriteEncoded(pairs[i].Value, writer);
        }
    }

    /// <summary>Writes bytes with all but letters, digits and <c>-_.~</c> as <c>%XX</c>, upper
    /// case.</summary>
    public static void WriteEncoded(ReadOnlySpan<byte> utf8, IBufferWriter<byte> writer)
    {
        while (!utf8.IsEmpty)
        {
            var plain = utf8.IndexOfAnyExcept(Unreserved);
            if (plain < 0)
            {
                writer.Write(utf8);
                return;
            }

            writer.Write(utf8[..plain]);
            var escape = writer.GetSpan(3);
            escape[0] = (byte)'%';
            escape[1] = HexDigit(utf8[plain] >> 4);
            escape[2] = HexDigit(utf8[plain] & 15);
            writer.Advance(3);
            utf8 = utf8[(plain + 1)..];
        }
    }

    private static void WriteEncoded(ParameterValue value, IBufferWriter<byte> writer)
    {
        if (value.IsLong)
        {
            WriteEncoded(value.Utf8, writer);
        }
        else
        {
            WriteEncoded(value.Text, writer);
        }
    }

    public static void WriteEncoded(string text, IBufferWriter<byte> writer)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        var rented = length > 256 ? ArrayPool<byte>.Shared.Rent(length) : null;
        var utf8 = rented ?? stackalloc byte[256];
        WriteEncoded(utf8[..Encoding.UTF8.GetBytes(text, utf8)], writer);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static byte HexDigit(int value) => (byte)(value < 10 ? '0' + value : 'A' + value - 10);

    private static int ByNameAndValue(KeyValuePair<string, ParameterValue> a, KeyValuePair<string, ParameterValue> b)
    {
        var byName = string.CompareOrdinal(a.Key, b.Key);
        return byName != 0 ? byName : string.CompareOrdinal(a.Value.Text, b.Value.Text);
    }
}
