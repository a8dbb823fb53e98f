using Sluice.Definitions.Expressions;
using Sluice.Definitions.Syntax;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Definitions.StateMachine.Constructors;

/// <summary>Reads a constructor: a mapping in which keys that end in <c>.$</c> hold expressions.</summary>
/// <remarks>Source: definition language, section 3.3.</remarks>
internal sealed class TemplateReader
{
    private static readonly string[] VariableNames = ["$Input", "$Context", "$Global", "$Output", "$Secret"];

    private readonly Fields _fields;
    private readonly ExpressionPlace _place;

    private TemplateReader(Fields fields, ExpressionPlace place) => (_fields, _place) = (fields, place);

    /// <summary>The constructor in a field; null when there is none, or when it is refused.</summary>
    public static Computed<JsonPayload>? Read(Fields fields, string name, ExpressionPlace place, Limits limits)
    {
        if (fields.Mapping(name) is not { } node)
        {
            return null;
        }

        var path = fields.PathOf(name);
        var template = new TemplateReader(fields, place).ReadMapping(node, path, isComputed: false);
        if (template is not LiteralTemplate literal)
        {
            return new Constructor(template, path);
        }

        if (literal.Value.Depth > limits.JsonDepth)
        {
            fields.Error(
                DiagnosticCodes.NestedTooDeep,
                node.Position,
                $"{path} is nested deeper than {limits.JsonDepth} levels");
        }

        return new Constant<JsonPayload>(JsonPayload.Of(literal.Value));
    }

    /// <param name="isComputed">
    /// Under a key that ends in <c>.$</c>: then strings that begin with <c>$</c> are expressions too.
    /// </param>
    private Template Read(SyntaxNode node, FieldPath path, bool isComputed) => node switch
    {
        MappingNode mapping => ReadMapping(mapping, path, isComputed),
        SequenceNode sequence => ReadSequence(sequence, path, isComputed),
        ScalarNode scalar => ReadScalar(scalar, path, isComputed),
        _ => throw new System.Diagnostics.UnreachableException($"{node.KindName} is no node."),
    };

    private Template ReadMapping(MappingNode node, FieldPath path, bool isComputed)
    {
        var members = new List<KeyValuePair<string, Template>>(node.Entries.Count);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in node.Entries)
        {
            var isExpression = entry.Key.EndsWith(Fields.ExpressionSuffix, StringComparison.Ordinal);
            var name = isExpression ? entry.Key[..^Fields.ExpressionSuffix.Length] : entry.Key;
            var way = path.Member(entry.Key);
            CheckKey(entry, name, way, isUnique: names.Add(name));
            members.Add(new(
                name, isExpression ? ReadExpression(entry.Value, way) : Read(entry.Value, way, isComputed)));
        }

        return members.TrueForAll(member => member.Value is LiteralTemplate)
            ? new LiteralTemplate(JsonObject.Of(members.ConvertAll(member =>
                KeyValuePair.Create(member.Key, ((LiteralTemplate)member.Value).Value))))
            : new ObjectTemplate([.. members]);
    }

    private void CheckKey(MappingEntry entry, string name, FieldPath path, bool isUnique)
    {
        if (entry.Key == Fields.ExpressionSuffix)
        {
            _fields.Error(
                DiagnosticCodes.EmptyKey, entry.KeyPosition, $"{path} has no name before the '.$'");
        }
        else if (!isUnique)
        {
            _fields.Error(
                DiagnosticCodes.GivenTwice,
                entry.KeyPosition,
                $"{path} gives {Diagnostics.Quote(name)} a second time, with and without '.$'; keep one of them");
        }
    }

    private Template ReadSequence(SequenceNode node, FieldPath path, bool isComputed)
    {
        var items = node.Items.Select((item, i) => Read(item, path.Item(i), isComputed)).ToArray();
        return Array.TrueForAll(items, item => item is LiteralTemplate)
            ? new LiteralTemplate(new JsonArray(Array.ConvertAll(items, item => ((LiteralTemplate)item).Value)))
            : new ArrayTemplate(items);
    }

    private Template ReadScalar(ScalarNode node, FieldPath path, bool isComputed)
    {
        var text = (node.Value as JsonString)?.Value ?? "";
        if (isComputed && text.StartsWith('$'))
        {
            return ReadExpression(node, path);
        }

        if (Array.Exists(VariableNames, name => text.StartsWith(name, StringComparison.Ordinal)))
        {
            _fields.Warning(
                DiagnosticCodes.LooksLikeExpression,
                node.Position,
                $"{path} is the plain text {Diagnostics.Quote(text)}",
                "To evaluate it, end the key with '.$'.");
        }

        return new LiteralTemplate(node.Value);
    }

    private Template ReadExpression(SyntaxNode node, FieldPath path)
    {
        if (node is not ScalarNode scalar)
        {
            return Read(node, path, isComputed: true);
        }

        // A number, boolean or null is an expression for itself.
        if (scalar.Value is not JsonString)
        {
            return new LiteralTemplate(scalar.Value);
        }

        return ExpressionReader.Read(_fields, scalar, path, _place) is { } expression
            ? new ExpressionTemplate(expression, path)
            : new LiteralTemplate(JsonValue.Null);
    }
}
