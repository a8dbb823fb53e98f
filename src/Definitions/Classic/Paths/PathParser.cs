using System.Globalization;
using Sluice.Definitions.Classic.Conditions;

namespace Sluice.Definitions.Classic.Paths;

/// <summary>Parses what follows a path's root.</summary>
/// <remarks>Source: classic language, section 2.3.</remarks>
internal static class PathParser
{
    /// <summary>A filter goes through all of a value, and a filter in it does so again.</summary>
    private const int FilterLevels = 8;

    /// <summary>The path whose first step stands at the scanner, as far as it goes.</summary>
    /// <exception cref="SyntaxProblem">It is not a path.</exception>
    public static JsonPath Parse(Scanner text)
    {
        var steps = new List<PathStep>();
        while (text.Current is '.' or '[')
        {
            steps.Add(ReadStep(text));
        }

        return steps.Count == 0 ? JsonPath.Root : new JsonPath(steps);
    }

    private static PathStep ReadStep(Scanner text)
    {
        var isDeep = text.TryTake("..");
        if (text.TryTake("["))
        {
            return new(ReadBrackets(text), isDeep);
        }

        if (!isDeep)
        {
            text.Expect(".", "a step");
        }

        return new([text.TryTake("*") ? new WildcardSelector() : new NameSelector(text.Name())], isDeep);
    }

    private static List<Selector> ReadBrackets(Scanner text)
    {
        var selectors = new List<Selector>();
        do
        {
            text.SkipSpace();
            selectors.Add(ReadSelector(text));
            text.SkipSpace();
        }
        while (text.TryTake(","));

        text.Expect("]", "what stands in brackets");
        return selectors;
    }

    private static Selector ReadSelector(Scanner text) => text.Current switch
    {
        '*' => Wildcard(text),
        '\'' or '"' => new NameSelector(text.Quoted()),
        '?' => ReadFilter(text),
        '-' or ':' or (>= '0' and <= '9') => ReadIndex(text),
        _ => throw text.Problem(
            $"{text.Here()} in brackets", "Brackets hold 'name', a number, from:to, * or ?(condition)."),
    };

    private static WildcardSelector Wildcard(Scanner text)
    {
        text.Move();
        return new();
    }

    private static FilterSelector ReadFilter(Scanner text)
    {
        text.Move();
        text.SkipSpace();
        text.Expect("(", "'?'");
        text.Enter(FilterLevels);
        var condition = ConditionParser.ParseFilter(text);
        text.Leave(FilterLevels);
        text.Expect(")", "the condition of a filter");
        return new(condition);
    }

    private static Selector ReadIndex(Scanner text)
    {
        var from = ReadNumber(text);
        text.SkipSpace();
        if (!text.TryTake(":"))
        {
            return new IndexSelector(from ?? throw text.Problem($"{text.Here()} where a number was expected"));
        }

        text.SkipSpace();
        return new SliceSelector(from, ReadNumber(text));
    }

    /// <summary>Null where there is none.</summary>
    private static long? ReadNumber(Scanner text)
    {
        var start = text.Offset;
        var sign = text.TryTake("-") ? "-" : "";
        var digits = text.While(char.IsAsciiDigit);
        if (sign.Length + digits.Length == 0)
        {
            return null;
        }

        return int.TryParse(sign + digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new SyntaxProblem(start, "an index must be a whole number of at most 32 bits");
    }
}
