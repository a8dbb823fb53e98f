using Sluice.Definitions.Syntax;
using Sluice.Model.Json;

namespace Sluice.Definitions.Expressions;

/// <summary>Turns an expression's text into a tree, and checks all that can be known without data.</summary>
/// <remarks>
/// The first mistake in grammar ends the reading; mistakes in meaning (unknown functions, variables that the place
/// does not have, literals that do not fit) are gathered. Source: definition language, sections 4.2 and 4.6.
/// </remarks>
internal sealed class ExpressionParser
{
    /// <summary>Longest expression, in characters. Our own, so that work stays bounded.</summary>
    public const int MaxLength = 64 * 1024;

    /// <summary>Highest tree. Our own, so that no expression can exhaust the stack.</summary>
    public const int MaxHeight = 200;

    /// <summary>Brackets within brackets; most of them leave no node in the tree.</summary>
    private const int MaxNesting = 100;

    /// <summary>Calls within calls.</summary>
    private const int MaxCalls = 10;

    private readonly ExpressionPlace _place;
    private readonly IReadOnlyList<Token> _tokens;
    private readonly List<ExpressionProblem> _problems = [];
    private bool _hasStopped;
    private int _next;
    private int _nesting;
    private int _calls;

    private ExpressionParser(string text, ExpressionPlace place)
    {
        _place = place;
        _tokens = new Lexer(text).Read(out var problem);
        if (problem is not null)
        {
            // What stands before the mistake is not looked at: its end is not the expression's end.
            _problems.Add(problem);
            Stop();
        }
    }

    private Token Current => _tokens[_next];

    /// <summary>The tree, or null when there are problems.</summary>
    public static Expression? Parse(string text, ExpressionPlace place, out IReadOnlyList<ExpressionProblem> problems)
    {
        if (text.Length > MaxLength)
        {
            problems = [new(
                DiagnosticCodes.ExpressionTooLarge, 0, $"it is longer than {MaxLength} characters")];
            return null;
        }

        var parser = new ExpressionParser(text, place);
        var expression = parser.ParseAll();
        problems = parser._problems;
        return problems.Count == 0 ? expression : null;
    }

    private Expression ParseAll()
    {
        var expression = ParseExpression();
        if (Current.Kind != TokenKind.End)
        {
            Fail(Current, $"{Name(Current)} is not expected here");
        }

        return expression;
    }

    private Expression ParseExpression()
    {
        if (++_nesting > MaxNesting)
        {
            Fail(Current, $"brackets are nested deeper than {MaxNesting} levels", DiagnosticCodes.ExpressionTooLarge);
        }

        var expression = _hasStopped ? Nothing : ParseConditional();
        _nesting--;
        return expression;
    }

    private Expression ParseConditional()
    {
        var condition = ParseBinary(OperatorTable.Loosest);
        if (!TryTake("?"))
        {
            return condition;
        }

        var then = ParseExpression();
        Take(":");
        return Grown(new ConditionalExpression(condition, then, ParseExpression()));
    }

    private Expression ParseBinary(int loosest)
    {
        var left = ParseUnary();
        while (TryOperator(out var op) && OperatorTable.Precedence(op) is var precedence && precedence >= loosest)
        {
            _next++;
            left = Grown(new BinaryExpression(op, left, ParseBinary(precedence + 1)));
            if (precedence == OperatorTable.Relation
                && TryOperator(out var second) && OperatorTable.Precedence(second) == precedence)
            {
                Fail(Current, $"'{OperatorTable.Symbol(second)}' cannot follow another comparison",
                    hint: "Join comparisons with '&&'.");
            }
        }

        return left;
    }

    private bool TryOperator(out BinaryOperator op)
    {
        op = default;
        return Current.Kind is TokenKind.Symbol or TokenKind.Name && OperatorTable.TryGet(Current.Text, out op);
    }

