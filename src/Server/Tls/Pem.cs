using System.Security.Cryptography;
using System.Text;

namespace Sluice.Server.Tls;

/// <summary>Text files of certificates and keys: blocks between BEGIN and END lines, and anything around them.</summary>
internal static class Pem
{
    /// <summary>What the binary form of a certificate or key begins with.</summary>
    public const byte DerSequence = 0x30;

    /// <summary>Every byte becomes a character, so any file has a text.</summary>
    public static string Text(byte[] bytes) => Encoding.Latin1.GetString(bytes);

    /// <summary>Whether a block's name ends so, such as <c>EC PRIVATE KEY</c>.</summary>
    public static bool Has(string text, string labelEnd) => Labels(text).Any(
        label => label.EndsWith(labelEnd, StringComparison.Ordinal));

    /// <summary>The names of all blocks, in order.</summary>
    public static IEnumerable<string> Labels(string text)
    {
        for (var from = 0; PemEncoding.TryFind(text.AsSpan(from), out var block);)
        {
            yield return text[(from + block.Label.Start.Value)..(from + block.Label.End.Value)];
            from += block.Location.End.Value;
        }
    }
}
