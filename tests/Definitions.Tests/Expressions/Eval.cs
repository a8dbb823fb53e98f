using Sluice.Definitions.Expressions;
using Sluice.Definitions.Syntax;
using Sluice.Model.Json;

namespace Sluice.Definitions.Tests.Expressions;

/// <summary>Parses and evaluates an expression as a constructor or a condition would.</summary>
internal static class Eval
{
    private static readonly FieldPath Field = new("Field");

    public static Expression Parse(string text, ExpressionPlace? place = null) =>
        ExpressionParser.Parse(text, place ?? Given.AnyPlace, out var problems)
            ?? throw new ArgumentException($"{text}: {problems[0].Message}", nameof(text));

    /// <summary>The first problem that keeps the text from being an expression.</summary>
    public static ExpressionProblem Problem(string text, ExpressionPlace? place = null)
    {
        Assert.Null(ExpressionParser.Parse(text, place ?? Given.AnyPlace, out var problems));
        return problems[0];
    }

    public static JsonValue Value(string text, Variables? variables = null, bool isCondition = false)
    {
        var (value, evaluation) = Run(text, variables, isCondition);
        Assert.True(!evaluation.HasFailed, evaluation.Failure?.Cause);
        return value;
    }

    /// <summary>Why the expression failed when it was evaluated.</summary>
    public static string Failure(string text, Variables? variables = null, bool isCondition = false)
    {
        var failure = Run(text, variables, isCondition).Evaluation.Failure;
        Assert.NotNull(failure);
        Assert.Equal("FnF.ExpressionError", failure.Code);
        Assert.StartsWith("Field: ", failure.Cause, StringComparison.Ordinal);
        return failure.Cause;
    }

    private static (JsonValue Value, Evaluation Evaluation) Run(string text, Variables? variables, bool isCondition)
    {
        var evaluation = new Evaluation(variables ?? Given.Variables()) { Field = Field, IsCondition = isCondition };
        return (Parse(text).Evaluate(evaluation), evaluation);
    }
}
