using System.Net.Http.Headers;
using System.Text;

namespace Sluice.Outbound;

/// <summary>The text that a response body stands for.</summary>
public static class BodyText
{
    /// <summary>Decodes by the declared charset, UTF-8 where there is none.</summary>
    /// <param name="bytes">What does not fit the charset becomes U+FFFD.</param>
    /// <param name="isCut">The bytes are only the start; a character cut in two at their end is left out.</param>
    public static string Decode(MediaTypeHeaderValue? type, byte[] bytes, bool isCut)
    {
        var decoder = FindEncoding(type?.CharSet).GetDecoder();
        var text = new char[decoder.GetCharCount(bytes, flush: !isCut)];
        var length = decoder.GetChars(bytes, text, flush: !isCut);
        var start = length > 0 && text[0] == '\uFEFF' ? 1 : 0; // A byte order mark is not part of the text.
        return new string(text, start, length - start);
    }

    private static Encoding FindEncoding(string? charset)
    {
        if (string.IsNullOrWhiteSpace(charset))
        {
            return Encoding.UTF8;
        }

        var name = charset.Trim('"', ' ');
        try
        {
            // GBK, Shift_JIS and their like are apart from the encodings that are always there.
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return Encoding.UTF8;
        }
    }
}
