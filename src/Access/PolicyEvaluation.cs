namespace Sluice.Access;

/// <summary>Decides, in the order that the vendor documents.</summary>
/// <remarks>Source: protocol, section 12.5. There are no control policies and no policies of flows.</remarks>
public static class PolicyEvaluation
{
    /// <summary>May the holder of these grants do this?</summary>
    public static AccessDecision Decide(Grants grants, AccessRequest request)
    {
        if (grants.IsOwner)
        {
            return new(Verdict.Allow, AccessDecision.Identity);
        }

        return grants.Session is { } session && Decide([session], AccessDecision.Session, request) is { IsAllowed: false } narrowed
            ? narrowed
            : Decide(grants.Identity, AccessDecision.Identity, request);
    }

    private static AccessDecision Decide(IReadOnlyList<Policy> policies, string source, AccessRequest request)
    {
        var (verdict, denial) = Policy.Rule(policies, request);
        return new(verdict, source) { Denial = denial };
    }

    /// <summary>May this one take on the role whose trust policy this is?</summary>
    public static AccessDecision DecideTrust(Policy trust, Principal principal, AccessRequest request)
    {
        var speaking = trust.Statements.Where(statement => statement.Trusts(principal, request)).ToList();
        var verdict = speaking.Exists(statement => statement.Effect == PolicyEffect.Deny) ? Verdict.ExplicitDeny
            : speaking.Count > 0 ? Verdict.Allow
            : Verdict.ImplicitDeny;
        return new(verdict, AccessDecision.Trust);
    }
}
