namespace Sluice.Access;

/// <summary>A policy document that has been read.</summary>
/// <remarks>Source: protocol, section 12.1.</remarks>
public sealed record Policy(IReadOnlyList<PolicyStatement> Statements)
{
    /// <summary>Of one that everybody can use by name; null for a document.</summary>
    public string? Name { get; init; }

    /// <summary>Whether it is a trust policy that lets users of whatever account in.</summary>
    public bool TrustsEverybody => Statements.Any(statement =>
        statement.Effect == PolicyEffect.Allow && statement.Principals.Any(principal => principal.IsEverybody));

    /// <summary>Any statement that denies decides; else any that allows.</summary>
    public static Verdict Decide(IEnumerable<Policy> policies, AccessRequest request) => Rule(policies, request).Verdict;

    /// <summary>The same, with the statement that denies; null when none does.</summary>
    public static (Verdict Verdict, DenyingStatement? Denial) Rule(IEnumerable<Policy> policies, AccessRequest request)
    {
        var verdict = Verdict.ImplicitDeny;
        var place = 0;
        foreach (var policy in policies)
        {
            place++;
            for (var i = 0; i < policy.Statements.Count; i++)
            {
                if (!policy.Statements[i].AppliesTo(request))
                {
                    continue;
                }

                if (policy.Statements[i].Effect == PolicyEffect.Deny)
                {
                    return (Verdict.ExplicitDeny, new DenyingStatement(policy.Name, place, i + 1));
                }

                verdict = Verdict.Allow;
            }
        }

        return (verdict, null);
    }
}

/// <summary>The statement that denies something.</summary>
/// <param name="Policy">The policy's name; null when it has none.</param>
/// <param name="PolicyPlace">Among all policies of the caller, counted from 1.</param>
/// <param name="Place">In its policy, counted from 1.</param>
public sealed record DenyingStatement(string? Policy, int PolicyPlace, int Place);

public enum PolicyEffect
{
    Allow,
    Deny,
}
