using Sluice.Cli.Wording;
using Sluice.Definitions.Syntax;
using Sluice.Model.Names;
using Sluice.Outbound;
using Sluice.Targets.Secrets;

namespace Sluice.Cli.Configuration;

/// <summary>The list <c>secrets.flows</c> of the settings file: the secrets that flows may have sent along, and who may.</summary>
internal sealed class ConfiguredSecrets
{
    public const string Name = "secrets.flows";

    private const string AllAccounts = "*";

    /// <summary>Where values are, and the keys that may stand beside it.</summary>
    private static readonly Dictionary<string, string[]> Sources = new(StringComparer.Ordinal)
    {
        ["variable"] = [],
        ["directory"] = [],
        ["command"] = ["environment", "timeLimitSeconds", "keepSeconds"],
    };

    private static readonly string[] Keys = ["secret", "accounts", "roles", "hosts"];

    private readonly FileSection _section;
    private readonly MappingNode _entry;

    private ConfiguredSecrets(FileSection section, MappingNode entry) => (_section, _entry) = (section, entry);

    public static IReadOnlyList<SecretRule> Read(SyntaxNode list, FileSection section)
    {
        var rules = new List<SecretRule>();
        if (list is SequenceNode { Items: var items })
        {
            foreach (var item in items)
            {
                section.Attempt(() => rules.Add(item is MappingNode entry
                    ? new ConfiguredSecrets(section, entry).Read()
                    : throw FileSection.Wrong(item.Position, SettingTexts.FormatSecretEntry(string.Join(", ", Sources.Keys)))));
            }
        }
        else
        {
            section.Report(list.Position, SettingTexts.FormatNoSequence(Name, list.KindName));
        }

        return rules;
    }

    private SecretRule Read()
    {
        var kinds = _entry.Entries.Where(member => Sources.ContainsKey(member.Key)).ToList();
        var beside = kinds is [var one] ? Sources[one.Key] : [.. Sources.Values.SelectMany(keys => keys)];
        _section.Entries(_entry, SettingTexts.FlowsEntry, [.. Keys, .. Sources.Keys, .. beside]);
        if (kinds is not [var kind])
        {
            throw FileSection.Wrong(_entry.Position, SettingTexts.FormatSecretSource(string.Join(", ", Sources.Keys)));
        }

        var names = _entry.Find("secret")
            ?? throw FileSection.Wrong(_entry.Position, SettingTexts.SecretMissing);
        var rule = new SecretRule(_section.Text(names), Source(kind));
        return rule with
        {
            Accounts = _entry.Find("accounts") is { } accounts ? Accounts(accounts) : rule.Accounts,
            Roles = _entry.Find("roles") is { } roles ? _section.Texts(roles) : [],
            Hosts = _entry.Find("hosts") is { } hosts ? [.. _section.Texts(hosts).Select(host => Host(hosts, host))] : [],
        };
    }

    private SecretSource Source(MappingEntry kind) => kind.Key switch
    {
        "variable" => new SecretSource.Variable(_section.Text(kind)),
        "directory" => new SecretSource.Directory(_section.Text(kind)),
        _ => new SecretSource.Command(
            _section.Texts(kind), _entry.Find("environment") is { } environment ? _section.Map(environment) : new Dictionary<string, string>())
        {
            TimeLimit = TimeSpan.FromSeconds(Number("timeLimitSeconds", 1, 60, 10)),
            Keep = TimeSpan.FromSeconds(Number("keepSeconds", 0, 3_600, 60)),
        },
    };

    /// <returns>Null for all.</returns>
    private IReadOnlyCollection<AccountId>? Accounts(MappingEntry member)
    {
        var texts = _section.Texts(member);
        return texts is [AllAccounts]
            ? null
            : FileSection.Checked(member.Value.Position, () => texts.Select(text => AccountId.Parse(member.Key, text)).ToList());
    }

    private static string Host(MappingEntry member, string text) => HostPattern.TryParse(text, out var pattern)
        ? pattern.ToString().ToLowerInvariant()
        : throw FileSection.Wrong(member.Value.Position, SettingTexts.FormatNoHost(text));

    private int Number(string name, int least, int most, int absent) =>
        _entry.Find(name) is { } member ? _section.Number(member, least, most) : absent;
}
