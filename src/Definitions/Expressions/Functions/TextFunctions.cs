using System.Text;
using Sluice.Definitions.Expressions.Patterns;
using Sluice.Model.Json;

namespace Sluice.Definitions.Expressions.Functions;

/// <summary>Texts.</summary>
internal static class TextFunctions
{
    private const string Hole = "{}";

    /// <summary>What it takes to read a character of a pattern.</summary>
    private const int PatternWork = 256;

    /// <summary>What a step of a match takes.</summary>
    private const int StepWork = 2;

    public static IReadOnlyList<Function> All { get; } =
    [
        new("format", Format, JsonKinds.String) { TakesMore = true, Bind = BindFormat },
        new("split", Split, JsonKinds.String, JsonKinds.String),
        new("regexMatchString", MatchRegex, JsonKinds.String, JsonKinds.String) { Bind = BindRegex },
    ];

    private static Binding BindFormat(IReadOnlyList<JsonValue?> literals)
    {
        var holes = literals[0] is JsonString template ? template.Value.AsSpan().Count(Hole) : 0;
        return holes < literals.Count ? new(Format) : new(Format, TooFewArguments(holes, literals.Count - 1));
    }

    /// <remarks>Replaces each <c>{}</c> in turn; what is put in is not looked at again.</remarks>
    private static JsonValue Format(JsonValue[] arguments, Evaluation evaluation)
    {
        var pieces = Text(arguments[0]).Split(Hole);
        if (pieces.Length > arguments.Length)
        {
            return evaluation.Fail(TooFewArguments(pieces.Length - 1, arguments.Length - 1));
        }

        var text = new StringBuilder(pieces[0]);
        for (var i = 1; i < pieces.Length && !evaluation.HasFailed; i++)
        {
            var argument = evaluation.Spend(arguments[i]);
            text.Append(argument is JsonString s ? s.Value : argument.ToString()).Append(pieces[i]);
        }

        return evaluation.Spend(text.Length) ? JsonValue.Of(text.ToString()) : JsonValue.Null;
    }

    private static string TooFewArguments(int holes, int given) =>
        $"the template of format has {holes} '{{}}' for {given} argument{(given == 1 ? "" : "s")}";

    private static JsonValue Split(JsonValue[] arguments, Evaluation evaluation)
    {
        var (text, delimiter) = (Text(arguments[0]), Text(arguments[1]));
        if (delimiter.Length == 0)
        {
            return evaluation.Fail("the delimiter of split must not be empty");
        }

        var parts = 1 + text.AsSpan().Count(delimiter);
        return evaluation.Spend(text.Length + (parts * JsonWeight.PerValue))
            ? new JsonArray(Array.ConvertAll(text.Split(delimiter), JsonValue (part) => JsonValue.Of(part)))
            : JsonValue.Null;
    }

    private static Binding BindRegex(IReadOnlyList<JsonValue?> literals)
    {
        if (literals[0] is not JsonString literal)
        {
            return new(MatchRegex);
        }

        try
        {
            var pattern = Pattern.Parse(literal.Value);
            return new((arguments, evaluation) => Match(pattern, arguments, evaluation));
        }
        catch (PatternProblem problem)
        {
            return new(MatchRegex, Unusable(problem));
        }
    }

    private static JsonValue MatchRegex(JsonValue[] arguments, Evaluation evaluation)
    {
        var text = Text(arguments[0]);
        try
        {
            return evaluation.Spend(PatternWork * text.Length)
                ? Match(Pattern.Parse(text), arguments, evaluation)
                : JsonValue.Null;
        }
        catch (PatternProblem problem)
        {
            return evaluation.Fail(Unusable(problem));
        }
    }

    private static JsonValue Match(Pattern pattern, JsonValue[] arguments, Evaluation evaluation) =>
        pattern.IsMatch(Text(arguments[1]), steps => evaluation.Spend(StepWork * steps)) is { } matches
            ? JsonValue.Of(matches)
            : JsonValue.Null;

    private static string Unusable(PatternProblem problem) =>
        $"the pattern of regexMatchString cannot be used: {problem.Message}";

    private static string Text(JsonValue argument) => ((JsonString)argument).Value;
}
