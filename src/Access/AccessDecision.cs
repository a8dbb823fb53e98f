namespace Sluice.Access;

/// <summary>Whether something may be done, and which policies said so.</summary>
/// <param name="Source">The kind of policy that decided, as the API names it.</param>
public sealed record AccessDecision(Verdict Verdict, string Source)
{
    public const string Session = "SessionPolicy";
    public const string Identity = "AccountLevelIdentityBasedPolicy";
    public const string Trust = "AssumeRolePolicy";

    public bool IsAllowed => Verdict == Verdict.Allow;

    /// <summary>What denies it; null when nothing does so outright.</summary>
    public DenyingStatement? Denial { get; init; }

    /// <summary>Which side says no, in words that follow a colon.</summary>
    /// <param name="caller">Whose policies they are.</param>
    public string Reason(string caller) => (Source, Denial) switch
    {
        (Session, null) => $"the policy of the session '{caller}' does not allow it",
        (Session, var denial) => $"statement {denial.Place} of the policy of the session '{caller}' denies it",
        (_, null) => $"no policy of '{caller}' allows it",
        (_, var denial) => $"statement {denial.Place} of {Named(denial)} of '{caller}' denies it",
    };

    private static string Named(DenyingStatement denial) =>
        denial.Policy is { } name ? $"policy '{name}'" : $"policy {denial.PolicyPlace}";
}

/// <summary>What policies come to. Source: protocol, section 12.5.</summary>
public enum Verdict
{
    /// <summary>No statement allows it.</summary>
    ImplicitDeny,

    Allow,

    /// <summary>A statement denies it, whatever others say.</summary>
    ExplicitDeny,
}
