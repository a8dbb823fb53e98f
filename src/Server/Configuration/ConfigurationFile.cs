using System.Text;
using Sluice.Definitions;
using Sluice.Definitions.Syntax;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Server.Hosting;

namespace Sluice.Server.Configuration;

/// <summary>The settings file, read and checked for keys that nobody knows.</summary>
internal sealed class ConfigurationFile
{
    /// <summary>Looked for in the working directory when no other is named.</summary>
    public const string DefaultName = "sluice.yaml";

    /// <summary>Names another file.</summary>
    public const string Variable = "SLUICE_CONFIG";

    private readonly string _path;
    private readonly Dictionary<string, Given> _settings = new(StringComparer.Ordinal);
    private readonly List<string> _problems = [];

    private ConfigurationFile(string path) => _path = path;

    /// <summary>The section <c>accounts</c>, which only the file has; null when it is absent.</summary>
    public SyntaxNode? Accounts { get; private set; }

    /// <summary>No file: nothing is set.</summary>
    public static ConfigurationFile None { get; } = new("");

    /// <summary>The file named by flag or variable, else <c>sluice.yaml</c> here, else none.</summary>
    /// <exception cref="StartException">It cannot be read, or holds what it should not.</exception>
    public static ConfigurationFile Find(CommandLine line, Func<string, string?> variable)
    {
        var named = line.ConfigurationFile
            ?? (variable(Variable) is { Length: > 0 } path ? path : null);
        return named is not null ? ReadFile(named)
            : File.Exists(DefaultName) ? ReadFile(DefaultName)
            : None;
    }

    /// <exception cref="StartException">All that is wrong with it, a line each.</exception>
    public static ConfigurationFile Parse(string path, string text)
    {
        var file = new ConfigurationFile(path);
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
            file.Report(root.Position, $"The settings must be a mapping, not {root.KindName}.");
        }

        return file._problems.Count == 0
            ? file
            : throw new StartException(string.Join('\n', file._problems), StartException.Usage);
    }

    public Given? Find(Setting setting) => _settings.GetValueOrDefault(setting.Name);

    private static ConfigurationFile ReadFile(string path)
    {
        try
        {
            return Parse(path, File.ReadAllText(path, new UTF8Encoding(false, throwOnInvalidBytes: true)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            throw new StartException(
                $"The settings file '{path}' cannot be read: {e.Message}", StartException.Usage);
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
                Report(entry.Value.Position, $"{name} must be a mapping, not {entry.Value.KindName}.");
            }
        }
    }

    private void ReadValue(Setting setting, SyntaxNode node)
    {
        if ((setting.IsList || node is ScalarNode) && Text(node) is { } text)
        {
            _settings[setting.Name] = new(text, $"{Place(node.Position)}: {setting.Name}");
        }
        else if (node is ScalarNode)
        {
            Report(node.Position, $"{setting.Name} has no value; leave the key out for its default.");
        }
        else
        {
            Report(node.Position, $"{setting.Name} must be {setting.Form}, not {node.KindName}.");
        }
    }

    private static string? Text(SyntaxNode node) => node switch
    {
        ScalarNode { Value: JsonNull } => null,
        ScalarNode { Value: JsonString text } => text.Value,
        ScalarNode scalar => scalar.Value.ToString(),
        SequenceNode { Items: var items } when items.All(item => item is ScalarNode { Value: not JsonNull }) =>
            string.Join(',', items.Select(Text)),
        _ => null,
    };

    private void ReportUnknown(string section, MappingEntry entry)
    {
        var known = section.Length == 0
            ? Settings.All.Where(setting => setting.Section.Length == 0)
                .Select(setting => setting.Name).Concat(Settings.Sections).Append(ConfiguredAccounts.Section)
            : Settings.All.Where(setting => setting.Section == section)
                .Select(setting => setting.Name[(section.Length + 1)..]);
        var where = section.Length == 0 ? "" : $" in '{section}'";
        var suggestion = Suggestion.For(entry.Key, known) ?? "docs/configuration.md lists all keys.";
        Report(entry.KeyPosition, $"There is no setting '{Wire.Shown.Short(entry.Key)}'{where}. {suggestion}");
    }

    private void Report(SourcePosition position, string sentence) =>
        _problems.Add($"{Place(position)}: {sentence}");

    /// <summary>File, line and column.</summary>
    public string Place(SourcePosition position) => $"{_path}:{position.Line}:{position.Column}";
}
