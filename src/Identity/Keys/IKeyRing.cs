namespace Sluice.Identity.Keys;

/// <summary>The keys that requests may be signed with.</summary>
public interface IKeyRing
{
    /// <param name="securityToken">Of a temporary key; null when the request has none.</param>
    /// <returns>Null when there is no such key, it is disabled, or the token is not its own.</returns>
    KnownKey? Find(string accessKeyId, string? securityToken);
}
