using System.Globalization;
using System.Text;
using Sluice.Definitions.Syntax;

namespace Sluice.Definitions.Expressions;

/// <summary>Cuts an expression into tokens.</summary>
/// <remarks>Source: definition language, section 4.2.</remarks>
internal sealed class Lexer(string text)
{
    private static readonly string[] Symbols =
    [
        "==", "!=", "<=", ">=", "&&", "||", "??",
        "<", ">", "!", "-", "+", "*", "/", "%", "?", ":", "(", ")", "[", "]", "{", "}", ",", ".",
    ];

    private readonly List<Token> _tokens = [];
    private int _next;
    private ExpressionProblem? _problem;

    /// <summary>The tokens, with one of kind End as the last.</summary>
    /// <param name="problem">Why the text could be read only so far; null when it was read whole.</param>
    public IReadOnlyList<Token> Read(out ExpressionProblem? problem)
    {
        SkipSpace();
        while (_problem is null && _next < text.Length)
        {
            ReadToken();
            SkipSpace();
        }

        _tokens.Add(new(TokenKind.End, "", text.Length));
        problem = _problem;
        return _tokens;
    }

    private void SkipSpace()
    {
        while (_next < text.Length && char.IsWhiteSpace(text[_next]))
        {
            _next++;
        }
    }

    private void ReadToken()
    {
        var start = _next;
        var first = text[start];
        if (char.IsAsciiDigit(first))
        {
            SkipNumber();
            Add(TokenKind.Number, start);
        }
        else if (first == '$')
        {
            _next++;
            SkipName();
            Add(TokenKind.Variable, start);
        }
        else if (first is '"' or '\'' or '`')
        {
            ReadString(first);
        }
        else if (SkipName())
        {
            Add(TokenKind.Name, start);
        }
        else
        {
            ReadSymbol(start);
        }
    }

    private void Add(TokenKind kind, int start) => _tokens.Add(new(kind, text[start.._next], start));

    /// <summary>Digits, a fraction if a digit follows the point, an exponent.</summary>
    private void SkipNumber()
    {
        SkipDigits();
        if (At(_next) == '.' && char.IsAsciiDigit(At(_next + 1)))
        {
            _next++;
            SkipDigits();
        }

        var sign = At(_next + 1) is '+' or '-' ? 1 : 0;
        if (At(_next) is 'e' or 'E' && char.IsAsciiDigit(At(_next + 1 + sign)))
        {
            _next += 1 + sign;
            SkipDigits();
        }
    }

    private void SkipDigits()
    {
        while (char.IsAsciiDigit(At(_next)))
        {
            _next++;
        }
    }

    /// <summary>A letter or underscore, then letters, digits and underscores; letters of any script.</summary>
    private bool SkipName()
    {
        var start = _next;
        while (_next < text.Length && Rune.TryGetRuneAt(text, _next, out var rune)
            && (Rune.IsLetter(rune) || rune.Value == '_' || (_next > start && Rune.IsDigit(rune))))
        {
            _next += rune.Utf16SequenceLength;
        }

        return _next > start;
    }

    private void ReadSymbol(int start)
    {
        var symbol = Array.Find(
            Symbols, symbol => text.AsSpan(start).StartsWith(symbol, StringComparison.Ordinal));
        if (symbol is not null)
        {
            _next += symbol.Length;
            Add(TokenKind.Symbol, start);
            return;
        }

        Rune.TryGetRuneAt(text, start, out var rune);
        Fail(start, $"'{rune}' does not belong in an expression", text[start] switch
        {
            '=' => "Equality is written '=='.",
            '&' => "'And' is written '&&'.",
            '|' => "'Or' is written '||'.",
            '@' => "Filters are not supported.",
            var other => LookAlike.Hint(other),
        });
    }

    private void ReadString(char quote)
    {
        var start = _next++;
        var value = new StringBuilder();
        while (_next < text.Length && text[_next] != quote && _problem is null)
        {
            if (text[_next] == '\\' && quote != '`')
            {
                ReadEscape(value);
            }
            else
            {
                value.Append(text[_next++]);
            }
        }

        if (_problem is null && _next >= text.Length)
        {
            Fail(start, $"the string that begins here has no closing {quote}");
            return;
        }

        _next++;
        CheckUnicode(value, start);
        _tokens.Add(new(TokenKind.String, value.ToString(), start));
    }

    private void ReadEscape(StringBuilder value)
    {
        var start = _next;
        _next += 2;
        var escaped = At(start + 1);
        switch (escaped)
        {
            case '"' or '\'' or '\\' or '/':
                value.Append(escaped);
                break;
            case 'n':
                value.Append('\n');
                break;
            case 't':
                value.Append('\t');
                break;
            case 'r':
                value.Append('\r');
                break;
            case 'b':
                value.Append('\b');
                break;
            case 'f':
                value.Append('\f');
                break;
            case 'u' when ushort.TryParse(
                text.AsSpan(_next, Math.Min(4, text.Length - _next)),
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture,
                out var unit) && _next + 4 <= text.Length:
                _next += 4;
                value.Append((char)unit);
                break;
            default:
                Fail(start, "this escape is not known", "A backslash itself is written '\\\\'.");
                break;
        }
    }

    /// <summary>Escapes can spell half a character, and such text has no UTF-8 form.</summary>
    private void CheckUnicode(StringBuilder value, int start)
    {
        for (var i = 0; i < value.Length; i++)
        {
            if (char.IsHighSurrogate(value[i]) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(value[i]))
            {
                Fail(start, $"the string has half a character, \\u{(int)value[i]:x4}, without its other half");
                return;
            }
        }
    }

    private char At(int place) => place < text.Length ? text[place] : '\0';

    private void Fail(int offset, string message, string? hint = null) =>
        _problem ??= new(DiagnosticCodes.ExpressionSyntax, offset, message, hint);
}
