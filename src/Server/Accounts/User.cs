using Sluice.Access;
using Sluice.Model.Names;

namespace Sluice.Server.Accounts;

/// <summary>Somebody of an account.</summary>
/// <param name="IsOwner">May do everything in the account; no policies apply.</param>
/// <param name="Attached">Names of ready-made policies, and documents as JSON text.</param>
/// <param name="IsConfigured">Comes from the settings file, and cannot be changed by a call.</param>
public sealed record User(
    AccountId Account, string Name, bool IsOwner, PolicyList Attached, bool IsConfigured)
{
    public string Arn => Arns.Ram(Account, IsOwner ? "root" : $"user/{Name}");

    public Grants Grants => IsOwner ? Grants.Owner : new Grants(IsOwner: false, Attached.Policies, Session: null);
}

/// <summary>What programs of an account may take on for a while.</summary>
/// <param name="Trust">Who may take it on.</param>
/// <param name="MaxSessionSeconds">900 to 43 200.</param>
/// <param name="IsConfigured">Comes from the settings file, and cannot be changed by a call.</param>
public sealed record Role(
    AccountId Account,
    string Name,
    TrustDocument Trust,
    PolicyList Attached,
    int MaxSessionSeconds,
    bool IsConfigured)
{
    public string Arn => Arns.Ram(Account, $"role/{Name}");

    /// <summary>Whether users of whatever account may take it on.</summary>
    public bool TrustsEverybody => Trust.Policy.TrustsEverybody;
}

/// <summary>A key that requests are signed with.</summary>
/// <param name="IsEnabled">One that is not is refused as if it did not exist.</param>
public sealed record KeyEntry(
    string Id,
    string Secret,
    AccountId Account,
    string UserName,
    bool IsEnabled,
    DateTimeOffset Created,
    bool IsConfigured)
{
    /// <summary>Shows no secret.</summary>
    public override string ToString() => Id;
}

/// <summary>Names of things that belong to accounts.</summary>
internal static class Arns
{
    public static string Ram(AccountId account, string rest) => $"acs:ram::{account}:{rest}";
}
