namespace Sluice.Access;

/// <summary>Who may take on a role, or who asks to.</summary>
/// <param name="Kind"><c>RAM</c>, <c>Service</c> or <c>Federated</c>.</param>
/// <param name="Name">
/// A resource name such as <c>acs:ram::1000000000000000:user/ada</c>, with wildcards in a policy; <c>…:root</c> stands
/// for everybody of the account, and <c>…:role/x</c> for its sessions.
/// </param>
/// <remarks>Source: protocol, sections 12.1 and 10.1.</remarks>
public sealed record Principal(string Kind, string Name)
{
    private const string Root = ":root";

    private static readonly Principal Anybody = new("RAM", "acs:ram::98765432109876543210:user/anybody");

    /// <summary>Entries that mean everybody and everything.</summary>
    internal static IReadOnlyList<Principal> All { get; } = [new("RAM", "*"), new("Service", "*"), new("Federated", "*")];

    /// <summary>Whether it means users of whatever account.</summary>
    public bool IsEverybody => Includes(Anybody);

    /// <summary>Whether the one who asks is meant by this entry of a policy.</summary>
    public bool Includes(Principal asking) =>
        Kind == asking.Kind
        && (Wildcards.Match(Name, asking.Name, ignoreCase: false)
            || IsAccountOf(asking.Name)
            || IsRoleOf(asking.Name));

    private bool IsAccountOf(string name) =>
        Name.EndsWith(Root, StringComparison.Ordinal)
        && Wildcards.Match(Name[..^Root.Length] + ":*", name, ignoreCase: false);

    /// <summary>Sessions of a role are named behind it.</summary>
    private bool IsRoleOf(string name) =>
        Name.Contains(":role/", StringComparison.Ordinal)
        && Wildcards.Match(Name + "/*", name, ignoreCase: false);
}
