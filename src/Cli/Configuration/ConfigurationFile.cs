using System.Text;
using Sluice.Cli.Wording;
using Sluice.Definitions;
using Sluice.Definitions.Syntax;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Server.Starting;

namespace Sluice.Cli.Configuration;

/// <summary>The settings file, read and checked for keys that nobody knows.</summary>
internal sealed class ConfigurationFile
{
    /// <summary>Looked for in the working directory when no other is named.</summary>
    public const string DefaultName = "sluice.yaml";

    /// <summary>Names another file.</summary>
    public const string Variable = "SLUICE_CONFIG";

    /// <summary>Lists of sections which only the file has.</summary>
    private static readonly string[] Lists = [ConfiguredRoutes.Name, ConfiguredSinks.Name, ConfiguredHosts.Name, ConfiguredSecrets.Name];

    private readonly string _path;
    private readonly Dictionary<string, Given> _settings = new(StringComparer.Ordinal);
    private readonly List<(SourcePosition Place, string Sentence)> _problems = [];

    private ConfigurationFile(string path, string text) => (_path, Text) = (path, text);

    /// <summary>As it is written.</summary>
    public string Text { get; }

    /// <summary>The section <c>accounts</c>, which only the file has; null when it is absent.</summary>
    public SyntaxNode? Accounts { get; private set; }

    /// <summary>The section <c>services</c>, which only the file has; null when it is absent.</summary>
    public SyntaxNode? Services { get; private set; }

    /// <summary>The list <c>messages.routes</c>, which only the file has; null when it is absent.</summary>
    public SyntaxNode? MessageRoutes { get; private set; }

    /// <summary>The list <c>events.sinks</c>, which only the file has; null when it is absent.</summary>
    public SyntaxNode? EventSinks { get; private set; }

    /// <summary>The list <c>secrets.flows</c>, which only the file has; null when it is absent.</summary>
    public SyntaxNode? FlowSecrets { get; private set; }

    /// <summary>The list <c>http.hosts</c>, which only the file has; null when it is absent.</summary>
    public SyntaxNode? HttpHosts { get; private set; }

    /// <summary>The setting <c>functions</c> where the file tells more than URLs; null when it does not.</summary>
    public SequenceNode? Functions { get; private set; }

    /// <summary>No file: nothing is set.</summary>
    public static ConfigurationFile None { get; } = new("", "");

    /// <summary>The file named by flag or variable, else <c>sluice.yaml</c> here, else none.</summary>
    /// <exception cref="StartException">It cannot be read.</exception>
    public static ConfigurationFile Find(CommandLine line, Func<string, string?> variable)
    {
        var named = line.ConfigurationFile
            ?? (variable(Variable) is { Length: > 0 } path ? path : null);
        return named is not null ? ReadFile(named)
            : File.Exists(DefaultName) ? ReadFile(DefaultName)
            : None;
    }

    /// <summary>Whatever the text holds; what it should not is among its problems.</summary>
    public static ConfigurationFile Parse(string path, string text)
    {
        var file = new ConfigurationFile(path, text);
        var root = YamlText.Read(text, Limits.Default, out var problems);
        foreach (var problem in problems)
        {
            file.Report(problem.Position, problem.Message + (problem.Hint is { } hint ? " " + hint : ""));
        }

        if (root is MappingNode mapping)
        {
            file.ReadSection("", mapping);
        }
        else if (root is not null and not ScalarNode { Value: JsonNull })
        {
            file.Report(root.Position, SettingTexts.FormatFileNoMapping(root.KindName));
        }

        return file;
    }

    public Given? Find(Setting setting) => _settings.GetValueOrDefault(setting.Name);

    /// <summary>Tells what is wrong with the file whatever its values are.</summary>
    public void Report(SettingProblems problems) =>
        _problems.ForEach(problem => problems.Add(problem.Place, problem.Sentence));