    private Expression ParseUnary()
    {
        var operators = new Stack<UnaryOperator>();
        while (Is("!") || (Is("-") && !IsNegativeNumber()))
        {
            operators.Push(Is("!") ? UnaryOperator.Not : UnaryOperator.Negate);
            _next++;
        }

        var expression = Is("-") ? ParseNegativeNumber() : ParsePostfix();
        foreach (var op in operators)
        {
            expression = Grown(new UnaryExpression(op, expression));
        }

        return expression;
    }

    /// <summary>A minus and a number that nothing is applied to: one literal, so that each 64-bit integer has one.</summary>
    private bool IsNegativeNumber() =>
        _tokens[_next + 1].Kind == TokenKind.Number && _tokens[_next + 2].Text is not ("." or "[");

    private Expression ParseNegativeNumber()
    {
        var minus = Current;
        _next++;
        return Number(new Token(TokenKind.Number, "-" + TakeAny().Text, minus.Offset));
    }

    private Expression ParsePostfix()
    {
        var expression = ParsePrimary();
        while (!_hasStopped)
        {
            if (TryTake("."))
            {
                expression = Grown(new MemberExpression(expression, TakeMemberName()));
            }
            else if (TryTake("["))
            {
                expression = ParseIndex(expression);
            }
            else
            {
                break;
            }
        }

        return expression;
    }

    private string TakeMemberName()
    {
        if (Current.Kind == TokenKind.Name)
        {
            return TakeAny().Text;
        }

        Fail(
            Current,
            Is(".") ? "'..' is not supported" : $"a member's name must follow '.', not {Name(Current)}",
            hint: "A name that is not a word is written [\"any text\"], an element of an array [0].");
        return "";
    }

    private Expression ParseIndex(Expression target)
    {
        if (Is("*") || Is(":") || Is("?") || Is("]"))
        {
            Fail(Current, "an index must follow '['", hint: "Wildcards, slices and filters are not supported.");
        }

        var index = ParseExpression();
        if (Is(":"))
        {
            Fail(Current, "slices are not supported", hint: "An index is one integer or one string.");
        }

        Take("]");
        return Grown(index is LiteralExpression { Value: JsonString name }
            ? new MemberExpression(target, name.Value)
            : new IndexExpression(target, index));
    }

