namespace Sluice.Access;

/// <summary>Whether something may be done, and which policies said so.</summary>
/// <param name="Source">The kind of policy that decided, as the API names it.</param>
public sealed record Decision(Verdict Verdict, string Source)
{
    public const string Session = "SessionPolicy";
    public const string Identity = "AccountLevelIdentityBasedPolicy";
    public const string Trust = "AssumeRolePolicy";

    public bool IsAllowed => Verdict == Verdict.Allow;
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
