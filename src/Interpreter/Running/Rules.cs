namespace Sluice.Interpreter.Running;

/// <summary>Retry and Catch rules: the first that matches decides.</summary>
internal static class Rules
{
    /// <returns>The place of the rule; -1 when none matches.</returns>
    public static int FirstMatch<T>(IReadOnlyList<T> rules, Func<T, bool> matches)
    {
        for (var i = 0; i < rules.Count; i++)
        {
            if (matches(rules[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
