namespace Sluice.Definitions.Expressions.Patterns;

/// <summary>Reads regular expressions in the syntax of RE2.</summary>
/// <remarks>
/// Whether a repetition is greedy makes no difference to whether a text matches, nor do the names of groups: they
/// are read and forgotten. Source: definition language, section 5; RE2's page on its syntax.
/// </remarks>
internal sealed partial class PatternParser
{
    /// <summary>How often RE2 lets a part be written out, with repetitions in repetitions multiplied.</summary>
    private const int MaxRepetitions = 1_000;

    private const int MaxSize = 20_000;

    /// <summary>Groups in each other; whoever walks the tree recurses.</summary>
    private const int MaxDepth = 250;

    private readonly PatternText _text;
    private readonly HashSet<string> _groupNames = new(StringComparer.Ordinal);

    private Options _options;
    private int _depth;

    private PatternParser(string text) => _text = new(text);

    [Flags]
    private enum Options
    {
        None = 0,

        /// <summary><c>i</c></summary>
        IgnoreCase = 1,

        /// <summary><c>m</c>: <c>^</c> and <c>$</c> are the ends of lines.</summary>
        Lines = 2,

        /// <summary><c>s</c>: the dot takes line feeds too.</summary>
        DotTakesAll = 4,
    }

    private bool IgnoresCase => _options.HasFlag(Options.IgnoreCase);

    /// <exception cref="PatternProblem"/>
    public static PatternNode Parse(string text)
    {
        var parser = new PatternParser(text);
        var root = parser.ReadChoice();
        return parser._text.IsAtEnd
            ? Checked(root, start: 0)
            : throw new PatternProblem("there is a ')' without its '('", parser._text.Offset);
    }

    /// <summary>Reads up to the end of the group, or of the pattern.</summary>
    private PatternNode ReadChoice()
    {
        var options = new List<PatternNode> { ReadSequence() };
        while (_text.TryTake("|"))
        {
            options.Add(ReadSequence());
        }

        return options.Count == 1 ? options[0] : new ChoiceNode(options);
    }

    private PatternNode ReadSequence()
    {
        var parts = new List<PatternNode>();
        var isRepeated = false;
        while (!_text.IsAtEnd && _text.Current is not ('|' or ')'))
        {
            var start = _text.Offset;
            if (TakeRepetition() is { } times)
            {
                var repeated = Repeat(parts.LastOrDefault(), times, start, isRepeated);
                parts[^1] = repeated;
                isRepeated = true;
            }
            else
            {
                ReadPart(parts);
                isRepeated = false;
            }
        }

        return parts.Count == 1 ? parts[0] : new SequenceNode(parts);
    }

    /// <summary>Reads what is no repetition; options by themselves add no part, and quoted text may add many.</summary>
    private void ReadPart(List<PatternNode> parts)
    {
        if (_text.TryTake(@"\Q"))
        {
            ReadQuoted(parts);
        }
        else if (_text.Current == '(')
        {
            if (ReadGroup() is { } group)
            {
                parts.Add(group);
            }
        }
        else
        {
            parts.Add(ReadAtom());
        }
    }

    private PatternNode ReadAtom()
    {
        switch (_text.Current)
        {
            case '[':
                return ReadClass();
            case '\\':
                return ReadEscape();
        }

        var c = _text.Take();
        return c switch
        {
            '^' => new PlaceNode(_options.HasFlag(Options.Lines) ? Place.LineStart : Place.TextStart),
            '$' => new PlaceNode(_options.HasFlag(Options.Lines) ? Place.LineEnd : Place.TextEnd),
            '.' => _options.HasFlag(Options.DotTakesAll)
                ? new ClassNode([], isNegated: true)
                : new ClassNode([new(NamedSets.LineFeed, IsNegated: false, IgnoresCase: false)], isNegated: true),
            _ => Literal(c),
        };
    }

    /// <summary>Up to <c>\E</c>, or else to the end.</summary>
    private void ReadQuoted(List<PatternNode> parts)
    {
        while (!_text.IsAtEnd && !_text.TryTake(@"\E"))
        {
            parts.Add(Literal(_text.Take()));
        }
    }

    private CharacterNode Literal(int c) => IgnoresCase ? new AnyCaseNode(c) : new LiteralNode(c);

    /// <summary>Null, and nothing moved, when no repetition stands here: a brace may be a character too.</summary>
    private (int Min, int? Max)? TakeRepetition()
    {
        (int Min, int? Max)? times = _text.Current switch
        {
            '*' => (0, null),
            '+' => (1, null),
            '?' => (0, 1),
            _ => null,
        };
        if (times is not null)
        {
            _text.Take();
        }
        else
        {
            times = TakeCounts();
        }

        if (times is not null)
        {
            _text.TryTake("?");
        }

        return times;
    }

    /// <summary><c>{2}</c>, <c>{2,}</c> or <c>{2,5}</c>.</summary>
    private (int Min, int? Max)? TakeCounts()
    {
        var start = _text.Offset;
        if (_text.TryTake("{") && _text.TakeNumber() is { } min)
        {
            if (_text.TryTake("}"))
            {
                return (min, min);
            }

            if (_text.TryTake(",}"))
            {
                return (min, null);
            }

            if (_text.TryTake(",") && _text.TakeNumber() is { } max && _text.TryTake("}"))
            {
                return (min, max);
            }
        }

        _text.Return(start);
        return null;
    }

    private RepetitionNode Repeat(PatternNode? part, (int Min, int? Max) times, int start, bool isRepeated)
    {
        var written = _text.Since(start);
        if (part is null)
        {
            throw new PatternProblem($"there is nothing before '{written}' that it could repeat", start);
        }

        if (isRepeated)
        {
            throw new PatternProblem(
                $"'{written}' follows another repetition; put what is to be repeated in a group '(?:…)'", start);
        }

        if (times.Max < times.Min || (times.Max ?? times.Min) > MaxRepetitions)
        {
            throw new PatternProblem(
                $"'{written}' must count from a smaller to a larger number, at most {MaxRepetitions}", start);
        }

        return (RepetitionNode)Checked(new RepetitionNode(part, times.Min, times.Max), start);
    }

    private static PatternNode Checked(PatternNode node, int start) =>
        node.Copies > MaxRepetitions
            ? throw new PatternProblem($"repetitions in repetitions come to more than {MaxRepetitions} times", start)
        : node.Size > MaxSize
            ? throw new PatternProblem($"with its repetitions written out it has more than {MaxSize} parts", start)
        : node;
}
