namespace Sluice.Definitions.Expressions.Patterns;

/// <summary>Classes in square brackets.</summary>
internal sealed partial class PatternParser
{
    private ClassNode ReadClass()
    {
        var start = _text.Offset;
        _text.Take();
        var isNegated = _text.TryTake("^");
        var (named, ranges) = (new List<ClassPart>(), new List<(int First, int Last)>());
        do
        {
            // A bracket that would close the class at once is one of its characters.
            if ((TryTakePosix() ?? TryTakeNamed()) is { } part)
            {
                named.Add(part);
            }
            else
            {
                ranges.Add(TakeRange(start));
            }
        }
        while (_text.Current != ']');

        _text.Take();
        var parts = named.Distinct();
        return new(
            [.. ranges.Count == 0 ? parts : parts.Prepend(new(new RangeSet(ranges), false, IgnoresCase))], isNegated);
    }

    /// <summary><c>[:alpha:]</c> or <c>[:^alpha:]</c>; null, and nothing moved, for anything else.</summary>
    private ClassPart? TryTakePosix()
    {
        var start = _text.Offset;
        if (!_text.TryTake("[:"))
        {
            return null;
        }

        if (_text.TakeUntil(":]") is not { } name)
        {
            _text.Return(start);
            return null;
        }

        var isNegated = name.StartsWith('^');
        return NamedSets.FindPosix(isNegated ? name[1..] : name) is { } set
            ? new(set, isNegated, IgnoresCase)
            : throw new PatternProblem($"there is no class {Diagnostics.Quote($"[:{name}:]")}", start);
    }

    /// <summary>One character, or all from one to another.</summary>
    /// <param name="classStart">Where the class begins, for the message that it does not end.</param>
    private (int First, int Last) TakeRange(int classStart)
    {
        var start = _text.Offset;
        var first = TakeCharacter(classStart);
        if (_text.Current != '-' || _text.Peek(1) is ']' or < 0)
        {
            return (first, first);
        }

        _text.Take();
        var last = TakeCharacter(classStart);
        return first <= last
            ? (first, last)
            : throw new PatternProblem($"the range '{_text.Since(start)}' runs backwards", start);
    }

    private int TakeCharacter(int classStart) =>
        _text.IsAtEnd ? throw new PatternProblem("there is a '[' without its ']'", classStart)
        : _text.Current == '\\' ? TakeEscaped()
        : _text.Take();
}
