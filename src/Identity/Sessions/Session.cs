using Sluice.Access;
using Sluice.Identity.Accounts;
using Sluice.Model.Names;

namespace Sluice.Identity.Sessions;

/// <summary>A role taken on for a while.</summary>
/// <param name="PolicyText">The policy as it was given; null when there is none.</param>
/// <param name="Policy">Narrows what the role may do; null when it does not.</param>
public sealed record Session(
    string AccessKeyId,
    string Secret,
    string Token,
    AccountId Account,
    string Role,
    string Name,
    string? PolicyText,
    Policy? Policy,
    DateTimeOffset Expires)
{
    /// <summary>Of whoever acts in it, such as <c>acs:ram::1000000000000000:role/x/night-shift</c>.</summary>
    public string Arn => Arns.Ram(Account, $"role/{Role}/{Name}");

    /// <summary>Shows no secret.</summary>
    public override string ToString() => AccessKeyId;
}
