using Sluice.Model.Names;
using Sluice.Outbound.Signing;

namespace Sluice.Targets.Services;

/// <summary>How the APIs of a service are called.</summary>
public enum ServiceStyle
{
    /// <summary>All at one path: the action says what is called.</summary>
    Rpc,

    /// <summary>Each has a method and a path.</summary>
    Roa,
}

/// <summary>A service that tasks may call, as the settings have it.</summary>
/// <param name="Name">As actions write it before the colon; compared ordinally.</param>
/// <param name="Endpoint">Scheme, host and port; a path of its own stays in front.</param>
/// <param name="Version">Of its API, such as <c>2014-05-26</c>.</param>
public sealed record ConfiguredService(string Name, Uri Endpoint, string Version)
{
    public ServiceStyle Style { get; init; }

    /// <summary>Where an RPC service takes its parameters: in the query, or else in a form.</summary>
    public bool TakesQuery { get; init; }

    /// <summary>Of a ROA service: the way to each API that can be called, by its name.</summary>
    public IReadOnlyDictionary<string, ServiceRoute> Apis { get; init; } = new Dictionary<string, ServiceRoute>();

    /// <summary>What calls are signed with whose role has no key of its own; null for none.</summary>
    public SigningKey? Key { get; init; }

    /// <summary>Keys of roles, by what executions act as.</summary>
    public IReadOnlyDictionary<string, SigningKey> RoleKeys { get; init; } = new Dictionary<string, SigningKey>();

    /// <summary>Whose flows may call it; empty for those of all accounts.</summary>
    public IReadOnlySet<AccountId> Accounts { get; init; } = new HashSet<AccountId>();

    /// <summary>Its key in the settings.</summary>
    public string Setting => SettingOf(Name);

    public static string SettingOf(string service) => $"services.{service}";

    public bool MayCall(TaskContext context) => Accounts.Count == 0 || Accounts.Contains(context.Account);

    public SigningKey? FindKey(TaskContext context) => RoleKeys.GetValueOrDefault(context.Role) ?? Key;
}
