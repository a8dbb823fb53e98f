using Sluice.Access;
using Sluice.Identity.Callers;
using Sluice.Identity.Registry;
using Sluice.Identity.Sessions;

namespace Sluice.Identity.Keys;

/// <summary>Permanent keys as they are registered, and temporary ones as their tokens say.</summary>
public sealed class KeyRing(AccessRegistry registry, SessionTokens tokens) : IKeyRing
{
    public KnownKey? Find(string accessKeyId, string? securityToken) =>
        securityToken is null ? FindPermanent(accessKeyId) : FindTemporary(accessKeyId, securityToken);

    private KnownKey? FindPermanent(string id)
    {
        var state = registry.State;
        return state.FindKey(id) is { IsEnabled: true } key && state.FindUser(key.Account, key.UserName) is { } user
            ? new(key.Secret, Caller.Of(user, id))
            : null;
    }

    /// <remarks>The role's policies are those of now, and a role that is gone takes its sessions with it.</remarks>
    private KnownKey? FindTemporary(string id, string token)
    {
        if (tokens.Read(token) is not { } session
            || session.AccessKeyId != id
            || registry.State.FindRole(session.Account, session.Role) is not { } role)
        {
            return null;
        }

        var caller = new Caller(
            role.Account,
            Caller.RoleKind,
            session.Arn,
            id,
            new Grants(IsOwner: false, role.Attached.Policies, session.Policy))
        {
            SessionPolicy = session.PolicyText,
        };
        return new(session.Secret, caller, session.Expires);
    }
}
