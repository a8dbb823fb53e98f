using Sluice.Access;
using Sluice.Model;

namespace Sluice.Identity.Callers;

/// <summary>Tells a caller what it may not do, and which side says so.</summary>
/// <remarks>Source: protocol, section 12.6.</remarks>
public static class Denial
{
    /// <summary>The caller's own policies do not allow it.</summary>
    public static ApiException Of(Caller caller, AccessRequest request, AccessDecision decision) => Of(
        request.Action, request.Resources[0], decision.Reason(caller.Arn), Detail(caller, request.Action, decision));

    /// <summary>Something else stands in the way, whatever the caller's policies say.</summary>
    /// <param name="reason">Who or what, without a full stop at the end.</param>
    public static ApiException Of(Caller caller, string action, string resource, string reason) =>
        Of(action, resource, reason, Who(caller, action));

    /// <summary>The members of <c>AccessDeniedDetail</c>.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Detail(Caller caller, string action, AccessDecision decision) =>
    [
        .. Who(caller, action),
        new("PolicyType", decision.Source),
        new("NoPermissionType", (decision.Verdict == Verdict.ExplicitDeny ? Verdict.ExplicitDeny : Verdict.ImplicitDeny).ToString()),
    ];

    private static ApiException Of(
        string action, string resource, string reason, IReadOnlyList<KeyValuePair<string, string>> detail) =>
        ApiException.NotAuthorized(action, Excerpt.Of(resource), reason, detail);

    private static List<KeyValuePair<string, string>> Who(Caller caller, string action) =>
    [
        new("AuthAction", action),
        new("AuthPrincipalType", caller.Kind),
        new("AuthPrincipalOwnerId", caller.Account.Value),
        new("AuthPrincipalDisplayName", caller.Arn[(caller.Arn.LastIndexOf(':') + 1)..]),
    ];
}
