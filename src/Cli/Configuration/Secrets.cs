using System.Text.RegularExpressions;
using Sluice.Cli.Wording;
using Sluice.Server.Starting;

namespace Sluice.Cli.Configuration;

/// <summary>Puts secrets where settings name them, as <c>${secret:NAME}</c>.</summary>
/// <param name="directory">
/// Holds a file for each secret, its name the secret's; null for none. What is not there is looked for in
/// the environment.
/// </param>
internal sealed partial class Secrets(string? directory, Func<string, string?> variable)
{
    private const int MostCharacters = 64 * 1024;

    /// <param name="origin">Where the text stands, for the sentence of an error.</param>
    /// <returns>The text with the values of its secrets; never to be shown when it differs.</returns>
    /// <exception cref="StartException">A secret is not known, or cannot be read.</exception>
    public string Expand(string text, string origin) =>
        Place().Replace(text, place => Get(place.Groups["name"].Value, origin));

    /// <summary>Whether a text names secrets.</summary>
    public static bool AreIn(string text) => Place().IsMatch(text);

    private string Get(string name, string origin)
    {
        if (!Name().IsMatch(name))
        {
            throw Wrong(origin, SettingTexts.FormatNoSecretName(name));
        }

        return FromDirectory(name, origin) ?? variable(name) ?? throw Wrong(
            origin,
            directory is null
                ? SettingTexts.FormatSecretNowhere(name)
                : SettingTexts.FormatSecretAbsent(name, directory));
    }

    private string? FromDirectory(string name, string origin)
    {
        if (directory is null)
        {
            return null;
        }

        var path = Path.Combine(directory, name);
        try
        {
            if (!File.Exists(path))
            {
                return null;
            }

            // An editor ends a file with a line feed that nobody means.
            return new FileInfo(path).Length <= MostCharacters
                ? File.ReadAllText(path).TrimEnd('\r', '\n')
                : throw Wrong(origin, SettingTexts.FormatSecretTooLong(name, MostCharacters));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Wrong(origin, SettingTexts.FormatSecretUnreadable(name, e.Message));
        }
    }

    private static StartException Wrong(string origin, string problem) =>
        new($"{origin}: {problem.TrimEnd('.')}.", StartException.Usage);

    [GeneratedRegex(@"\$\{secret:(?<name>[^}]*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Place();

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
