namespace Sluice.Access;

/// <summary>Patterns in which <c>*</c> is any run of characters and <c>?</c> any single one.</summary>
/// <remarks>Source: protocol, section 12.2.</remarks>
internal static class Wildcards
{
    /// <summary>Whether the whole text fits the pattern. Takes at most length times length steps.</summary>
    public static bool Match(string pattern, string text, bool ignoreCase)
    {
        var (p, t) = (0, 0);
        var (star, resume) = (-1, 0);
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, resume) = (p++, t);
            }
            else if (p < pattern.Length && (pattern[p] == '?' || Same(pattern[p], text[t], ignoreCase)))
            {
                (p, t) = (p + 1, t + 1);
            }
            else if (star >= 0)
            {
                // Let the last star take one character more; what stood before it has fitted already.
                (p, t) = (star + 1, ++resume);
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(p).TrimStart('*').IsEmpty;
    }

    /// <summary>Whether there is a text that fits both patterns. Letter case counts.</summary>
    public static bool Intersect(string a, string b)
    {
        // From the ends backwards: whether what is left of both has a text in common.
        var behind = new bool[b.Length + 1];
        for (var i = a.Length; i >= 0; i--)
        {
            var row = new bool[b.Length + 1];
            for (var j = b.Length; j >= 0; j--)
            {
                row[j] = (i == a.Length && j == b.Length)
                    || (i < a.Length && a[i] == '*' && (behind[j] || (j < b.Length && row[j + 1])))
                    || (j < b.Length && b[j] == '*' && (row[j + 1] || (i < a.Length && behind[j])))
                    || (i < a.Length && j < b.Length && a[i] != '*' && b[j] != '*'
                        && (a[i] == b[j] || a[i] == '?' || b[j] == '?') && behind[j + 1]);
            }

            behind = row;
        }

        return behind[0];
    }

    private static bool Same(char a, char b, bool ignoreCase) =>
        a == b || (ignoreCase && char.ToUpperInvariant(a) == char.ToUpperInvariant(b));
}
