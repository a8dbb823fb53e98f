using Sluice.Server.Accounts;

namespace Sluice.Server.Authentication;

/// <summary>The keys that requests may be signed with.</summary>
internal interface IKeyRing
{
    /// <param name="securityToken">Of a temporary key; null when the request has none.</param>
    /// <returns>Null when there is no such key, it is disabled, or the token is not its own.</returns>
    KnownKey? Find(string accessKeyId, string? securityToken);
}

/// <summary>A key, and who holds it.</summary>
/// <param name="Expires">Null for a key that does not.</param>
internal sealed record KnownKey(string Secret, Caller Caller, DateTimeOffset? Expires = null)
{
    /// <summary>Shows no secret.</summary>
    public override string ToString() => Caller.AccessKeyId;
}
