namespace Sluice.Definitions.Expressions.Patterns;

/// <summary>What begins with a backslash.</summary>
internal sealed partial class PatternParser
{
    private PatternNode ReadEscape()
    {
        var place = _text.Peek(1) switch
        {
            'A' => Place.TextStart,
            'z' => Place.TextEnd,
            'b' => Place.WordEdge,
            'B' => Place.NoWordEdge,
            _ => (Place?)null,
        };
        if (place is not null)
        {
            _text.Take();
            _text.Take();
            return new PlaceNode(place.Value);
        }

        return TryTakeNamed() is { } named ? new ClassNode([named], isNegated: false) : Literal(TakeEscaped());
    }

    /// <summary><c>\d</c> and its like, <c>\pL</c> and <c>\p{Han}</c>; null, and nothing moved, for anything else.</summary>
    private ClassPart? TryTakeNamed()
    {
        var letter = _text.Current == '\\' ? _text.Peek(1) : 0;
        var perl = letter switch
        {
            'd' or 'D' => NamedSets.Digit,
            's' or 'S' => NamedSets.Space,
            'w' or 'W' => NamedSets.Word,
            _ => null,
        };
        if (perl is null && letter is not ('p' or 'P'))
        {
            return null;
        }

        var start = _text.Offset;
        _text.Take();
        _text.Take();
        return perl is not null
            ? new(perl, IsNegated: letter is 'D' or 'S' or 'W', IgnoresCase)
            : TakeUnicode(start, isNegated: letter == 'P');
    }

    private ClassPart TakeUnicode(int start, bool isNegated)
    {
        var braces = _text.TryTake("{");
        var name = braces ? _text.TakeUntil("}")
            : _text.IsAtEnd ? null
            : char.ConvertFromUtf32(_text.Take());
        if (name is null)
        {
            throw new PatternProblem("'\\p' names a category or a script, as in '\\pL' or '\\p{Han}'", start);
        }

        var turns = name.StartsWith('^');
        var plain = turns ? name[1..] : name;
        return NamedSets.FindUnicode(plain) is { } set
            ? new(set, isNegated != turns, IgnoresCase)
            : throw new PatternProblem(
                $"there is no category or script {Diagnostics.Quote(plain)}"
                    + (Suggestion.Nearest(plain, NamedSets.UnicodeNames) is { } near ? $"; there is '{near}'" : ""),
                start);
    }

    /// <summary>A character that is written as an escape, in a class or outside.</summary>
    private int TakeEscaped()
    {
        var start = _text.Offset;
        _text.Take();
        if (_text.IsAtEnd)
        {
            throw new PatternProblem("it ends with a '\\'; a backslash itself is '\\\\'", start);
        }

        var c = _text.Take();
        return c switch
        {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'a' => '\a',
            'f' => '\f',
            'v' => '\v',
            'x' => TakeHex(start),
            '0' => TakeOctal(0),
            >= '1' and <= '7' when _text.Current is >= '0' and <= '7' => TakeOctal(c - '0'),
            < 0x80 when !char.IsAsciiLetterOrDigit((char)c) => c,
            _ => throw UnknownEscape(c, start),
        };
    }

    /// <summary><c>\x7F</c> or <c>\x{10FFFF}</c>.</summary>
    private int TakeHex(int start)
    {
        var digits = _text.TryTake("{") ? _text.TakeUntil("}")
            : _text.Peek(1) < 0 ? null
            : char.ConvertFromUtf32(_text.Take()) + char.ConvertFromUtf32(_text.Take());
        var value = string.IsNullOrEmpty(digits) ? -1 : 0;
        foreach (var digit in digits ?? "")
        {
            value = value is < 0 or > CharacterSet.LastCodePoint || !char.IsAsciiHexDigit(digit)
                ? -1
                : (value * 16) + Convert.ToInt32(digit.ToString(), 16);
        }

        return value is >= 0 and <= CharacterSet.LastCodePoint
            ? value
            : throw new PatternProblem(
                "'\\x' takes two hexadecimal digits or a code point in braces, as in '\\x7F' or '\\x{10FFFF}'", start);
    }

    /// <summary>Up to three octal digits, of which the first has been taken.</summary>
    private int TakeOctal(int value)
    {
        for (var i = 0; i < 2 && _text.Current is >= '0' and <= '7'; i++)
        {
            value = (value * 8) + (_text.Take() - '0');
        }

        return value;
    }

    private static PatternProblem UnknownEscape(int c, int start)
    {
        var shown = $"'\\{char.ConvertFromUtf32(c)}'";
        return new(
            c switch
            {
                >= '1' and <= '9' or 'k' or 'g' => $"{shown} refers to another group, which cannot be done in linear time",
                'Z' => $"there is no {shown}; the end of the text is '\\z'",
                'C' => $"{shown} would take a byte, and texts are made of characters here; '(?s:.)' takes any of them",
                'E' => $"there is no '\\Q' before {shown}",
                _ => $"there is no escape {shown}",
            },
            start);
    }
}