    private static ConfigurationFile ReadFile(string path)
    {
        try
        {
            return Parse(path, File.ReadAllText(path, new UTF8Encoding(false, throwOnInvalidBytes: true)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            throw new StartException(
                SettingTexts.FormatFileUnreadable(path, e.Message), StartException.Usage);
        }
    }

    private void ReadSection(string section, MappingNode mapping)
    {
        foreach (var entry in mapping.Entries)
        {
            var name = section.Length == 0 ? entry.Key : $"{section}.{entry.Key}";
            if (name == ConfiguredAccounts.Section)
            {
                Accounts = entry.Value;
            }
            else if (name == ConfiguredServices.Section)
            {
                Services = entry.Value;
            }
            else if (name == ConfiguredRoutes.Name)
            {
                MessageRoutes = entry.Value;
            }
            else if (name == ConfiguredSinks.Name)
            {
                EventSinks = entry.Value;
            }
            else if (name == ConfiguredSecrets.Name)
            {
                FlowSecrets = entry.Value;
            }
            else if (name == ConfiguredHosts.Name)
            {
                HttpHosts = entry.Value;
            }
            else if (name == FunctionSettings.Name && entry.Value is SequenceNode list && list.Items.Any(item => item is MappingNode))
            {
                Functions = list;
            }
            else if (Settings.ByName.TryGetValue(name, out var setting))
            {
                ReadValue(setting, entry.Value);
            }
            else if (section.Length > 0 || !Settings.Sections.Contains(entry.Key))
            {
                ReportUnknown(section, entry);
            }
            else if (entry.Value is MappingNode inner)
            {
                ReadSection(entry.Key, inner);
            }
            else
            {
                Report(entry.Value.Position, SettingTexts.FormatSectionNoMapping(name, entry.Value.KindName));
            }
        }
    }

    private void ReadValue(Setting setting, SyntaxNode node)
    {
        if ((setting.IsList || node is ScalarNode) && TextOf(node) is { } text)
        {
            _settings[setting.Name] = GivenAt(node, text, setting) with
            {
                Items = node is SequenceNode list ? [.. list.Items.Select(item => GivenAt(item, TextOf(item)!, setting))] : [],
            };
        }
        else if (node is ScalarNode)
        {
            Report(node.Position, SettingTexts.FormatNoValue(setting.Name));
        }
        else
        {
            Report(node.Position, SettingTexts.FormatWrongKind(setting.Name, setting.Form, node.KindName));
        }
    }

    private Given GivenAt(SyntaxNode node, string text, Setting setting) =>
        new(text, $"{Place(node.Position)}: {setting.Name}") { Position = node.Position };

    private static string? TextOf(SyntaxNode node) => node switch
    {
        ScalarNode { Value: JsonNull } => null,
        ScalarNode { Value: JsonString text } => text.Value,
        ScalarNode scalar => scalar.Value.ToString(),
        SequenceNode { Items: var items } when items.All(item => item is ScalarNode { Value: not JsonNull }) =>
            string.Join(',', items.Select(TextOf)),
        _ => null,
    };

    private void ReportUnknown(string section, MappingEntry entry)
    {
        var known = section.Length == 0
            ? Settings.All.Where(setting => setting.Section.Length == 0)
                .Select(setting => setting.Name).Concat(Settings.Sections)
                .Append(ConfiguredAccounts.Section).Append(ConfiguredServices.Section)
            : Settings.All.Select(setting => setting.Name).Concat(Lists)
                .Where(name => name.StartsWith(section + ".", StringComparison.Ordinal))
                .Select(name => name[(section.Length + 1)..]);
        var suggestion = Suggestion.For(entry.Key, known) ?? SettingTexts.AllKeys;
        Report(entry.KeyPosition, section.Length == 0
            ? SettingTexts.FormatNoSetting(Excerpt.Of(entry.Key), suggestion)
            : SettingTexts.FormatNoSettingIn(Excerpt.Of(entry.Key), section, suggestion));
    }

    private void Report(SourcePosition position, string sentence) =>
        _problems.Add((position, $"{Place(position)}: {sentence}"));

    /// <summary>File, line and column.</summary>
    public string Place(SourcePosition position) => $"{_path}:{position.Line}:{position.Column}";
}
