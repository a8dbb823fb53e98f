using Sluice.Access;
using Sluice.Identity.Accounts;
using Sluice.Identity.Callers;
using Sluice.Identity.Registry;
using Sluice.Model;
using Sluice.Model.Names;

namespace Sluice.Identity.Sessions;

/// <summary>What somebody asks for who wants to take on a role.</summary>
/// <param name="Arn">The role's, as it was given.</param>
/// <param name="Account">Of the role.</param>
/// <param name="Role">Its name.</param>
/// <param name="Session">What the session is to be called.</param>
/// <param name="Policy">JSON text that narrows the session; null for none.</param>
/// <param name="Seconds"><see cref="RoleSessions.LeastSeconds"/> or more; null for the usual time.</param>
/// <param name="ExternalId">What trust policies may look at; null for none.</param>
public sealed record RoleWish(
    string Arn, AccountId Account, string Role, string Session, string? Policy, int? Seconds, string? ExternalId);

/// <summary>Lets callers take on roles for a while.</summary>
/// <remarks>Both sides must allow it: the caller's policies and the role's trust policy. Source: protocol, section
/// 10.1.</remarks>
public sealed class RoleSessions(AccessRegistry registry, SessionTokens tokens, TimeProvider time)
{
    public const int LeastSeconds = 900;

    private const string Action = "sts:AssumeRole";
    private const int UsualSeconds = 3600;

    /// <exception cref="ApiException"><c>NoPermission</c>, <c>EntityNotExist.Role</c>,
    /// <c>InvalidParameter.DurationSeconds</c>.</exception>
    public Session Begin(Caller caller, RoleWish wish)
    {
        var role = GetAllowed(caller, wish);
        return tokens.Issue(role, wish.Session, wish.Policy, time.GetUtcNow() + Within(role, wish.Seconds));
    }

    private Role GetAllowed(Caller caller, RoleWish wish)
    {
        var context = caller.Origin.Conditions(time.GetUtcNow());
        if (wish.ExternalId is not null)
        {
            context["sts:ExternalId"] = wish.ExternalId;
        }

        var request = new AccessRequest(Action, [wish.Arn], context);
        var decision = PolicyEvaluation.Decide(caller.Grants, request);
        if (!decision.IsAllowed)
        {
            throw Refuse(caller, wish, decision, decision.Reason(caller.Arn));
        }

        var role = registry.State.FindRole(wish.Account, wish.Role);
        return caller.Account != wish.Account ? Trusting(role, caller, request) ?? throw RefuseStranger(caller, wish)
            : role is null ? throw ApiException.Refused(
                404, "EntityNotExist.Role", $"The role '{Excerpt.Of(wish.Arn)}' does not exist.")
            : Trusting(role, caller, request) ?? throw Refuse(
                caller,
                wish,
                Trust(role, caller, request),
                $"the trust policy of the role does not allow '{caller.Arn}' to take it on");
    }

    private static Role? Trusting(Role? role, Caller caller, AccessRequest request) =>
        role is not null && Trust(role, caller, request).IsAllowed ? role : null;

    private static AccessDecision Trust(Role role, Caller caller, AccessRequest request) =>
        PolicyEvaluation.DecideTrust(role.Trust.Policy, new Principal("RAM", caller.Arn), request);

    /// <remarks>A caller of another account learns nothing about which roles there are.</remarks>
    private static ApiException RefuseStranger(Caller caller, RoleWish wish) => Refuse(
        caller,
        wish,
        new AccessDecision(Verdict.ImplicitDeny, AccessDecision.Trust),
        $"there is no such role, or its trust policy does not allow '{caller.Arn}' to take it on");

    private static ApiException Refuse(Caller caller, RoleWish wish, AccessDecision decision, string reason) =>
        ApiException.NoPermission(
            $"'{caller.Arn}' is not authorized to perform '{Action}' on resource '{wish.Arn}': {reason}",
            Denial.Detail(caller, Action, decision));

    private static TimeSpan Within(Role role, int? seconds) => seconds is null
        ? TimeSpan.FromSeconds(Math.Min(UsualSeconds, role.MaxSessionSeconds))
        : seconds <= role.MaxSessionSeconds
            ? TimeSpan.FromSeconds(seconds.Value)
            : throw ApiException.Refused(
                400,
                "InvalidParameter.DurationSeconds",
                "The parameter DurationSeconds is not valid: it must be from "
                + $"{LeastSeconds} to {role.MaxSessionSeconds} for this role.");
}
