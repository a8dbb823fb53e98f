using Sluice.Access;
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
    /// <summary>Shows no secret.</summary>
    public override string ToString() => AccessKeyId;
}
