using System.Globalization;
using System.Text;
using Sluice.Cli.Wording;
using Sluice.Outbound;

namespace Sluice.Cli.Configuration;

/// <summary>Something that can be set: in the file, as an environment variable, and as a flag.</summary>
/// <remarks>
/// The name in the file says the other two: <c>log.level</c> is <c>SLUICE_LOG_LEVEL</c> and
/// <c>--log-level</c>, <c>clockSkewMinutes</c> is <c>SLUICE_CLOCK_SKEW_MINUTES</c> and
/// <c>--clock-skew-minutes</c>.
/// </remarks>
/// <param name="Name">A section, a dot and a key, or a key alone; camel case.</param>
/// <param name="FormText">Gives <see cref="Form"/> in the language that is read.</param>
/// <param name="Default">The value that counts when none is given, as it would be written; empty for
/// none.</param>
internal abstract record Setting(string Name, Func<string> FormText, string Default)
{
    /// <summary>What a value must be, in words that follow "is not".</summary>
    public string Form => FormText();

    /// <summary>One or more sentences.</summary>
    public string Description => DescriptionFacts is null
        ? SettingDescriptions.Of(Name)
        : SettingDescriptions.Of(Name).Replace("{headers}", DescriptionFacts, StringComparison.Ordinal);

    /// <summary>What the description names and the code knows; null for nothing.</summary>
    public string? DescriptionFacts { get; init; }

    /// <summary>The value is one of a few words.</summary>
    public bool IsChoice { get; private init; }

    /// <summary>The value is never shown.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Several values: a sequence in the file, and parted by commas elsewhere.</summary>
    public bool IsList { get; init; }

    /// <summary>The part of the name before the dot; empty for a key that stands alone.</summary>
    public string Section => Name.Contains('.') ? Name[..Name.IndexOf('.')] : "";

    public string Variable { get; } = "SLUICE_" + Words(Name, '_').ToUpperInvariant();

    public string Flag { get; } = "--" + Words(Name, '-');

    /// <summary>Whether a text is such a value.</summary>
    public abstract bool Accepts(string text);

    public static Setting<int> Number(string name, int least, int most, int absent) => new(
        name,
        () => SettingTexts.FormatWholeNumber(least, most),
        absent.ToString(CultureInfo.InvariantCulture),
        absent,
        (string text, out int value) =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value)
            && value >= least && value <= most);

    public static Setting<bool> Flagged(string name, bool absent) => new(
        name, static () => SettingTexts.TrueOrFalse, absent ? "true" : "false", absent, bool.TryParse);

    /// <summary>One of an enumeration's names, in any letter case.</summary>
    public static Setting<T> Choice<T>(string name, T absent)
        where T : struct, Enum => new(
            name,
            static () => SettingTexts.FormatOneOf(string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()),
            absent.ToString().ToLowerInvariant(),
            absent,

            // Names only: the library would take numbers too.
            (string text, out T value) =>
                Enum.TryParse(text, ignoreCase: true, out value) && char.IsAsciiLetter(text[0]))
        {
            IsChoice = true,
        };

    /// <summary>Any text; null when none is given.</summary>
    public static Setting<string?> Text(string name, string? absent) => new(
        name, static () => SettingTexts.AText, absent ?? "", absent, (string text, out string? value) => (value = text) is not null);

    /// <summary>A whole URL of http or https; null when none is given.</summary>
    /// <param name="example">How one looks.</param>
    public static Setting<Uri?> Url(string name, string example) => new(
        name,
        () => SettingTexts.FormatAUrl(example),
        "",
        null,
        (string text, out Uri? url) => Uri.TryCreate(text, UriKind.Absolute, out url) && UrlRules.Problem(url) is null);

    /// <summary>Several values of one form.</summary>
    public static Setting<IReadOnlyList<T>> List<T>(
        string name, Func<string> form, string absent, TryParse<T> parse) => new(
            name,
            form,
            absent,
            absent.Length == 0 ? [] : ParseList(absent, parse)!,
            (string text, out IReadOnlyList<T> values) => (values = ParseList(text, parse)!) is not null)
        {
            IsList = true,
        };

    private static List<T>? ParseList<T>(string text, TryParse<T> parse)
    {
        var values = new List<T>();
        foreach (var item in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!parse(item, out var value))
            {
                return null;
            }

            values.Add(value);
        }

        return values;
    }

    private static string Words(string name, char between)
    {
        var words = new StringBuilder();
        foreach (var letter in name)
        {
            words.Append(letter == '.' || char.IsAsciiLetterUpper(letter) ? between.ToString() : "");
            words.Append(letter == '.' ? "" : char.ToLowerInvariant(letter).ToString());
        }

        return words.ToString();
    }
}

/// <summary>A setting whose value is a <typeparamref name="T"/>.</summary>
/// <param name="Absent">The value that counts when none is given.</param>
internal sealed record Setting<T>(
    string Name, Func<string> FormText, string Default, T Absent, TryParse<T> TryParse)
    : Setting(Name, FormText, Default)
{
    public override bool Accepts(string text) => TryParse(text, out _);
}

/// <summary>Turns text into a value, if it is one.</summary>
internal delegate bool TryParse<T>(string text, out T value);
