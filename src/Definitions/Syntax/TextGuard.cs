using System.Text;
using Sluice.Model;

namespace Sluice.Definitions.Syntax;

/// <summary>
/// Refuses text that no YAML reader should see: too much of it, or characters that are not text.
/// </summary>
internal static class TextGuard
{
    /// <returns>False after it has reported what is wrong.</returns>
    public static bool Check(string text, Limits limits, DiagnosticBag bag)
    {
        var bytes = Encoding.UTF8.GetByteCount(text);
        if (bytes > limits.RequestBytes)
        {
            bag.Error(DiagnosticCodes.TooLarge, new(1, 1), TooLarge(bytes, limits));
            return false;
        }

        var place = FirstForbidden(text);
        if (place >= 0)
        {
            bag.Error(
                DiagnosticCodes.ForbiddenCharacter,
                PositionOf(text, place),
                $"The character U+{(int)text[place]:X4} is not allowed in a definition.",
                "In a quoted string, write it as an escape such as \"\\u0007\".");
        }

        return place < 0;
    }

    public static string TooLarge(long bytes, Limits limits) =>
        $"The definition has {bytes} bytes; at most {limits.RequestBytes} are allowed.";

    /// <summary>
    /// The place of the first control character or lone half of a surrogate pair; -1 for none.
    /// </summary>
    /// <remarks>The YAML reader would take a NUL for the end of the text and say nothing.</remarks>
    private static int FirstForbidden(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]) || (text[i] < ' ' && text[i] is not ('\t' or '\n' or '\r')))
            {
                return i;
            }
        }

        return -1;
    }

    private static SourcePosition PositionOf(string text, int place)
    {
        var (line, start) = (1, 0);
        for (var i = 0; i < place; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && text[i + 1] != '\n'))
            {
                (line, start) = (line + 1, i + 1);
            }
        }

        return new(line, place - start + 1);
    }
}
