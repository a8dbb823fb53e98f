namespace Sluice.Definitions.Expressions;

/// <summary>A part of an expression, as it is shown in a message.</summary>
internal static class Excerpt
{
    public static string Of(Expression expression) => Diagnostics.Quote(ExpressionPrinter.Print(expression));
}
