using System.Text;
using System.Text.RegularExpressions;
using Sluice.Model.Json;

namespace Sluice.Definitions.Expressions.Functions;

/// <summary>Texts.</summary>
internal static class TextFunctions
{
    /// <summary>Longest pattern: matching takes time in proportion to it, for each character of the text.</summary>
    private const int MaxPatternLength = 1_000;

    private const string Hole = "{}";

    public static IReadOnlyList<Function> All { get; } =
    [
        new("format", Format, JsonKinds.String) { TakesMore = true, Bind = BindFormat },
        new("split", Split, JsonKinds.String, JsonKinds.String),
        new("regexMatchString", MatchRegex, JsonKinds.String, JsonKinds.String) { Bind = BindRegex },
    ];

    private static Binding BindFormat(IReadOnlyList<JsonValue?> literals) =>
        literals[0] is JsonString template && template.Value.Split(Hole).Length is var pieces && pieces > literals.Count
            ? new(Format, TooFewArguments(pieces - 1, literals.Count - 1))
            : new(Format);

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
        if (literals[0] is not JsonString pattern)
        {
            return new(MatchRegex);
        }

        return TryPrepare(pattern.Value, out var problem) is { } regex
            ? new((arguments, evaluation) => IsMatch(regex, arguments[1], evaluation))
            : new(MatchRegex, problem);
    }

    private static JsonValue MatchRegex(JsonValue[] arguments, Evaluation evaluation) =>
        TryPrepare(Text(arguments[0]), out var problem) is { } regex
            ? IsMatch(regex, arguments[1], evaluation)
            : evaluation.Fail(problem!);

    private static JsonValue IsMatch(Regex regex, JsonValue text, Evaluation evaluation) =>
        evaluation.Spend(Text(text).Length) ? JsonValue.Of(regex.IsMatch(Text(text))) : JsonValue.Null;

    /// <remarks>
    /// Without backtracking the time is linear in the text, whatever the pattern; so look-around and back references
    /// are not to be had, as in RE2.
    /// </remarks>
    private static Regex? TryPrepare(string pattern, out string? problem)
    {
        problem = pattern.Length > MaxPatternLength
            ? $"the pattern of regexMatchString is longer than {MaxPatternLength} characters"
            : null;
        try
        {
            return problem is null
                ? new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)
                : null;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            problem = $"the pattern of regexMatchString cannot be used: {e.Message.TrimEnd('.')}";
            return null;
        }
    }

    private static string Text(JsonValue argument) => ((JsonString)argument).Value;
}
