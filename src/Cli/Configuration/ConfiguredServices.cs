using System.Text.RegularExpressions;
using Sluice.Cli.Wording;
using Sluice.Definitions.Syntax;
using Sluice.Model.Names;
using Sluice.Targets.Services;

namespace Sluice.Cli.Configuration;

/// <summary>The section <c>services</c> of the settings file: services of the cloud that tasks may call, by name.</summary>
internal sealed partial class ConfiguredServices
{
    public const string Section = "services";

    private readonly FileSection _section;
    private readonly MappingEntry _service;
    private readonly Dictionary<string, MappingEntry> _keys;

    private ConfiguredServices(FileSection section, MappingEntry service)
    {
        (_section, _service) = (section, service);
        _keys = section.Entries(
                service.Value, service.Key, "endpoint", "version", "style", "parameters", "apis", "accessKey", "roles", "accounts")
            .ToDictionary(entry => entry.Key, StringComparer.Ordinal);
    }

    public static IReadOnlyList<ConfiguredService> Read(SettingValues values, SettingProblems problems)
    {
        var (section, services) = (new FileSection(values, problems), new List<ConfiguredService>());
        foreach (var service in section.Entries(values.File.Services, Section))
        {
            section.Attempt(() => services.Add(new ConfiguredServices(section, service).Read()));
        }

        return services;
    }

    /// <summary>The names of all that are there, whatever else is said of them.</summary>
    public static IReadOnlyList<string> Names(SettingValues values) =>
        values.File.Services is MappingNode services ? [.. services.Entries.Select(service => service.Key)] : [];

    private ConfiguredService Read()
    {
        if (!Name().IsMatch(_service.Key))
        {
            throw FileSection.Wrong(
                _service.KeyPosition, SettingTexts.FormatNoServiceName(_service.Key));
        }

        var style = Choice("style", ("RPC", ServiceStyle.Rpc), ("ROA", ServiceStyle.Roa));
        var service = new ConfiguredService(_service.Key, _section.Url(Required("endpoint")), Version(Required("version")))
        {
            Style = style,
            TakesQuery = Choice("parameters", ("form", false), ("query", true)),
            Apis = Apis(),
            Key = Find("accessKey") is { } key ? SigningKeys.Read(_section, key) : null,
            RoleKeys = Inner("roles").ToDictionary(role => role.Key, role => SigningKeys.Read(_section, role), StringComparer.Ordinal),
            Accounts = Accounts(),
        };
        Check(service);
        return service;
    }

    /// <summary>What cannot be together.</summary>
    private void Check(ConfiguredService service)
    {
        if (service.Key is null && service.RoleKeys.Count == 0)
        {
            throw FileSection.Wrong(_service.KeyPosition, SettingTexts.FormatServiceNeedsKey(_service.Key));
        }

        if (service.Style == ServiceStyle.Roa && service.Apis.Count == 0)
        {
            throw FileSection.Wrong(
                _service.KeyPosition, SettingTexts.FormatServiceNeedsApis(_service.Key, ServiceRoute.Form));
        }

        if (Find(service.Style == ServiceStyle.Roa ? "parameters" : "apis") is { } needless)
        {
            throw FileSection.Wrong(
                needless.KeyPosition, SettingTexts.FormatNothingToStyle(needless.Key, service.Style == ServiceStyle.Roa ? "ROA" : "RPC"));
        }
    }

    private Dictionary<string, ServiceRoute> Apis() => Inner("apis").ToDictionary(
        api => api.Key,
        api => ServiceRoute.TryParse(_section.Text(api), out var route)
            ? route
            : throw FileSection.Wrong(api.Value.Position, SettingTexts.FormatMustBe(api.Key, ServiceRoute.Form)),
        StringComparer.Ordinal);

    private HashSet<AccountId> Accounts() => Find("accounts") is { } accounts
        ? [.. _section.Texts(accounts).Select(text =>
            FileSection.Checked(accounts.Value.Position, () => AccountId.Parse("accounts", text)))]
        : [];

    private T Choice<T>(string name, (string Text, T Value) usual, (string Text, T Value) other)
    {
        if (Find(name) is not { } entry)
        {
            return usual.Value;
        }

        var text = _section.Text(entry);
        return text.Equals(usual.Text, StringComparison.OrdinalIgnoreCase) ? usual.Value
            : text.Equals(other.Text, StringComparison.OrdinalIgnoreCase) ? other.Value
            : throw FileSection.Wrong(entry.Value.Position, SettingTexts.FormatMustBeEither(name, usual.Text, other.Text));
    }

    private string Version(MappingEntry entry) => VersionForm().IsMatch(_section.Text(entry))
        ? _section.Text(entry)
        : throw FileSection.Wrong(entry.Value.Position, SettingTexts.VersionForm);

    private IReadOnlyList<MappingEntry> Inner(string name) =>
        Find(name) is { } entry ? _section.Entries(entry.Value, name) : [];

    private MappingEntry Required(string name) => Find(name)
        ?? throw FileSection.Wrong(_service.KeyPosition, SettingTexts.FormatNeeds(_service.Key, name));

    private MappingEntry? Find(string name) => _keys.GetValueOrDefault(name);

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_.-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,31}\z", RegexOptions.CultureInvariant)]
    private static partial Regex VersionForm();
}
