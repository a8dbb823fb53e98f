namespace Sluice.Access;

/// <summary>All that says what a caller may do.</summary>
/// <param name="IsOwner">The account's owner may do everything in it; no policies apply.</param>
/// <param name="Identity">Policies of the user or the role.</param>
/// <param name="Session">Of temporary credentials: can only narrow; null for none.</param>
public sealed record Grants(bool IsOwner, IReadOnlyList<Policy> Identity, Policy? Session)
{
    /// <summary>What the owner of an account may do.</summary>
    public static Grants Owner { get; } = new(IsOwner: true, [], Session: null);
}
