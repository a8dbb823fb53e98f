using Sluice.Cli.Wording;
using Sluice.Definitions;
using Sluice.Server.Starting;

namespace Sluice.Cli.Configuration;

/// <summary>What stands on the command line.</summary>
internal sealed class CommandLine
{
    private const string Ephemeral = "--ephemeral";

    private readonly Dictionary<string, string> _settings = new(StringComparer.Ordinal);

    private CommandLine()
    {
    }

    /// <summary>The settings file; null when none is named.</summary>
    public string? ConfigurationFile { get; private set; }

    public bool ShowsHelp { get; private set; }

    public bool ShowsVersion { get; private set; }

    /// <summary>Nothing is kept.</summary>
    public bool IsEphemeral { get; private set; }

    /// <param name="arguments"><c>--name value</c> or <c>--name=value</c>.</param>
    /// <exception cref="StartException">An unknown option, one without its value, or one given
    /// twice.</exception>
    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        var line = new CommandLine();
        for (var i = 0; i < arguments.Count; i++)
        {
            var equals = arguments[i].IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? arguments[i] : arguments[i][..equals];
            if (equals < 0 && name is "--help" or "-h" or "--version")
            {
                line.ShowsVersion |= name == "--version";
                line.ShowsHelp |= name != "--version";
            }
            else if (arguments[i] == Ephemeral)
            {
                line.IsEphemeral = true;
            }
            else if (name == "--config" || Settings.ByFlag.ContainsKey(name))
            {
                var value = equals >= 0 ? arguments[i][(equals + 1)..]
                    : i + 1 < arguments.Count ? arguments[++i]
                    : "";
                line.Set(name, value);
            }
            else
            {
                throw Unknown(arguments[i], name);
            }
        }

        return line.IsEphemeral && line.Find(Settings.Data) is not null
            ? throw Wrong(SettingTexts.FormatEphemeralAndData(Ephemeral, Settings.Data.Flag))
            : line;
    }

    /// <summary>As if the data directory had been given.</summary>
    public CommandLine WithData(string directory)
    {
        _settings[Settings.Data.Flag] = directory;
        return this;
    }

    /// <summary>The flag's value; null when it was not given.</summary>
    public string? Find(Setting setting) => _settings.GetValueOrDefault(setting.Flag);

    private void Set(string name, string value)
    {
        if (value.Length == 0)
        {
            throw Wrong(SettingTexts.FormatNeedsValue(name));
        }

        if ((name == "--config" && ConfigurationFile is not null) || _settings.ContainsKey(name))
        {
            throw Wrong(SettingTexts.FormatGivenTwice(name));
        }

        if (name == "--config")
        {
            ConfigurationFile = value;
        }
        else
        {
            _settings[name] = value;
        }
    }

    private static StartException Unknown(string argument, string name)
    {
        var suggestion = Suggestion.Nearest(name, [.. Settings.ByFlag.Keys, "--config", Ephemeral, "--help", "--version"]);
        return Wrong(
            suggestion is null
                ? SettingTexts.FormatUnknownOption(argument)
                : SettingTexts.FormatUnknownOptionNear(argument, suggestion));
    }

    private static StartException Wrong(string sentence) => new(sentence, StartException.Usage);
}
