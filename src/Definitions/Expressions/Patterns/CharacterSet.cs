using System.Globalization;

namespace Sluice.Definitions.Expressions.Patterns;

/// <summary>A set of characters. Immutable; those with a name are made once and shared.</summary>
internal abstract class CharacterSet
{
    public const int LastCodePoint = 0x10FFFF;

    /// <param name="c">A code point.</param>
    public abstract bool Contains(int c);
}

/// <summary>Characters from one code point to another, several times.</summary>
internal sealed class RangeSet : CharacterSet
{
    /// <summary>Sorted, and apart from one another.</summary>
    private readonly (int First, int Last)[] _ranges;

    /// <param name="ranges">In any order; they may overlap.</param>
    public RangeSet(params IEnumerable<(int First, int Last)> ranges)
    {
        var merged = new List<(int First, int Last)>();
        foreach (var range in ranges.Order())
        {
            if (merged.Count > 0 && range.First <= merged[^1].Last + 1)
            {
                merged[^1] = (merged[^1].First, Math.Max(merged[^1].Last, range.Last));
            }
            else
            {
                merged.Add(range);
            }
        }

        _ranges = [.. merged];
    }

    public override bool Contains(int c)
    {
        var (low, high) = (0, _ranges.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var (first, last) = _ranges[middle];
            if (c >= first && c <= last)
            {
                return true;
            }

            (low, high) = c < first ? (low, middle - 1) : (middle + 1, high);
        }

        return false;
    }
}

/// <summary>The characters of some categories of Unicode.</summary>
/// <param name="categories">A bit for each <see cref="UnicodeCategory"/>.</param>
internal sealed class CategorySet(int categories) : CharacterSet
{
    public override bool Contains(int c) => (categories >> (int)CharUnicodeInfo.GetUnicodeCategory(c) & 1) != 0;
}
