using System.Collections.Frozen;

namespace Sluice.Definitions.Expressions.Patterns;

/// <summary>Which characters are the same when case is ignored: simple case folding of Unicode.</summary>
/// <remarks>
/// So <c>K</c>, <c>k</c> and the Kelvin sign are one, and so are <c>S</c>, <c>s</c> and the long s; but <c>ß</c> is
/// not <c>ss</c>, since one character stays one.
/// </remarks>
internal static class CaseFolding
{
    /// <summary>From each character that has another case to the next in its round.</summary>
    private static readonly Lazy<FrozenDictionary<int, int>> Rounds = new(() => UnicodeTables.CaseFolding()
        .SelectMany(round => round.Select((c, i) => KeyValuePair.Create(c, round[(i + 1) % round.Length])))
        .ToFrozenDictionary());

    /// <summary>Whether the set has the character, in whatever case.</summary>
    public static bool IsIn(CharacterSet set, int c)
    {
        var same = c;
        do
        {
            if (set.Contains(same))
            {
                return true;
            }

            same = Next(same);
        }
        while (same != c);

        return false;
    }

    public static bool AreSame(int one, int other)
    {
        var same = one;
        while (same != other && Next(same) is var next && next != one)
        {
            same = next;
        }

        return same == other;
    }

    private static int Next(int c) => Rounds.Value.GetValueOrDefault(c, c);
}
