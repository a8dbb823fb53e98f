namespace Sluice.Definitions.Expressions.Patterns;

/// <summary>Why a text is no regular expression.</summary>
/// <param name="problem">Without a full stop at the end.</param>
/// <param name="offset">The character where it shows, from 0.</param>
internal sealed class PatternProblem(string problem, int offset)
    : Exception($"{problem} (character {offset + 1} of the pattern)");
