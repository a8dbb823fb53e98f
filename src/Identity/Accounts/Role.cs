using Sluice.Identity.Policies;
using Sluice.Model.Names;

namespace Sluice.Identity.Accounts;

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
    bool IsConfigured) : IAccountEntry
{
    public string Arn => Arns.Ram(Account, $"role/{Name}");

    /// <summary>Whether users of whatever account may take it on.</summary>
    public bool TrustsEverybody => Trust.Policy.TrustsEverybody;
}
