using Sluice.Access.Conditions;

namespace Sluice.Access;

/// <summary>One rule: whom or what it is about, and whether that is allowed or denied.</summary>
/// <param name="Actions">Patterns of action names, without regard to letter case.</param>
/// <param name="IsAllBut">The rule is about every action but those: <c>NotAction</c>.</param>
/// <param name="Resources">Empty in a trust policy, which is about its own role.</param>
/// <param name="Principals">In a trust policy who may; empty elsewhere.</param>
/// <param name="Conditions">All of them must hold.</param>
public sealed record PolicyStatement(
    PolicyEffect Effect,
    IReadOnlyList<string> Actions,
    bool IsAllBut,
    IReadOnlyList<ResourcePattern> Resources,
    IReadOnlyList<Principal> Principals,
    IReadOnlyList<PolicyCondition> Conditions)
{
    /// <summary>What stands in place of a statement that nobody understands.</summary>
    public static PolicyStatement DeniesAll { get; } =
        new(PolicyEffect.Deny, ["*"], IsAllBut: false, [new ResourcePattern("*")], Principal.All, []);

    /// <summary>For a policy of an identity or a session.</summary>
    public bool AppliesTo(AccessRequest request) =>
        IsAboutAction(request.Action)
        && Resources.Any(pattern => request.Resources.Any(pattern.Matches))
        && Conditions.All(condition => condition.Holds(request.Context));

    /// <summary>For a trust policy.</summary>
    public bool Trusts(Principal principal, AccessRequest request) =>
        IsAboutAction(request.Action)
        && Principals.Any(pattern => pattern.Includes(principal))
        && Conditions.All(condition => condition.Holds(request.Context));

    private bool IsAboutAction(string action) =>
        Actions.Any(pattern => Wildcards.Match(pattern, action, ignoreCase: true)) != IsAllBut;
}
