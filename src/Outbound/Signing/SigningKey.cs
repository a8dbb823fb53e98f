namespace Sluice.Outbound.Signing;

/// <summary>An access key pair that requests to a service are signed with.</summary>
/// <param name="SecurityToken">Of a temporary pair; null for one that stays.</param>
public sealed record SigningKey(string Id, string Secret, string? SecurityToken = null)
{
    /// <summary>Without what nobody else may see.</summary>
    public override string ToString() => Id;
}
