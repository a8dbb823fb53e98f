using System.Diagnostics.CodeAnalysis;
using Sluice.Model;
using Sluice.Model.Json;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Sluice.Definitions.Syntax;

/// <summary>Turns the text of a definition, YAML or JSON, into a syntax tree.</summary>
/// <remarks>
/// The library's events are used, not its object mapper: they come one by one, so that what is too deep or
/// too large is refused before it costs anything. Source: definition language, section 1.2.
/// </remarks>
internal sealed class YamlReader
{
    /// <summary>
    /// Levels of mappings and sequences. Well above 20 nested scopes with 128 levels of data in the last.
    /// </summary>
    private const int MaxDepth = 256;

    private readonly string _text;
    private readonly IParser _parser;
    private readonly DiagnosticBag _bag;
    private readonly long _maxWeight;

    /// <summary>Null while the anchored node itself is being read: an alias to it would be a cycle.</summary>
    private readonly Dictionary<string, SyntaxNode?> _anchors = new(StringComparer.Ordinal);

    private long _weightOfAliases;

    private YamlReader(string text, Limits limits, DiagnosticBag bag)
    {
        _parser = new Parser(new StringReader(text));
        (_text, _bag, _maxWeight) = (text, bag, 4L * limits.RequestBytes);
    }

    private ParsingEvent Current => _parser.Current!;

    /// <returns>Null when there is no tree to work on; the bag says why.</returns>
    public static SyntaxNode? Read(string text, Limits limits, DiagnosticBag bag)
    {
        // A byte order mark is no part of the text, and the reader would take it for a part of the first key.
        text = text.StartsWith('\ufeff') ? text[1..] : text;
        return TextGuard.Check(text, limits, bag) ? new YamlReader(text, limits, bag).ReadDocument() : null;
    }

    private SyntaxNode? ReadDocument()
    {
        try
        {
            return TryOpen() && ReadNode(0) is { } root && TryClose() ? root : null;
        }
        catch (YamlException e)
        {
            return NotYaml(e.Start, e.Message);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Somebody else's reader, and anybody's text: whatever it trips over, the text is not YAML. It
            // trips over surrogates in the wrong order, for one.
            return NotYaml(_parser.Current?.Start ?? Mark.Empty, "something near here cannot be read");
        }
    }

    private bool TryOpen()
    {
        _parser.MoveNext();
        if (_parser.MoveNext() && Current is DocumentStart)
        {
            _parser.MoveNext();
            return true;
        }

        _bag.Error(DiagnosticCodes.Empty, new(1, 1), "The definition is empty.");
        return false;
    }

    private bool TryClose()
    {
        _parser.MoveNext();
        if (Current is StreamEnd)
        {
            return true;
        }

        _bag.Error(
            DiagnosticCodes.SeveralDocuments,
            At(Current.Start),
            "A second document begins here; a definition is one YAML document.");
        return false;
    }

    /// <summary>Reads the node that begins at the current event and moves past it.</summary>
    /// <returns>Null when reading cannot go on; the bag says why.</returns>
    private SyntaxNode? ReadNode(int depth)
    {
        if (Current is AnchorAlias alias)
        {
            return ReadAlias(alias);
        }

        var start = (NodeEvent)Current;
        if (start is not Scalar && depth >= MaxDepth)
        {
            _bag.Error(
                DiagnosticCodes.NestedTooDeep,
                At(start.Start),
                $"Values are nested deeper than {MaxDepth} levels.");
            return null;
        }

        var anchor = start.Anchor.IsEmpty ? null : start.Anchor.Value;
        if (anchor is not null)
        {
            _anchors[anchor] = null;
        }

        CheckCollectionTag(start);
        var node = start switch
        {
            Scalar scalar => ReadScalar(scalar),
            SequenceStart => ReadSequence(depth),
            MappingStart => ReadMapping(depth),
            _ => throw new InvalidOperationException($"An event of type {start.GetType().Name} begins no node."),
        };

        if (anchor is not null && node is not null)
        {
            _anchors[anchor] = node;
        }

        return node;
    }

    private SyntaxNode? ReadSequence(int depth)
    {
        var start = At(Current.Start);
        var items = new List<SyntaxNode>();
        _parser.MoveNext();
        while (Current is not SequenceEnd)
        {
            if (ReadNode(depth + 1) is not { } item)
            {
                return null;
            }

            items.Add(item);
        }

        _parser.MoveNext();
        return new SequenceNode(items, start);
    }

