namespace Sluice.Definitions.Expressions.Patterns;

/// <summary>A part of a regular expression. Immutable, and a closed family.</summary>
/// <param name="size">How many instructions it becomes, with its repetitions written out.</param>
/// <param name="copies">How often its innermost part is written out.</param>
internal abstract class PatternNode(long size, long copies)
{
    public long Size { get; } = size;

    public long Copies { get; } = copies;
}

/// <summary>Takes one character.</summary>
/// <param name="cost">How many sets it looks at.</param>
internal abstract class CharacterNode(int cost) : PatternNode(1, 1)
{
    public int Cost { get; } = cost;

    /// <param name="c">A code point.</param>
    public abstract bool Accepts(int c);
}

/// <summary>One particular character.</summary>
internal sealed class LiteralNode(int literal) : CharacterNode(1)
{
    public override bool Accepts(int c) => c == literal;
}

/// <summary>One particular character, in whatever case.</summary>
internal sealed class AnyCaseNode(int literal) : CharacterNode(1)
{
    public override bool Accepts(int c) => CaseFolding.AreSame(literal, c);
}

/// <summary>One character of several sets; or, negated, of none of them.</summary>
internal sealed class ClassNode(ClassPart[] parts, bool isNegated) : CharacterNode(Math.Max(1, parts.Length))
{
    public override bool Accepts(int c)
    {
        foreach (var part in parts)
        {
            if (part.Accepts(c))
            {
                return !isNegated;
            }
        }

        return isNegated;
    }
}

/// <summary>The characters of a set; or, negated, all others.</summary>
/// <param name="IgnoresCase">The set has its characters in whatever case. What it then has not, the negation has.</param>
internal readonly record struct ClassPart(CharacterSet Set, bool IsNegated, bool IgnoresCase)
{
    public bool Accepts(int c) => (IgnoresCase ? CaseFolding.IsIn(Set, c) : Set.Contains(c)) != IsNegated;
}

/// <summary>Takes nothing, and holds only at some places.</summary>
internal sealed class PlaceNode(Place place) : PatternNode(1, 1)
{
    public Place Place { get; } = place;
}

/// <summary>One after the other; of no parts, the empty text.</summary>
internal sealed class SequenceNode(IReadOnlyList<PatternNode> parts)
    : PatternNode(parts.Sum(part => part.Size), parts.Select(part => part.Copies).DefaultIfEmpty(1).Max())
{
    public IReadOnlyList<PatternNode> Parts { get; } = parts;
}

/// <summary>Any of two or more.</summary>
internal sealed class ChoiceNode(IReadOnlyList<PatternNode> options)
    : PatternNode(options.Sum(option => option.Size) + options.Count - 1, options.Max(option => option.Copies))
{
    public IReadOnlyList<PatternNode> Options { get; } = options;
}

/// <summary>The same again and again.</summary>
/// <param name="max">Null for as often as one likes.</param>
internal sealed class RepetitionNode(PatternNode part, int min, int? max) : PatternNode(
    (Math.Max(part.Size, 1) * (max ?? Math.Max(min, 1))) + (max - min ?? 1), part.Copies * Math.Max(max ?? min, 1))
{
    public PatternNode Part { get; } = part;

    public int Min { get; } = min;

    public int? Max { get; } = max;
}
