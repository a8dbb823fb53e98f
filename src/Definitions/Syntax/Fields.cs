using System.Globalization;
using Sluice.Model.Json;

namespace Sluice.Definitions.Syntax;

/// <summary>
/// The fields of one mapping, read with their types checked; whatever does not fit is reported.
/// </summary>
/// <remarks>
/// Each reading method returns null both for a field that is absent and for one that has been refused. Fields
/// that nobody reads are ignored. Source: definition language, section 1.2.
/// </remarks>
/// <param name="owner">Whose fields they are, for messages, such as <c>State 'pay'</c>.</param>
/// <param name="path">The way from the owner to this mapping; null when it is the owner's own.</param>
internal sealed class Fields(MappingNode node, string owner, FieldPath? path, DiagnosticBag bag)
{
    public const string ExpressionSuffix = ".$";

    public MappingNode Node { get; } = node;

    /// <summary>The way from the owner to this mapping; null when it is the owner's own.</summary>
    public FieldPath? Path { get; } = path;

    public DiagnosticBag Bag { get; } = bag;

    public FieldPath PathOf(string name) => new(Path, name);

    public Fields Nested(MappingNode nested, FieldPath nestedPath) => new(nested, owner, nestedPath, Bag);

    public MappingEntry? Find(string name) => Node.Find(name);

    /// <param name="problem">Names the field; without a full stop at the end.</param>
    public void Error(string code, SourcePosition position, string problem, string? hint = null) =>
        Bag.Error(code, position, $"{owner}: {problem}.", hint);

    public void Warning(string code, SourcePosition position, string problem, string? hint = null) =>
        Bag.Warning(code, position, $"{owner}: {problem}.", hint);

    public void Missing(string name) =>
        Error(DiagnosticCodes.FieldMissing, Node.Position, $"{PathOf(name)} is missing", Misspelt(name));

    /// <summary>A hint when a key looks as if it had been meant for the name, or null.</summary>
    public string? Misspelt(string name) =>
        Suggestion.Nearest(name, Node.Entries.Select(entry => entry.Key)) is { } key
            ? $"Did you mean '{name}' instead of {Diagnostics.Quote(key)}?"
            : null;

    public void WrongType(string name, SyntaxNode value, string wanted, string? hint = null) =>
        WrongType(PathOf(name), value, wanted, hint);

    public void WrongType(FieldPath field, SyntaxNode value, string wanted, string? hint = null) => Error(
        DiagnosticCodes.WrongType, value.Position, $"{field} must be {wanted}, not {value.KindName}", hint);

    public string? Text(string name, bool isRequired = false) => Value(name, isRequired) switch
    {
        null => null,
        ScalarNode { Value: JsonString text } => text.Value,
        var other => Refuse<string>(name, other, "a string", other is ScalarNode ? "Put it in quotes." : null),
    };

    public bool? Boolean(string name) => Value(name, isRequired: false) switch
    {
        null => null,
        ScalarNode { Value: JsonBoolean b } => b.Value,
        var other => RefuseValue<bool>(name, other, "true or false"),
    };

    public MappingNode? Mapping(string name, bool isRequired = false) => Value(name, isRequired) switch
    {
        null => null,
        MappingNode mapping => mapping,
        var other => Refuse<MappingNode>(name, other, "a mapping"),
    };

    public long? Integer(string name, long min, long max, bool isRequired = false) =>
        Value(name, isRequired) switch
        {
            null => null,
            ScalarNode { Value: JsonNumber { IsInteger: true } } value => InRange(name, value, min, max)?.Int64,
            var other => RefuseValue<long>(name, other, $"an integer, {Range(min, max)}"),
        };

    public double? Number(string name, double min, double max = double.MaxValue) => Value(name, isRequired: false) switch
    {
        null => null,
        ScalarNode { Value: JsonNumber } value => InRange(name, value, min, max)?.Double,
        var other => RefuseValue<double>(name, other, $"a number, {Range(min, max)}"),
    };