    private SyntaxNode? ReadMapping(int depth)
    {
        var start = At(Current.Start);
        var entries = new List<MappingEntry>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var merge = new MergeKey(_bag);
        _parser.MoveNext();
        while (Current is not MappingEnd)
        {
            var (position, merges) = (At(Current.Start), MergeKey.IsAt(Current));
            if (ReadNode(depth + 1) is not { } key)
            {
                return null;
            }

            var valuePosition = At(Current.Start);
            if (ReadNode(depth + 1) is not { } value)
            {
                return null;
            }

            if (merges)
            {
                merge.Take(position, value, valuePosition, entries.Count);
            }
            else if (TryKey(key, position, keys, entries, out var name))
            {
                entries.Add(new(name, position, value));
            }
        }

        _parser.MoveNext();
        merge.Complete(entries, keys);
        return new MappingNode(entries, start);
    }

    private bool TryKey(
        SyntaxNode key,
        SourcePosition position,
        HashSet<string> keys,
        List<MappingEntry> entries,
        [NotNullWhen(true)] out string? name)
    {
        name = null;
        if (key is not ScalarNode scalar)
        {
            _bag.Error(
                DiagnosticCodes.KeyNotScalar,
                position,
                $"A key is {key.KindName}; keys are plain text.",
                "Text that begins with '{' or '[' must be in quotes.");
            return false;
        }

        name = scalar.Value is JsonString text ? text.Value : scalar.Value.ToString();
        if (keys.Add(name))
        {
            return true;
        }

        if (_bag.IsFull)
        {
            return false;
        }

        var given = name;
        var first = entries.Find(entry => entry.Key == given)!.KeyPosition;
        _bag.Error(
            DiagnosticCodes.DuplicateKey,
            position,
            $"The key {Diagnostics.Quote(name)} is given twice in one mapping, first at {first}; keep one of them.");
        return false;
    }

    private SyntaxNode? ReadAlias(AnchorAlias alias)
    {
        var name = alias.Value.Value;
        var position = At(alias.Start);
        _parser.MoveNext();
        if (!_anchors.TryGetValue(name, out var node))
        {
            _bag.Error(
                DiagnosticCodes.UnknownAlias,
                position,
                $"The alias {Diagnostics.Quote("*" + name)} has no anchor before it.",
                "Text that begins with '*' must be in quotes.");
            return null;
        }

        if (node is null)
        {
            _bag.Error(
                DiagnosticCodes.CyclicAlias,
                position,
                $"The alias {Diagnostics.Quote("*" + name)} stands inside the value that it repeats.");
            return null;
        }

        // Sharing makes aliases of aliases cheap here, but whoever walks the tree sees every copy.
        _weightOfAliases += node.Weight;
        if (_weightOfAliases > _maxWeight)
        {
            _bag.Error(
                DiagnosticCodes.ExpandsTooLarge,
                position,
                $"With its aliases expanded the definition is larger than {_maxWeight} characters and values.");
            return null;
        }

        return node;
    }

    private ScalarNode ReadScalar(Scalar scalar)
    {
        _parser.MoveNext();
        var position = At(scalar.Start);
        var value = ScalarTags.Resolve(scalar, position, _bag);
        return new(value, scalar.Value.Length, TextColumns(scalar), position);
    }

    private void CheckCollectionTag(NodeEvent start)
    {
        if (start is not Scalar && !start.Tag.IsEmpty && !ScalarTags.IsCollectionTag(start))
        {
            ScalarTags.Refuse(start, At(start.Start), _bag);
        }
    }

    /// <summary>Where the text begins, if it stands in the source letter by letter.</summary>
    private static int? TextColumns(Scalar scalar)
    {
        var quotes = scalar.Style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted ? 1 : 0;
        var inOnePiece = scalar.Start.Line == scalar.End.Line
            && scalar.End.Index - scalar.Start.Index == scalar.Value.Length + (2 * quotes);
        return inOnePiece ? quotes : null;
    }

    private static SourcePosition At(Mark mark) =>
        new((int)Math.Max(1, mark.Line), (int)Math.Max(1, mark.Column));

    private SyntaxNode? NotYaml(Mark mark, string message)
    {
        var slip = YamlAdvice.Find(_text, At(mark), message);
        _bag.Error(
            DiagnosticCodes.NotYaml,
            slip?.Position ?? At(mark),
            $"The text is not valid YAML: {slip?.Problem ?? message.TrimEnd('.')}.",
            slip?.Hint
                ?? "A value that contains ': ' or ' #', or begins with a quote, a bracket or one of ! & * @ % `, "
                + "must be in quotes as a whole.");
        return null;
    }
}
