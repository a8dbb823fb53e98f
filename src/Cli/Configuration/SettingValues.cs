using System.Text.RegularExpressions;
using Sluice.Cli.Wording;
using Sluice.Definitions;
using Sluice.Model;
using Sluice.Model.Secrets;
using Sluice.Server.Health;
using Sluice.Server.Starting;

namespace Sluice.Cli.Configuration;

/// <summary>What has been set, wherever it was: a flag counts before an environment variable, a variable
/// before the file, the file before the default.</summary>
internal sealed partial class SettingValues
{
    private const string Hidden = "***";

    private readonly CommandLine _line;
    private readonly Func<string, string?> _variable;
    private readonly ConfigurationFile _file;
    private readonly Secrets _secrets;

    /// <param name="variable">An environment variable's value; null or empty when it is not set.</param>
    /// <exception cref="StartException">The directory of secrets cannot be.</exception>
    public SettingValues(CommandLine line, Func<string, string?> variable, ConfigurationFile file)
    {
        (_line, _variable, _file) = (line, variable, file);

        // Where secrets are is no secret, and has to be known first.
        _secrets = new Secrets(Find(Settings.SecretsDirectory)?.Text, variable);
    }

    /// <summary>What the file holds beside settings.</summary>
    public ConfigurationFile File => _file;

    /// <summary>A variable of the environment; null or empty when it is not set.</summary>
    public Func<string, string?> Variable => _variable;

    /// <summary>The value given, or the setting's default.</summary>
    /// <exception cref="StartException">The value given cannot be, with a sentence that says where it stands
    /// and what would be right.</exception>
    public T Get<T>(Setting<T> setting)
    {
        if (Find(setting) is not { } given)
        {
            return setting.Absent;
        }

        return setting.TryParse(_secrets.Expand(given.Text, given.Origin), out var value)
            ? value
            : throw Wrong(setting, given);
    }

    /// <summary>All that is wrong with the file and with the values given, wherever they were.</summary>
    public SettingProblems Check()
    {
        var problems = new SettingProblems();
        _file.Report(problems);
        foreach (var setting in Settings.All)
        {
            if (Find(setting) is { } given)
            {
                // One wrong value of many is told where it stands itself.
                var wrong = given.Items.Where(item => Problem(setting, item) is not null).DefaultIfEmpty(given).ToList();
                wrong.ForEach(item => Report(setting, item, problems));
            }
        }

        return problems;
    }

    /// <summary>Whether a secret of this name is asked for anywhere.</summary>
    public bool AsksFor(string secret)
    {
        var place = SecretReference.Of(secret);
        return _file.Text.Contains(place, StringComparison.Ordinal)
            || Settings.All.Any(setting => Find(setting)?.Text.Contains(place, StringComparison.Ordinal) == true);
    }

    /// <summary>Where a value was given, to be named in sentences; null when it was not.</summary>
    public string? OriginOf(Setting setting) => Find(setting)?.Origin;

    /// <summary>All settings as they count, as they were written and without secrets.</summary>
    public IReadOnlyList<SettingInUse> InUse() =>
        [.. Settings.All.Select(setting => Find(setting) is { } given
            ? new SettingInUse(setting.Name, setting.IsSecret ? Hidden : Shown(given.Text), given.Origin)
            : new SettingInUse(setting.Name, setting.Default, "default"))];

    /// <summary>A text of the file with its secrets filled in.</summary>
    /// <param name="origin">Where it stands.</param>
    /// <exception cref="StartException">A secret is not known.</exception>
    public string Expand(string text, string origin) => _secrets.Expand(text, origin);

    /// <remarks>Where a secret is asked for, its name is shown. A URL may hold a password of its own.</remarks>
    private static string Shown(string text) => PasswordInUrl().Replace(text, $"://{Hidden}@");

    [GeneratedRegex(@"://[^/@\s,]*@", RegexOptions.CultureInvariant)]
    private static partial Regex PasswordInUrl();

    private void Report(Setting setting, Given given, SettingProblems problems)
    {
        if (Problem(setting, given) is { } problem)
        {
            problems.Add(given.Position, problem);
        }
    }

    private string? Problem(Setting setting, Given given)
    {
        try
        {
            return setting.Accepts(_secrets.Expand(given.Text, given.Origin)) ? null : Wrong(setting, given).Message;
        }
        catch (StartException e)
        {
            return e.Message;
        }
    }

    private static StartException Wrong(Setting setting, Given given)
    {
        var isHidden = setting.IsSecret || SecretReference.AreIn(given.Text);
        return new(
            isHidden
                ? SettingTexts.FormatSecretIsNot(given.Origin, setting.Form)
                : SettingTexts.FormatIsNot(given.Origin, Excerpt.Of(given.Text), setting.Form),
            StartException.Usage);
    }

    private Given? Find(Setting setting) =>
        _line.Find(setting) is { } flag ? new Given(flag, setting.Flag)
        : _variable(setting.Variable) is { Length: > 0 } variable ? new Given(variable, setting.Variable)
        : _file.Find(setting);
}

/// <summary>A value as it was given.</summary>
/// <param name="Origin">A flag, a variable, or file, line, column and key.</param>
internal sealed record Given(string Text, string Origin)
{
    /// <summary>In the settings file; null elsewhere.</summary>
    public SourcePosition? Position { get; init; }

    /// <summary>Of a sequence in the file, each by itself; empty otherwise.</summary>
    public IReadOnlyList<Given> Items { get; init; } = [];
}
