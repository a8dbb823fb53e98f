using Sluice.Identity.Callers;
using Sluice.Identity.Keys;


namespace Sluice.Server.Tests.Authentication;

/// <summary>A key ring with one key, which the owner holds.</summary>
internal sealed class OneKey(string id, string secret) : IKeyRing
{
    public KnownKey? Find(string accessKeyId, string? securityToken) =>
        accessKeyId == id && securityToken is null ? new(secret, Caller.Open with { AccessKeyId = id }) : null;
}
