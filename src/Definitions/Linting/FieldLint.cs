using Sluice.Definitions.Syntax;
using Sluice.Model.Json;

namespace Sluice.Definitions.Linting;

/// <summary>Warns about fields of a state machine that mean nothing where they stand.</summary>
internal sealed class FieldLint(DiagnosticBag bag)
{
    private const string Suffix = Fields.ExpressionSuffix;

    /// <summary>Keys that hold anchors for the rest of the document and are meant for nobody.</summary>
    private const string Private = "x-";

    private static readonly string[] OfAnyState = [.. FieldTable.States.Values.SelectMany(fields => fields).Distinct()];

    public void Check(MappingNode document)
    {
        var fields = new Fields(document, "The definition", path: null, bag);
        CheckKeys(fields, FieldTable.Document, "at the top of a state machine");
        CheckStates(fields);
    }

    private void CheckStates(Fields scope)
    {
        foreach (var row in Rows(scope, "States"))
        {
            CheckState(new Fields(row.Node, Owner(row), path: null, bag));
        }
    }

    private void CheckState(Fields state)
    {
        var type = Text(state, "Type") ?? "";
        if (!FieldTable.States.TryGetValue(type, out var known))
        {
            // Nobody knows what its fields mean.
            return;
        }

        CheckKeys(state, known, $"in a {type}", OfAnyState);
        CheckNext(state);
        CheckRows(state, "Retry", FieldTable.Retry, "in a Retry rule", known);
        CheckRows(state, "Catch", FieldTable.Catch, "in a Catch rule", known);
        switch (type)
        {
            case "Choice":
                CheckRows(state, "Branches", FieldTable.Branch, "in a branch of a Choice", known);
                break;
            case "Parallel":
                foreach (var branch in Rows(state, "Branches"))
                {
                    CheckScope(branch, "in a branch of a Parallel");
                }

                break;
            case "Map":
                CheckMap(state);
                break;
            default:
                break;
        }
    }

    private void CheckScope(Fields scope, string where)
    {
        CheckKeys(scope, FieldTable.Scope, where);
        CheckStates(scope);
    }

    private void CheckMap(Fields map)
    {
        if (Part(map, ["Processor"]) is { } processor)
        {
            CheckScope(processor, "in the Processor of a Map");
        }

        foreach (var (way, known) in FieldTable.MapParts)
        {
            if (Part(map, way) is { } part)
            {
                CheckKeys(part, known, $"in {part.Path}");
            }
        }
    }

    private void CheckRows(
        Fields state, string name, IReadOnlyList<string> known, string where, IReadOnlyList<string> ofState)
    {
        foreach (var row in ofState.Contains(name) ? Rows(state, name) : [])
        {
            CheckKeys(row, known, where);
        }
    }

    /// <summary>Warns where both ways on are given: End wins.</summary>
    private static void CheckNext(Fields state)
    {
        if (state.Find("Next") is { } next && state.Find("End")?.Value is ScalarNode { Value: JsonBoolean { Value: true } }
            && state.Find("Type")?.Value is ScalarNode { Value: JsonString { Value: not "Choice" } })
        {
            state.Warning(
                DiagnosticCodes.MeaninglessField,
                next.KeyPosition,
                "Next means nothing beside 'End: true', which wins",
                "Keep one of them.");
        }
    }

    private static void CheckKeys(
        Fields fields, IReadOnlyList<string> known, string where, IReadOnlyList<string>? elsewhere = null)
    {
        foreach (var entry in fields.Node.Entries)
        {
            if (!IsKnown(entry.Key, known))
            {
                fields.Warning(
                    DiagnosticCodes.MeaninglessField,
                    entry.KeyPosition,
                    $"{fields.PathOf(entry.Key)} means nothing {where}",
                    Hint(entry.Key, known, elsewhere ?? []));
            }
        }
    }

    private static bool IsKnown(string key, IReadOnlyList<string> known) =>
        known.Contains(key) || key.StartsWith(Private, StringComparison.Ordinal);

    private static string? Hint(string key, IReadOnlyList<string> known, IReadOnlyList<string> elsewhere) =>
        ForeignNames.HintForStateMachine(key)
        ?? HintForSuffix(key, known)
        ?? (elsewhere.Contains(key) ? Home(key) : null)
        ?? Suggestion.For(key, known)
        ?? (Suggestion.Nearest(key, elsewhere) is { } near ? $"If {near} is meant: {Home(near)}" : null);

    private static string? HintForSuffix(string key, IReadOnlyList<string> known)
    {
        var name = key.EndsWith(Suffix, StringComparison.Ordinal) ? key[..^Suffix.Length] : null;
        return name is null || !known.Contains(name) ? null
            : name is "ItemsPath" or "Condition" ? $"{name} takes the expression as it is: leave '{Suffix}' out."
            : $"{name} cannot be computed.";
    }

    private static string Home(string field)
    {
        string[] types = [.. FieldTable.States.Where(pair => pair.Value.Contains(field)).Select(pair => pair.Key)];
        var last = types.Length == 1 ? types[0] : $"{string.Join(", ", types[..^1])} and {types[^1]}";
        return $"{field} belongs to {last}.";
    }

    private static string Owner(Fields state) => Text(state, "Name") is { Length: > 0 } name
        ? $"State {Diagnostics.Quote(name)}"
        : $"The state {state.Path}";

    private static string? Text(Fields fields, string name) =>
        fields.Find(name)?.Value is ScalarNode { Value: JsonString text } ? text.Value : null;

    /// <summary>The mapping at the end of a way; null when there is none.</summary>
    private static Fields? Part(Fields fields, string[] way)
    {
        Fields? part = fields;
        foreach (var name in way)
        {
            part = part?.Find(name)?.Value is MappingNode node ? part.Nested(node, part.PathOf(name)) : null;
        }

        return part;
    }

    /// <summary>The mappings of a list; what is none has been reported already.</summary>
    private static IEnumerable<Fields> Rows(Fields fields, string name) =>
        fields.Find(name)?.Value is SequenceNode list
            ? list.Items
                .Select((item, i) => item is MappingNode row ? fields.Nested(row, fields.PathOf(name).Item(i)) : null)
                .OfType<Fields>()
            : [];
}
