namespace Sluice.Client.Signing;

/// <summary>With what calls are signed.</summary>
/// <param name="SecurityToken">Of a temporary key; null for one that stays.</param>
public sealed record ClientKey(string Id, string Secret, string? SecurityToken = null)
{
    /// <summary>Without what nobody else may see.</summary>
    public override string ToString() => Id;
}
