namespace Sluice.Definitions.Expressions;

/// <summary>Something wrong with an expression's text.</summary>
/// <param name="Code">One of <see cref="DiagnosticCodes"/>.</param>
/// <param name="Offset">From 0, into the expression.</param>
/// <param name="Message">Without a full stop at the end.</param>
internal sealed record ExpressionProblem(string Code, int Offset, string Message, string? Hint = null);
