using System.Text.RegularExpressions;
using Sluice.Model.Json;

namespace Sluice.Definitions.Expressions.Functions;

/// <summary>
/// A regular expression of <c>regexMatchString</c>, in the syntax of RE2 as far as .NET has it.
/// </summary>
internal sealed class Pattern
{
    /// <summary>
    /// What one match costs besides its text, mostly for building: so an expression can have 64.
    /// </summary>
    private const long SpendPerMatch = 256 * 1024;

    private readonly Lazy<Regex> _regex;
    private readonly int _size;

    private Pattern(string text, int size)
    {
        // Without backtracking the time is linear in the text, whatever the pattern.
        _regex = new(() => new Regex(text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant));
        _size = size;
    }

    /// <param name="problem">Why there is no such pattern, without a full stop at the end.</param>
    public static Pattern? TryParse(string text, out string? problem)
    {
        problem = PatternGuard.Check(text, out var size) ?? SyntaxProblem(text);
        if (problem is null)
        {
            return new(text, size);
        }

        problem = $"the pattern of regexMatchString cannot be used: {problem}";
        return null;
    }

    public JsonValue Match(string text, Evaluation evaluation)
    {
        if (!evaluation.Spend(SpendPerMatch + ((long)text.Length * _size)))
        {
            return JsonValue.Null;
        }

        try
        {
            return JsonValue.Of(_regex.Value.IsMatch(text));
        }
        catch (NotSupportedException e)
        {
            return evaluation.Fail($"the pattern of regexMatchString cannot be used: {e.Message.TrimEnd('.')}");
        }
    }

    private static string? SyntaxProblem(string text)
    {
        try
        {
            _ = new Regex(text, RegexOptions.CultureInvariant);
            return null;
        }
        catch (ArgumentException e)
        {
            return e.Message.TrimEnd('.');
        }
    }
}
