namespace Sluice.Model;

/// <summary>Finds the word that somebody may have meant.</summary>
public static class Nearest
{
    private const int MaxLength = 64;
    private const int MaxCandidates = 1_000;

    /// <summary>The candidate that differs only in case or by a slip or two, or null.</summary>
    public static string? To(string text, IEnumerable<string> candidates)
    {
        string? nearest = null;
        var most = text.Length > MaxLength ? 0 : Math.Min(2, text.Length / 2) + 1;
        foreach (var candidate in candidates.Take(MaxCandidates))
        {
            if (string.Equals(text, candidate, StringComparison.OrdinalIgnoreCase))
            {
                return candidate;
            }

            var distance = Math.Abs(candidate.Length - text.Length) < most ? Distance(text, candidate) : most;
            if (distance < most)
            {
                (nearest, most) = (candidate, distance);
            }
        }

        return nearest;
    }

    /// <summary>
    /// Slips between two texts: letters put in, left out, changed, or two neighbours swapped.
    /// </summary>
    private static int Distance(string a, string b)
    {
        var costs = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                costs[i, j] = i == 0 || j == 0 ? i + j : Step(i, j);
            }
        }

        return costs[a.Length, b.Length];

        int Step(int i, int j)
        {
            var changed = costs[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            var least = Math.Min(changed, 1 + Math.Min(costs[i - 1, j], costs[i, j - 1]));
            var swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            return swapped ? Math.Min(least, costs[i - 2, j - 2] + 1) : least;
        }
    }
}
