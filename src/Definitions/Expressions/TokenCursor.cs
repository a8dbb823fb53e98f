namespace Sluice.Definitions.Expressions;

/// <summary>A place in an expression's tokens, and the problems found on the way there.</summary>
internal sealed class TokenCursor
{
    private readonly IReadOnlyList<Token> _tokens;
    private readonly List<ExpressionProblem> _problems = [];
    private int _next;

    public TokenCursor(string text)
    {
        _tokens = new Lexer(text).Read(out var problem);
        if (problem is not null)
        {
            // What stands before the mistake is not looked at: its end is not the expression's end.
            _problems.Add(problem);
            Stop();
        }
    }

    public Token Current => _tokens[_next];

    public IReadOnlyList<ExpressionProblem> Problems => _problems;

    /// <summary>
    /// After a mistake in grammar: the cursor stands at the end, and nothing further is reported.
    /// </summary>
    public bool HasStopped { get; private set; }

    /// <summary>A minus and a number that no member or element is read from: together one literal.</summary>
    public bool IsAtNegativeNumber =>
        Is("-") && _tokens[_next + 1].Kind == TokenKind.Number && _tokens[_next + 2].Text is not ("." or "[");

    public bool Is(string symbol) => Current.Kind == TokenKind.Symbol && Current.Text == symbol;

    public Token Take() => _tokens[_next++];

    public bool TryTake(string symbol)
    {
        if (!Is(symbol))
        {
            return false;
        }

        _next++;
        return true;
    }

    public void Expect(string symbol)
    {
        if (!TryTake(symbol))
        {
            Fail(Current, $"'{symbol}' is expected here, not {Describe(Current)}");
        }
    }

    /// <summary>Reports a mistake after which the rest still makes sense.</summary>
    public void Report(string code, int offset, string message, string? hint = null)
    {
        if (_problems.Count < DiagnosticBag.MaxReported)
        {
            _problems.Add(new(code, offset, message, hint));
        }
    }

    /// <summary>Reports a mistake after which the rest makes no sense, and moves to the end.</summary>
    public void Fail(
        Token token, string message, string? hint = null, string code = DiagnosticCodes.ExpressionSyntax)
    {
        if (!HasStopped)
        {
            Report(code, token.Offset, message, hint);
            Stop();
        }
    }

    public static string Describe(Token token) => token.Kind switch
    {
        TokenKind.End => "the end",
        TokenKind.String => $"the string \"{Diagnostics.Shorten(token.Text)}\"",
        _ => Diagnostics.Quote(token.Text),
    };

    private void Stop() => (HasStopped, _next) = (true, _tokens.Count - 1);
}