    /// <summary>A list.</summary>
    /// <param name="what">What it holds, for messages, such as <c>states</c>.</param>
    /// <param name="mayBeEmpty">Otherwise a required one must not be empty.</param>
    public IReadOnlyList<SyntaxNode>? List(
        string name, string what, bool isRequired, int max = int.MaxValue, bool mayBeEmpty = false)
    {
        switch (Value(name, isRequired))
        {
            case null:
                return null;
            case SequenceNode { Items.Count: 0 } empty when isRequired && !mayBeEmpty:
                Error(DiagnosticCodes.WrongCount, empty.Position, $"{PathOf(name)} must not be empty");
                return null;
            case SequenceNode sequence when sequence.Items.Count > max:
                Error(
                    DiagnosticCodes.WrongCount,
                    sequence.Position,
                    $"{PathOf(name)} must have at most {max} {what}, not {sequence.Items.Count}");
                return null;
            case SequenceNode sequence:
                return sequence.Items;
            case var other:
                return Refuse<IReadOnlyList<SyntaxNode>>(
                    name, other, $"a list of {what}", other is MappingNode ? "A list has '- ' before each item." : null);
        }
    }

    /// <summary>The mappings of a list; items that are none are refused and left out.</summary>
    public IEnumerable<Fields> Rows(string name, string what, bool isRequired, bool mayBeEmpty = false)
    {
        var items = List(name, what, isRequired, mayBeEmpty: mayBeEmpty) ?? [];
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is MappingNode row)
            {
                yield return Nested(row, PathOf(name).Item(i));
            }
            else
            {
                WrongType(PathOf(name).Item(i), items[i], "a mapping");
            }
        }
    }

    /// <summary>A required list of strings, not empty; items of other types are refused and left out.</summary>
    public List<string>? Texts(string name, string what)
    {
        if (List(name, what, isRequired: true) is not { } items)
        {
            return null;
        }

        var texts = new List<string>();
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is ScalarNode { Value: JsonString text })
            {
                texts.Add(text.Value);
            }
            else
            {
                WrongType(PathOf(name).Item(i), items[i], "a string");
            }
        }

        return texts;
    }

    /// <summary>Whether the field is there, as a literal or as an expression.</summary>
    public bool HasEither(string name) => Find(name) is not null || Find(name + ExpressionSuffix) is not null;

    /// <summary>
    /// The field as written, and whether it is an expression; null when there is neither form.
    /// </summary>
    /// <remarks>Given in both forms it is refused, because both would be the same field.</remarks>
    public (MappingEntry Entry, bool IsExpression)? FindEither(string name)
    {
        var (literal, computed) = (Find(name), Find(name + ExpressionSuffix));
        if (literal is not null && computed is not null)
        {
            Error(
                DiagnosticCodes.GivenTwice,
                computed.KeyPosition,
                $"{PathOf(name)} is given twice, with and without '{ExpressionSuffix}', "
                + $"the other at {literal.KeyPosition}; keep one of them");
        }

        return literal is not null ? (literal, false) : computed is not null ? (computed, true) : null;
    }

    /// <summary>A range in words, such as <c>1 to 40</c>; the largest number of a type is no bound.</summary>
    public static string Range(double min, double max) => max is int.MaxValue or double.MaxValue
        ? string.Create(CultureInfo.InvariantCulture, $"at least {min}")
        : string.Create(CultureInfo.InvariantCulture, $"{min} to {max}");

    private SyntaxNode? Value(string name, bool isRequired)
    {
        var entry = Find(name);
        if (entry is null && isRequired)
        {
            Missing(name);
        }

        return entry?.Value;
    }

    private JsonNumber? InRange(string name, ScalarNode value, double min, double max)
    {
        var number = (JsonNumber)value.Value;
        if (number.Double >= min && number.Double <= max)
        {
            return number;
        }

        Error(
            DiagnosticCodes.OutOfRange, value.Position, $"{PathOf(name)} must be {Range(min, max)}, not {number}");
        return null;
    }

    private T? Refuse<T>(string name, SyntaxNode value, string wanted, string? hint = null)
        where T : class
    {
        WrongType(name, value, wanted, hint);
        return null;
    }

    private T? RefuseValue<T>(string name, SyntaxNode value, string wanted)
        where T : struct
    {
        WrongType(name, value, wanted);
        return null;
    }
}
