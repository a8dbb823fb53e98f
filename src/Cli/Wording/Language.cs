using System.Globalization;
using Sluice.Server.Starting;

namespace Sluice.Cli.Wording;

/// <summary>In which language the program speaks. Texts are in <c>*.resx</c>, and what is read is found by the culture of whoever asks.</summary>
internal static class Language
{
    public const string Option = "--lang";
    public const string English = "en";
    public const string Chinese = "zh";

    public static CultureInfo CultureOf(string language) =>
        language == Chinese ? ChineseTexts.Culture : CultureInfo.InvariantCulture;

    /// <summary>Takes <c>--lang</c> out of the arguments, wherever it stands; what is behind <c>--</c> is none of the program's own.</summary>
    /// <returns>The other arguments, and the language that is asked for; null when none is.</returns>
    /// <exception cref="StartException">It is no language that the program speaks.</exception>
    public static (string[] Others, string? Asked) Take(string[] arguments)
    {
        var own = Array.IndexOf(arguments, "--") is >= 0 and var end ? end : arguments.Length;
        var at = Array.FindIndex(
            arguments, 0, own, argument => argument == Option || argument.StartsWith($"{Option}=", StringComparison.Ordinal));
        if (at < 0)
        {
            return (arguments, null);
        }

        var isOneWord = arguments[at] != Option;
        var asked = isOneWord ? arguments[at][(Option.Length + 1)..] : at + 1 < own ? arguments[at + 1] : "";
        return asked is English or Chinese
            ? ([.. arguments[..at], .. arguments[(at + (isOneWord ? 1 : 2))..]], asked)
            : throw new StartException(Texts.FormatNoLanguage(Option, asked), StartException.Usage);
    }
}