    private Expression ParsePrimary()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Number:
                return Number(TakeAny());
            case TokenKind.String:
                return new LiteralExpression(JsonValue.Of(TakeAny().Text));
            case TokenKind.Variable:
                return Variable(TakeAny());
            case TokenKind.Name:
                return ParseWord(TakeAny());
            case TokenKind.Symbol when TryTake("("):
                var inner = ParseExpression();
                Take(")");
                return inner;
            case TokenKind.Symbol when TryTake("["):
                return Grown(new ArrayExpression(ParseList("]")));
            case TokenKind.Symbol when TryTake("{"):
                return ParseObject();
            default:
                Fail(token, $"a value is expected here, not {Name(token)}");
                return Nothing;
        }
    }

    private Expression ParseWord(Token word)
    {
        if (Is("("))
        {
            return ParseCall(word);
        }

        switch (word.Text)
        {
            case "true":
                return new LiteralExpression(JsonValue.True);
            case "false":
                return new LiteralExpression(JsonValue.False);
            case "null":
                return new LiteralExpression(JsonValue.Null);
            default:
                Fail(
                    word,
                    $"{Diagnostics.Quote(word.Text)} is neither a value nor a function call",
                    hint: "Text must be in quotes; data is reached through a variable such as $Input.");
                return Nothing;
        }
    }

    private Expression ParseCall(Token name)
    {
        _next++;
        if (++_calls == MaxCalls + 1)
        {
            Report(
                DiagnosticCodes.CallsTooDeep, name.Offset, $"function calls are nested deeper than {MaxCalls} levels");
        }

        var places = new List<int>();
        var arguments = ParseList(")", places);
        _calls--;
        return _hasStopped ? Nothing : CallCheck.Check(name, arguments, places, Report) is { } call ? Grown(call) : Nothing;
    }

    /// <summary>Expressions up to the closing bracket, which is taken too.</summary>
    /// <param name="places">Receives where each begins.</param>
    private List<Expression> ParseList(string close, List<int>? places = null)
    {
        var items = new List<Expression>();
        if (TryTake(close))
        {
            return items;
        }

        do
        {
            places?.Add(Current.Offset);
            items.Add(ParseExpression());
        }
        while (TryTake(","));

        Take(close);
        return items;
    }

    private Expression ParseObject()
    {
        var members = new List<KeyValuePair<string, Expression>>();
        if (TryTake("}"))
        {
            return new ObjectExpression(members);
        }

        do
        {
            if (Current.Kind is not (TokenKind.String or TokenKind.Name))
            {
                Fail(Current, $"a key is expected here, not {Name(Current)}");
                break;
            }

            var key = TakeAny().Text;
            Take(":");
            members.Add(new(key, ParseExpression()));
        }
        while (TryTake(","));

        Take("}");
        return Grown(new ObjectExpression(members));
    }

    private Expression Number(Token token)
    {
        if (CoreSchema.Number(token.Text) is { } number)
        {
            return new LiteralExpression(number);
        }

        Fail(token, $"the number {Diagnostics.Shorten(token.Text)} is out of range");
        return Nothing;
    }

    private Expression Variable(Token token)
    {
        var name = token.Text[1..];
        if (!Enum.TryParse<VariableSet>(name, out var variable) || variable == VariableSet.None
            || !Enum.IsDefined(variable))
        {
            Report(
                DiagnosticCodes.UnknownVariable,
                token.Offset,
                $"there is no variable {Diagnostics.Quote(token.Text)}",
                Suggestion.For(token.Text, Named(~VariableSet.None))
                    ?? $"There are {string.Join(", ", Named(~VariableSet.None))}.");
            return Nothing;
        }

        if (!_place.Variables.HasFlag(variable))
        {
            Report(
                DiagnosticCodes.VariableNotHere,
                token.Offset,
                $"{token.Text} is not available in {_place.Name}",
                $"Available are {string.Join(", ", Named(_place.Variables))}.");
        }

        return new VariableExpression(variable);
    }

    private static IEnumerable<string> Named(VariableSet set) => Enum.GetValues<VariableSet>()
        .Where(variable => variable != VariableSet.None && set.HasFlag(variable))
        .Select(variable => $"${variable}");

    /// <summary>What stands where nothing could be read. Nothing is known of its value, so it leads to no problems.</summary>
    private static VariableExpression Nothing { get; } = new(VariableSet.None);

    private bool Is(string symbol) => Current.Kind == TokenKind.Symbol && Current.Text == symbol;

    private bool TryTake(string symbol)
    {
        if (!Is(symbol))
        {
            return false;
        }

        _next++;
        return true;
    }

    private void Take(string symbol)
    {
        if (!TryTake(symbol))
        {
            Fail(Current, $"'{symbol}' is expected here, not {Name(Current)}");
        }
    }

    private Token TakeAny() => _tokens[_next++];

    private Expression Grown(Expression expression)
    {
        if (expression.Height > MaxHeight)
        {
            Fail(
                Current,
                $"it has more than {MaxHeight} levels of operators",
                DiagnosticCodes.ExpressionTooLarge,
                "Shorten the chain, or build parts of it in states before.");
        }

        return expression;
    }

    private static string Name(Token token) => token.Kind switch
    {
        TokenKind.End => "the end",
        TokenKind.String => $"the string \"{Diagnostics.Shorten(token.Text)}\"",
        _ => Diagnostics.Quote(token.Text),
    };

    private void Report(string code, int offset, string message, string? hint = null)
    {
        if (_problems.Count < DiagnosticBag.MaxReported)
        {
            _problems.Add(new(code, offset, message, hint));
        }
    }

    /// <summary>Reports a mistake after which the rest makes no sense, and moves to the end.</summary>
    private void Fail(
        Token token, string message, string code = DiagnosticCodes.ExpressionSyntax, string? hint = null)
    {
        if (!_hasStopped)
        {
            Report(code, token.Offset, message, hint);
            Stop();
        }
    }

    private void Stop() => (_hasStopped, _next) = (true, _tokens.Count - 1);
}
