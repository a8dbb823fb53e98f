namespace Sluice.Access;

/// <summary>A policy document that has been read and found right.</summary>
/// <remarks>Source: protocol, section 12.1.</remarks>
public sealed record Policy(IReadOnlyList<Statement> Statements)
{
    /// <summary>Any statement that denies decides; else any that allows.</summary>
    public static Verdict Decide(IEnumerable<Policy> policies, AccessRequest request)
    {
        var verdict = Verdict.ImplicitDeny;
        foreach (var statement in policies.SelectMany(policy => policy.Statements))
        {
            if (!statement.AppliesTo(request))
            {
                continue;
            }

            if (statement.Effect == Effect.Deny)
            {
                return Verdict.ExplicitDeny;
            }

            verdict = Verdict.Allow;
        }

        return verdict;
    }
}

public enum Effect
{
    Allow,
    Deny,
}
