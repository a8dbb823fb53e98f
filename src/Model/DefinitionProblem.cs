namespace Sluice.Model;

/// <summary>Something that is wrong in a definition, for programs to show where it is.</summary>
/// <param name="Code">Such as <c>SL1004</c>.</param>
/// <param name="Severity"><c>error</c> or <c>warning</c>.</param>
/// <param name="Hint">What would be right; null when the message says it all.</param>
/// <param name="Line">1 or more, as is the column.</param>
public sealed record DefinitionProblem(string Code, string Severity, string Message, string? Hint, int Line, int Column);
