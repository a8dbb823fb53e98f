using System.Text.RegularExpressions;

namespace Sluice.Model.Secrets;

/// <summary>How a text names a secret in whose place its value is put: <c>${secret:NAME}</c>.</summary>
public static partial class SecretReference
{
    /// <summary>What names are made of, in words that follow "use".</summary>
    public const string NameForm = "letters, digits, '_', '-' and '.'";

    private const string Begin = "${secret:";

    public static string Of(string name) => Begin + name + "}";

    /// <summary>Whether a text is a secret's name: 1 to 128 characters, the first a letter, a digit or an underscore.</summary>
    public static bool IsName(string text) => Name().IsMatch(text);

    /// <summary>Whether a text names secrets, or begins to.</summary>
    public static bool AreIn(string text) => text.Contains(Begin, StringComparison.Ordinal);

    /// <summary>The text with each reference replaced, once: what comes in its place is not looked at.</summary>
    /// <param name="value">Of a name, which need not be one.</param>
    public static string Replace(string text, Func<string, string> value) =>
        AreIn(text) ? Place().Replace(text, place => value(place.Groups["name"].Value)) : text;

    [GeneratedRegex(@"\$\{secret:(?<name>[^}]*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Place();

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
