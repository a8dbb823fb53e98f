using System.Text;

namespace Sluice.Cli.Wording;

/// <summary>Text in columns of a terminal, where a letter of Chinese takes two.</summary>
internal static class Cells
{
    private const char FirstWide = '\u2e80';

    public static int Width(string text) => text.Sum(letter => IsWide(letter) ? 2 : 1);

    /// <summary>The text with as many spaces behind it as it lacks; as it is when it has too many letters.</summary>
    public static string Pad(string text, int width) => text + new string(' ', Math.Max(0, width - Width(text)));

    /// <summary>Lines of no more than a width: broken at spaces, and behind any letter of Chinese.</summary>
    public static IEnumerable<string> Wrap(string text, int width)
    {
        var line = new StringBuilder();
        var used = 0;
        foreach (var word in Words(text))
        {
            var trimmed = word.TrimEnd(' ');
            if (used > 0 && used + Width(trimmed) > width && !IsClosing(word[0]))
            {
                yield return line.ToString().TrimEnd(' ');
                line.Clear();
                used = 0;
            }

            line.Append(word);
            used += Width(word);
        }

        yield return line.ToString().TrimEnd(' ');
    }

    /// <summary>What is kept together, each with the spaces behind it.</summary>
    private static IEnumerable<string> Words(string text)
    {
        var start = 0;
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] != ' ' && (text[i - 1] == ' ' || IsWide(text[i - 1]) || IsWide(text[i])))
            {
                yield return text[start..i];
                start = i;
            }
        }

        if (start < text.Length)
        {
            yield return text[start..];
        }
    }

    private static bool IsWide(char letter) => letter >= FirstWide;

    /// <summary>No line begins with it.</summary>
    private static bool IsClosing(char letter) => letter is '，' or '。' or '；' or '：' or '）' or '、' or '”';
}
