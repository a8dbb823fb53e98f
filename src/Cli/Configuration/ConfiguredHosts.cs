using System.Security.Cryptography.X509Certificates;
using Sluice.Cli.Wording;
using Sluice.Definitions.Syntax;
using Sluice.Outbound;
using Sluice.Server.Starting;

namespace Sluice.Cli.Configuration;

/// <summary>The list <c>http.hosts</c> of the settings file: hosts that are reached in a way of their own. The first entry that
/// names a host holds for it.</summary>
internal sealed class ConfiguredHosts
{
    public const string Name = "http.hosts";

    /// <summary>For hosts that are connected to without the proxy of all others.</summary>
    private const string NoProxy = "none";

    private readonly FileSection _section;
    private readonly SyntaxNode _item;
    private readonly Dictionary<string, MappingEntry> _keys;

    private ConfiguredHosts(FileSection section, SyntaxNode item)
    {
        (_section, _item) = (section, item);
        _keys = section.Entries(item, SettingTexts.HostsEntry, "host", "certificate", "key", "password", "trust", "proxy", "calls")
            .ToDictionary(entry => entry.Key, StringComparer.Ordinal);
    }

    public static IReadOnlyList<HostRule> Read(SyntaxNode list, FileSection section)
    {
        var rules = new List<HostRule>();
        if (list is SequenceNode { Items: var items })
        {
            foreach (var item in items)
            {
                section.Attempt(() => rules.Add(new ConfiguredHosts(section, item).Read()));
            }
        }
        else
        {
            section.Report(list.Position, SettingTexts.FormatNoSequence(Name, list.KindName));
        }

        return rules;
    }

    private HostRule Read()
    {
        var host = Find("host") ?? throw FileSection.Wrong(_item.Position, SettingTexts.HostMissing);
        var name = _section.Text(host);
        return HostPattern.TryParse(name, out var pattern)
            ? new HostRule(pattern)
            {
                Certificate = Certificate(),
                Trusted = Find("trust") is { } trust ? ReadAt(trust, () => ClientCertificates.Authorities(_section.Texts(trust))) : [],
                Proxy = Find("proxy") is { } proxy ? new(_section.Text(proxy) == NoProxy ? null : _section.Url(proxy)) : null,
                MostCalls = Find("calls") is { } calls ? _section.Number(calls, 1, 100_000) : null,
            }
            : throw FileSection.Wrong(
                host.Value.Position, SettingTexts.FormatNoHost(name));
    }

    private X509Certificate2? Certificate()
    {
        if (Find("certificate") is { } certificate)
        {
            return ReadAt(certificate, () => ClientCertificates.Read(
                _section.Text(certificate),
                Find("key") is { } key ? _section.Text(key) : null,
                Find("password") is { } password ? _section.Text(password) : null));
        }

        return (Find("key") ?? Find("password")) is { } needless
            ? throw FileSection.Wrong(needless.KeyPosition, SettingTexts.FormatNothingWithoutCertificate(needless.Key))
            : null;
    }

    private MappingEntry? Find(string name) => _keys.GetValueOrDefault(name);

    private static T ReadAt<T>(MappingEntry entry, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (StartException e)
        {
            throw FileSection.Wrong(entry.Value.Position, e.Message.TrimEnd('.'));
        }
    }
}
