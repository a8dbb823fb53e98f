using Sluice.Definitions.Classic.Paths;
using Sluice.Definitions.Syntax;
using Sluice.Model.Json;

namespace Sluice.Definitions.Classic.Conditions;

/// <summary>Parses conditions: those of choices, and those of filters in paths.</summary>
/// <remarks>
/// A filter may also use <c>@</c>, texts in single quotes, and a path alone to ask whether it leads anywhere. Source:
/// classic language, section 4.5, for the grammar.
/// </remarks>
internal sealed class ConditionParser
{
    private static readonly string[] Comparisons = ["==", "!=", "<=", ">=", "<", ">"];

    private readonly Scanner _text;
    private readonly bool _isFilter;

    private ConditionParser(Scanner text, bool isFilter) => (_text, _isFilter) = (text, isFilter);

    /// <summary>The condition that a text holds from its beginning to its end.</summary>
    /// <exception cref="SyntaxProblem">It is not a condition.</exception>
    public static Condition Parse(string text)
    {
        var scanner = new Scanner(text);
        var condition = new ConditionParser(scanner, isFilter: false).ReadOr();
        return scanner.IsAtEnd
            ? condition
            : throw scanner.Problem($"{scanner.Here()} after the end of the condition", HintFor(scanner.Current));
    }

    /// <summary>The condition of a filter, as far as it goes.</summary>
    /// <exception cref="SyntaxProblem">It is not a condition.</exception>
    public static Condition ParseFilter(Scanner text)
    {
        var parser = new ConditionParser(text, isFilter: true);
        return parser.AsTest(parser.ReadOr());
    }

    private Condition ReadOr() => ReadList("||", ReadAnd, operands => new AnyCondition(operands));

    private Condition ReadAnd() => ReadList("&&", ReadComparison, operands => new AllCondition(operands));

    /// <summary>One operand, or several with an operator between them as one node: a long list is not a deep tree.</summary>
    private Condition ReadList(string separator, Func<Condition> read, Func<List<Condition>, Condition> combine)
    {
        var first = read();
        if (!_text.TryTake(separator))
        {
            return first;
        }

        var operands = new List<Condition> { AsTest(first) };
        do
        {
            operands.Add(AsTest(read()));
        }
        while (_text.TryTake(separator));

        return combine(operands);
    }

    private Condition ReadComparison()
    {
        var left = ReadUnary();
        return FindOperator() is { } found ? new CompareCondition(found, left, ReadUnary()) : left;
    }

    private string? FindOperator() =>
        Array.Find(Comparisons, _text.TryTake) ?? (_text.TryTakeWord("in") ? "in" : null);

    private Condition ReadUnary()
    {
        _text.SkipSpace();
        _text.Enter(1);
        var condition = _text.TryTake("!") ? new NotCondition(AsTest(ReadUnary()))
            : _text.TryTake("-") ? new NegateCondition(ReadUnary())
            : ReadPrimary();
        _text.Leave(1);
        _text.SkipSpace();
        return condition;
    }

    private Condition ReadPrimary()
    {
        if (_text.TryTake("("))
        {
            var inner = ReadOr();
            _text.Expect(")", "what stands in parentheses");
            return inner;
        }

        return _text.Current switch
        {
            '$' => ReadPath(),
            '@' when _isFilter => ReadPath(),
            '"' or '`' => Literal(JsonValue.Of(_text.Quoted())),
            '\'' when _isFilter => Literal(JsonValue.Of(_text.Quoted())),
            >= '0' and <= '9' => ReadNumber(),
            _ when _text.TryTakeWord("true") => Literal(JsonValue.True),
            _ when _text.TryTakeWord("false") => Literal(JsonValue.False),
            _ when _text.TryTakeWord("null") => Literal(JsonValue.Null),
            _ => throw _text.Problem($"{_text.Here()} where a value was expected", HintFor(_text.Current)),
        };
    }

    private PathCondition ReadPath()
    {
        var isOfItem = _text.Current == '@';
        _text.Move();
        if (_text.Current is not ('.' or '[') && _text.While(char.IsAsciiLetter) is { Length: > 0 } word)
        {
            throw _text.Problem(
                $"there is no variable '${word}' here", "'$' alone stands for this step's own input: write $.name.");
        }

        return new(PathParser.Parse(_text), isOfItem);
    }

    private LiteralCondition ReadNumber()
    {
        var start = _text.Offset;
        var digits = _text.While(char.IsAsciiDigit);
        if (_text.Current == '.' && char.IsAsciiDigit(_text.At(1)))
        {
            _text.Move();
            digits += "." + _text.While(char.IsAsciiDigit);
        }

        return CoreSchema.Number(digits) is { } number
            ? Literal(number)
            : throw new SyntaxProblem(start, "the number is out of range");
    }

    private Condition AsTest(Condition condition) =>
        _isFilter && condition is PathCondition path ? new ExistsCondition(path) : condition;

    private static LiteralCondition Literal(JsonValue value) => new(value);

    private static string? HintFor(char here) => here switch
    {
        '=' => "Equality is written '=='.",
        '&' => "'And' is written '&&'.",
        '|' => "'Or' is written '||'.",
        '\'' => "Texts stand in double quotes or in back quotes.",
        '+' or '*' or '/' or '%' => "Conditions do not calculate.",
        '\0' => null,
        _ when char.IsAsciiLetter(here) => "Texts stand in double quotes; paths begin with '$'.",
        _ => null,
    };
}
