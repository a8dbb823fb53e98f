namespace Sluice.Identity.Accounts;

/// <summary>What is legal in users and roles, and yet better known to whoever keeps them.</summary>
public static class AccessWarnings
{
    /// <summary>Sentences for the log of a start: stored policies that are not understood, and trust for everybody.</summary>
    public static IEnumerable<string> Of(AccessState state)
    {
        foreach (var user in state.Users.Values)
        {
            foreach (var problem in user.Attached.Problems)
            {
                yield return NotUnderstood($"A policy of the user '{user.Name}' of account {user.Account}", problem);
            }
        }

        foreach (var role in state.Roles.Values)
        {
            foreach (var problem in role.Attached.Problems)
            {
                yield return NotUnderstood($"A policy of the role '{role.Name}' of account {role.Account}", problem);
            }

            foreach (var problem in role.Trust.Problems)
            {
                yield return NotUnderstood($"The trust policy of the role '{role.Name}' of account {role.Account}", problem);
            }

            if (role.TrustsEverybody)
            {
                yield return TrustForEverybody(role);
            }
        }
    }

    public static string TrustForEverybody(Role role) =>
        $"The trust policy of the role '{role.Name}' of account {role.Account} lets users of every account take it on; "
        + "name those whom you mean.";

    private static string NotUnderstood(string what, string problem) =>
        $"{what} is not understood: {problem}. Where it allows, it allows nothing; where it denies, what is not understood "
        + "counts as fitting. Give it anew.";
}
