namespace Sluice.Definitions.Expressions.Patterns;

/// <summary>Groups and options.</summary>
internal sealed partial class PatternParser
{
    /// <summary>Null for options by themselves, such as <c>(?i)</c>: they hold to the end of the group around.</summary>
    private PatternNode? ReadGroup()
    {
        var (start, outside) = (_text.Offset, _options);
        _text.Take();
        if (_text.TryTake("?") && !TryTakeName(start) && !TakeOptions(start))
        {
            return null;
        }

        if (++_depth > MaxDepth)
        {
            throw new PatternProblem($"groups lie in each other deeper than {MaxDepth} levels", start);
        }

        var content = ReadChoice();
        if (!_text.TryTake(")"))
        {
            throw new PatternProblem("there is a '(' without its ')'", start);
        }

        _depth--;
        _options = outside;
        return content;
    }

    /// <summary><c>P&lt;name&gt;</c> or <c>&lt;name&gt;</c>.</summary>
    private bool TryTakeName(int start)
    {
        if (_text.Current == '<' && _text.Peek(1) is '=' or '!')
        {
            return false;
        }

        if (!_text.TryTake("P<") && !_text.TryTake("<"))
        {
            return false;
        }

        var name = _text.TakeUntil(">");
        if (string.IsNullOrEmpty(name) || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
        {
            throw new PatternProblem("the name of a group has letters, digits and '_', as in '(?P<name>…)'", start);
        }

        return _groupNames.Add(name)
            ? true
            : throw new PatternProblem($"there are two groups {Diagnostics.Quote(name)}", start);
    }

    /// <summary><c>i</c>, <c>m</c>, <c>s</c>, <c>U</c>, those after <c>-</c> off, then <c>:</c> or <c>)</c>.</summary>
    /// <returns>Whether a group begins.</returns>
    private bool TakeOptions(int start)
    {
        var (options, isOff, isComplete) = (_options, false, true);
        while (!_text.IsAtEnd)
        {
            var c = _text.Take();
            switch (c)
            {
                case 'i' or 'm' or 's' or 'U':
                    options = isOff ? options & ~Option(c) : options | Option(c);
                    isComplete = true;
                    break;
                case '-' when !isOff:
                    (isOff, isComplete) = (true, false);
                    break;
                case ':' or ')' when isComplete:
                    _options = options;
                    return c == ':';
                default:
                    throw Unknown(start);
            }
        }

        throw Unknown(start);
    }

    /// <remarks><c>U</c> exchanges greedy and reluctant, which makes no difference here.</remarks>
    private static Options Option(int letter) => letter switch
    {
        'i' => Options.IgnoreCase,
        'm' => Options.Lines,
        's' => Options.DotTakesAll,
        _ => Options.None,
    };

    /// <summary>Says what cannot be read, which has been read as far as to the character that does not fit.</summary>
    private PatternProblem Unknown(int start) => new(
        _text.Since(start) switch
        {
            "(?=" or "(?!" or "(?<" => "it looks ahead or behind, which cannot be done in linear time",
            "(?P" or "(?R" or "(?&" => "it refers to another group, which cannot be done in linear time",
            var begin => $"there is no group that begins with {Diagnostics.Quote(begin)}; there are (…), (?:…), "
                + "(?P<name>…), and the options i, m, s and U as in (?i) and (?i:…)",
        },
        start);
}
