using Sluice.Model.Json;

namespace Sluice.Definitions.Expressions;

/// <summary>Turns an expression's text into a tree, and checks all that can be known without data.</summary>
/// <remarks>
/// The first mistake in grammar ends the reading; mistakes in meaning (unknown functions, variables that the
/// place does not have, literals that do not fit) are gathered. Source: definition language, sections 4.2 and
/// 4.6.
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
    private readonly TokenCursor _tokens;
    private int _nesting;
    private int _calls;
    private int? _secret;

    private ExpressionParser(string text, ExpressionPlace place) => (_tokens, _place) = (new(text), place);

    private Token Current => _tokens.Current;

    /// <summary>The tree, or null when there are problems.</summary>
    public static Expression? Parse(
        string text, ExpressionPlace place, out IReadOnlyList<ExpressionProblem> problems)
    {
        if (text.Length > MaxLength)
        {
            problems = [new(
                DiagnosticCodes.ExpressionTooLarge, 0, $"it is longer than {MaxLength} characters")];
            return null;
        }

        var parser = new ExpressionParser(text, place);
        var expression = parser.ParseAll();
        problems = parser._tokens.Problems;
        return problems.Count == 0 ? expression : null;
    }

    private Expression ParseAll()
    {
        var expression = ParseExpression();
        if (Current.Kind != TokenKind.End)
        {
            _tokens.Fail(Current, $"{TokenCursor.Describe(Current)} is not expected here");
        }

        if (_secret is { } offset && !_tokens.HasStopped && SecretUse.Problem(expression) is { } problem)
        {
            _tokens.Report(DiagnosticCodes.SecretLookedAt, offset, problem, SecretUse.Hint);
        }

        return expression;
    }

    private Expression ParseExpression()
    {
        if (++_nesting > MaxNesting)
        {
            _tokens.Fail(
                Current,
                $"brackets are nested deeper than {MaxNesting} levels",
                code: DiagnosticCodes.ExpressionTooLarge);
        }

        var expression = _tokens.HasStopped ? Leaf.Nothing : ParseConditional();
        _nesting--;
        return expression;
    }

    private Expression ParseConditional()
    {
        var condition = ParseBinary(OperatorTable.Loosest);
        if (!_tokens.TryTake("?"))
        {
            return condition;
        }

        var then = ParseExpression();
        _tokens.Expect(":");
        return Grown(new ConditionalExpression(condition, then, ParseExpression()));
    }

    private Expression ParseBinary(int loosest)
    {
        var left = ParseUnary();
        while (TryOperator(out var op) && OperatorTable.Precedence(op) >= loosest)
        {
            var precedence = OperatorTable.Precedence(op);
            _tokens.Take();
            left = Grown(new BinaryExpression(op, left, ParseBinary(precedence + 1)));
            if (precedence == OperatorTable.Relation
                && TryOperator(out var second) && OperatorTable.Precedence(second) == precedence)
            {
                _tokens.Fail(
                    Current,
                    $"'{OperatorTable.Symbol(second)}' cannot follow another comparison",
                    "Join comparisons with '&&'.");
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
        while (_tokens.Is("!") || (_tokens.Is("-") && !_tokens.IsAtNegativeNumber))
        {
            operators.Push(_tokens.Take().Text == "!" ? UnaryOperator.Not : UnaryOperator.Negate);
        }

        var expression = _tokens.Is("-") ? ParseNegativeNumber() : ParsePostfix();
        foreach (var op in operators)
        {
            expression = Grown(new UnaryExpression(op, expression));
        }

        return expression;
    }

    // One literal, so that the lowest 64-bit integer, whose digits alone are out of range, has one too.
    private Expression ParseNegativeNumber()
    {
        var minus = _tokens.Take();
        return Leaf.Number(new(TokenKind.Number, "-" + _tokens.Take().Text, minus.Offset), _tokens);
    }

    private Expression ParsePostfix()
    {
        var expression = ParsePrimary();
        while (!_tokens.HasStopped)
        {
            if (_tokens.TryTake("."))
            {
                expression = Grown(MemberOf(expression, TakeMemberName()));
            }
            else if (_tokens.TryTake("["))
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

    private static Expression MemberOf(Expression target, string name) => target is VariableExpression { Variable: VariableSet.Secret }
        ? new SecretExpression(name)
        : new MemberExpression(target, name);

    private Expression ParseVariable()
    {
        var token = _tokens.Take();
        var variable = Leaf.Variable(token, _place, _tokens);
        if (variable is VariableExpression { Variable: VariableSet.Secret } && _place.Variables.HasFlag(VariableSet.Secret))
        {
            _secret ??= token.Offset;
        }

        return variable;
    }

    private string TakeMemberName()
    {
        if (Current.Kind == TokenKind.Name)
        {
            return _tokens.Take().Text;
        }

        _tokens.Fail(
            Current,
            _tokens.Is(".")
                ? "'..' is not supported"
                : $"a member's name must follow '.', not {TokenCursor.Describe(Current)}",
            "A name that is not a word is written [\"any text\"], an element of an array [0].");
        return "";
    }

    private Expression ParseIndex(Expression target)
    {
        if (_tokens.Is("*") || _tokens.Is(":") || _tokens.Is("?") || _tokens.Is("]"))
        {
            _tokens.Fail(Current, "an index must follow '['", "Wildcards, slices and filters are not supported.");
        }

        var index = ParseExpression();
        if (_tokens.Is(":"))
        {
            _tokens.Fail(Current, "slices are not supported", "An index is one integer or one string.");
        }

        _tokens.Expect("]");
        return Grown(index is LiteralExpression { Value: JsonString name }
            ? MemberOf(target, name.Value)
            : new IndexExpression(target, index));
    }

    private Expression ParsePrimary()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Number:
                return Leaf.Number(_tokens.Take(), _tokens);
            case TokenKind.String:
                return new LiteralExpression(JsonValue.Of(_tokens.Take().Text));
            case TokenKind.Variable:
                return ParseVariable();
            case TokenKind.Name:
                return ParseWord(_tokens.Take());
            case TokenKind.Symbol when _tokens.TryTake("("):
                var inner = ParseExpression();
                _tokens.Expect(")");
                return inner;
            case TokenKind.Symbol when _tokens.TryTake("["):
                return Grown(new ArrayExpression(ParseList("]")));
            case TokenKind.Symbol when _tokens.TryTake("{"):
                return ParseObject();
            default:
                _tokens.Fail(token, $"a value is expected here, not {TokenCursor.Describe(token)}");
                return Leaf.Nothing;
        }
    }

    private Expression ParseWord(Token word)
    {
        if (_tokens.Is("("))
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
                _tokens.Fail(
                    word,
                    $"{Diagnostics.Quote(word.Text)} is neither a value nor a function call",
                    "Text must be in quotes; data is reached through a variable such as $Input.");
                return Leaf.Nothing;
        }
    }

    private Expression ParseCall(Token name)
    {
        _tokens.Take();
        if (++_calls == MaxCalls + 1)
        {
            _tokens.Report(
                DiagnosticCodes.CallsTooDeep,
                name.Offset,
                $"function calls are nested deeper than {MaxCalls} levels");
        }

        var places = new List<int>();
        var arguments = ParseList(")", places);
        _calls--;
        var call = _tokens.HasStopped ? null : CallCheck.Check(name, arguments, places, _tokens);
        return call is null ? Leaf.Nothing : Grown(call);
    }

    /// <summary>Expressions up to the closing bracket, which is taken too.</summary>
    /// <param name="places">Receives where each begins.</param>
    private List<Expression> ParseList(string close, List<int>? places = null)
    {
        var items = new List<Expression>();
        if (_tokens.TryTake(close))
        {
            return items;
        }

        do
        {
            places?.Add(Current.Offset);
            items.Add(ParseExpression());
        }
        while (_tokens.TryTake(","));

        _tokens.Expect(close);
        return items;
    }

    private Expression ParseObject()
    {
        var members = new List<KeyValuePair<string, Expression>>();
        if (_tokens.TryTake("}"))
        {
            return new ObjectExpression(members);
        }

        do
        {
            if (Current.Kind is not (TokenKind.String or TokenKind.Name))
            {
                _tokens.Fail(Current, $"a key is expected here, not {TokenCursor.Describe(Current)}");
                break;
            }

            var key = _tokens.Take().Text;
            _tokens.Expect(":");
            members.Add(new(key, ParseExpression()));
        }
        while (_tokens.TryTake(","));

        _tokens.Expect("}");
        return Grown(new ObjectExpression(members));
    }

    private Expression Grown(Expression expression)
    {
        if (expression.Height > MaxHeight)
        {
            _tokens.Fail(
                Current,
                $"it has more than {MaxHeight} levels of operators",
                "Shorten the chain, or build parts of it in states before.",
                DiagnosticCodes.ExpressionTooLarge);
        }

        return expression;
    }
}
