namespace Sluice.Definitions.Expressions.Patterns;

/// <summary>A regular expression in the syntax of RE2, matched in time linear in the text.</summary>
/// <remarks>
/// What RE2 refuses is refused, and <c>\C</c>, which matches bytes. Limits differ where RE2 counts memory: a pattern
/// has at most 20 000 parts with its repetitions written out, and 250 groups in each other.
/// Source: definition language, section 5.
/// </remarks>
internal sealed class Pattern
{
    /// <summary>What an instruction costs to write, in steps.</summary>
    private const int StepsPerInstruction = 8;

    private readonly PatternNode _root;

    /// <summary>
    /// Kept only when it is no longer than the text of the pattern: a definition may hold many patterns that are short
    /// to write and long written out.
    /// </summary>
    private readonly PatternProgram? _kept;

    private Pattern(PatternNode root, int textLength)
    {
        _root = root;
        _kept = root.Size <= textLength ? new(root) : null;
    }

    /// <exception cref="PatternProblem">It is no such expression, or too large a one.</exception>
    public static Pattern Parse(string text) => new(PatternParser.Parse(text), text.Length);

    /// <summary>Whether it matches somewhere in the text.</summary>
    /// <param name="spend">
    /// Asked again and again whether so many more steps may be made; they are some ten nanoseconds each.
    /// </param>
    /// <returns>Null when the steps have been refused.</returns>
    public bool? IsMatch(string text, Func<long, bool> spend)
    {
        if (_kept is null && !spend(StepsPerInstruction * _root.Size))
        {
            return null;
        }

        return new PatternSearch(_kept ?? new(_root), text).Run(spend);
    }
}
