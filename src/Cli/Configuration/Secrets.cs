using Sluice.Cli.Wording;
using Sluice.Model.Secrets;
using Sluice.Server.Starting;
using Sluice.Targets.Secrets;

namespace Sluice.Cli.Configuration;

/// <summary>Puts secrets where settings name them, as <c>${secret:NAME}</c>.</summary>
/// <param name="directory">
/// Holds a file for each secret, its name the secret's; null for none. What is not there is looked for in
/// the environment.
/// </param>
internal sealed class Secrets(string? directory, Func<string, string?> variable)
{
    /// <param name="origin">Where the text stands, for the sentence of an error.</param>
    /// <returns>The text with the values of its secrets; never to be shown when it differs.</returns>
    /// <exception cref="StartException">A secret is not known, or cannot be read.</exception>
    public string Expand(string text, string origin) =>
        SecretReference.Replace(text, name => Get(name, origin));

    private string Get(string name, string origin)
    {
        if (!SecretReference.IsName(name))
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
        try
        {
            return directory is null ? null : SecretFile.Find(directory, name);
        }
        catch (SecretUnreadableException e)
        {
            throw Wrong(origin, e.InnerException is { } cause
                ? SettingTexts.FormatSecretUnreadable(name, cause.Message)
                : SettingTexts.FormatSecretTooLong(name, SecretFile.MostBytes));
        }
    }

    private static StartException Wrong(string origin, string problem) =>
        new($"{origin}: {problem.TrimEnd('.')}.", StartException.Usage);
}
