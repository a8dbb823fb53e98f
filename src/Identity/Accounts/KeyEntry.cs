using Sluice.Model.Names;

namespace Sluice.Identity.Accounts;

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
