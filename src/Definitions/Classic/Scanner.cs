using System.Text;
using Sluice.Definitions.Syntax;

namespace Sluice.Definitions.Classic;

/// <summary>Reads a path or a condition from left to right.</summary>
internal sealed class Scanner(string text)
{
    /// <summary>Levels of parentheses, prefixes and filters in each other; whoever evaluates them recurses.</summary>
    private const int MaxDepth = 32;

    private int _depth;

    public int Offset { get; private set; }

    /// <summary>The character here; NUL, which no definition can hold, at the end.</summary>
    public char Current => At(0);

    public bool IsAtEnd => Offset >= text.Length;

    public char At(int ahead) => Offset + ahead < text.Length ? text[Offset + ahead] : '\0';

    public void Move(int characters = 1) => Offset += characters;

    public void SkipSpace()
    {
        while (Current is ' ' or '\t' or '\n' or '\r')
        {
            Offset++;
        }
    }

    /// <summary>Moves past a token if it stands here.</summary>
    public bool TryTake(string token)
    {
        if (string.CompareOrdinal(text, Offset, token, 0, token.Length) != 0)
        {
            return false;
        }

        Offset += token.Length;
        return true;
    }

    /// <summary>Moves past a word if it stands here as a whole.</summary>
    public bool TryTakeWord(string word) => !IsNamePart(At(word.Length)) && TryTake(word);

    /// <param name="after">What it should have followed, for the message.</param>
    public void Expect(string token, string after)
    {
        if (!TryTake(token))
        {
            throw Problem($"{Here()} where '{token}' was expected after {after}");
        }
    }

    /// <summary>Letters, digits, <c>_</c>, <c>-</c>, and everything beyond ASCII; one or more.</summary>
    public string Name()
    {
        var start = Offset;
        while (IsNamePart(Current))
        {
            Offset++;
        }

        return Offset > start
            ? text[start..Offset]
            : throw Problem(
                $"{Here()} where a name was expected", "Write a name with other characters as ['name'].");
    }

    public string While(Func<char, bool> accepted)
    {
        var start = Offset;
        while (!IsAtEnd && accepted(Current))
        {
            Offset++;
        }

        return text[start..Offset];
    }

    /// <summary>A text in the quotes that stand here; back quotes know no escapes.</summary>
    public string Quoted()
    {
        var (start, quote) = (Offset, Current);
        var value = new StringBuilder();
        for (Offset++; Current != quote; Offset++)
        {
            if (IsAtEnd)
            {
                throw new SyntaxProblem(start, $"the text that begins with {quote} has no end");
            }

            value.Append(Current == '\\' && quote != '`' ? Escape() : Current);
        }

        Offset++;
        return value.ToString();
    }

    /// <summary>Goes down.</summary>
    /// <param name="levels">More than one for what costs more to evaluate.</param>
    /// <exception cref="SyntaxProblem">That is too deep.</exception>
    public void Enter(int levels)
    {
        _depth += levels;
        if (_depth > MaxDepth)
        {
            throw Problem("parentheses, prefixes or filters lie too deep in each other");
        }
    }

    public void Leave(int levels) => _depth -= levels;

    public SyntaxProblem Problem(string message, string? hint = null) =>
        new(Offset, message, hint ?? LookAlike.Hint(Current));

    /// <summary>What stands here, for messages.</summary>
    public string Here() => IsAtEnd ? "the text ends" : $"there is '{Current}'";

    private static bool IsNamePart(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' || c > '\u007f';

    /// <summary>The character that an escape stands for; leaves the scanner on the escape's last character.</summary>
    private char Escape()
    {
        Offset++;
        return Current switch
        {
            '"' or '\'' or '\\' or '/' or '`' => Current,
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => Unicode(),
            _ => throw Problem("a backslash stands before something that is not an escape", "Write it as '\\\\'."),
        };
    }

    private char Unicode()
    {
        var code = 0;
        for (var digits = 0; digits < 4; digits++)
        {
            Offset++;
            code = char.IsAsciiHexDigit(Current)
                ? (code * 16) + Convert.ToInt32(Current.ToString(), 16)
                : throw Problem("\\u needs four hexadecimal digits");
        }

        return (char)code;
    }
}

/// <summary>Ends the reading of a path or a condition; never leaves the parsers.</summary>
/// <param name="offset">Of the character where it was noticed, from 0.</param>
/// <param name="problem">What is wrong, without a full stop at the end.</param>
/// <param name="hint">What would be right, as a sentence; or null.</param>
internal sealed class SyntaxProblem(int offset, string problem, string? hint = null) : Exception(problem)
{
    public int Offset { get; } = offset;

    public string? Hint { get; } = hint;
}
