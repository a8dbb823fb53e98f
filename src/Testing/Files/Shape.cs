using System.Globalization;
using Sluice.Definitions;
using Sluice.Definitions.Syntax;
using Sluice.Model.Json;

namespace Sluice.Testing.Files;

/// <summary>What a value of a test file may be: checks one, and says the same as JSON Schema.</summary>
internal abstract record Shape
{
    private Shape()
    {
    }

    /// <summary>In words, for messages: <c>a text</c>.</summary>
    public abstract string Words { get; }

    /// <param name="place">The way to the value, for messages.</param>
    public abstract void Check(SyntaxNode node, string place, TestProblems problems);

    /// <summary>The same as JSON Schema.</summary>
    public abstract JsonObject Schema { get; }

    private protected void Refuse(SyntaxNode node, string place, TestProblems problems) => problems.Error(
        TestCodes.WrongType, node.Position, $"{place} must be {Words}, not {node.KindName}.");

    private static JsonObject Typed(string type) => JsonObject.Of(("type", JsonValue.Of(type)));

    /// <summary>Anything that JSON has.</summary>
    public sealed record Any : Shape
    {
        public override string Words => "any value";

        public override JsonObject Schema => JsonObject.Empty;

        public override void Check(SyntaxNode node, string place, TestProblems problems)
        {
            // Everything will do.
        }
    }

    /// <summary>Text; one of a few when they are given. Numbers and booleans will do where any text does.</summary>
    public sealed record Text(params string[] Allowed) : Shape
    {
        public override string Words => Allowed.Length == 0 ? "a text" : $"one of {string.Join(", ", Allowed)}";

        public override JsonObject Schema => Allowed.Length == 0
            ? JsonObject.Of(("type", new JsonArray([JsonValue.Of("string"), JsonValue.Of("number"), JsonValue.Of("boolean")])))
            : JsonObject.Of(("enum", new JsonArray([.. Allowed.Select(JsonValue.Of)])));

        public override void Check(SyntaxNode node, string place, TestProblems problems)
        {
            if (node is not ScalarNode { Value: not JsonNull } scalar)
            {
                Refuse(node, place, problems);
            }
            else if (Allowed.Length > 0 && !Allowed.Contains(scalar.Text(), StringComparer.Ordinal))
            {
                problems.Error(
                    TestCodes.BadValue,
                    node.Position,
                    $"{place} must be {Words}, not '{scalar.Text()}'.",
                    Suggestion.For(scalar.Text(), Allowed));
            }
        }
    }

    public sealed record Boolean : Shape
    {
        public override string Words => "true or false";

        public override JsonObject Schema => Typed("boolean");

        public override void Check(SyntaxNode node, string place, TestProblems problems)
        {
            if (node is not ScalarNode { Value: JsonBoolean })
            {
                Refuse(node, place, problems);
            }
        }
    }

    public sealed record Integer(long Least) : Shape
    {
        public override string Words => string.Create(CultureInfo.InvariantCulture, $"a whole number, {Least} or more");

        public override JsonObject Schema =>
            JsonObject.Of(("type", JsonValue.Of("integer")), ("minimum", JsonValue.Of(Least)));

        public override void Check(SyntaxNode node, string place, TestProblems problems)
        {
            if (node is not ScalarNode { Value: JsonNumber { IsInteger: true } number })
            {
                Refuse(node, place, problems);
            }
            else if (number.Int64 < Least || number.Int64 > int.MaxValue)
            {
                problems.Error(TestCodes.BadValue, node.Position, $"{place} must be {Words}, not {number}.");
            }
        }
    }

    /// <summary>See <see cref="Spans"/>.</summary>
    public sealed record Span : Shape
    {
        public override string Words => Spans.Form;

        public override JsonObject Schema => JsonObject.Of(("oneOf", new JsonArray(
        [
            JsonObject.Of(("type", JsonValue.Of("number")), ("minimum", JsonValue.Of(0))),
            JsonObject.Of(("type", JsonValue.Of("string")), ("pattern", JsonValue.Of(Spans.Pattern))),
        ])));

        public override void Check(SyntaxNode node, string place, TestProblems problems)
        {
            if (node is not ScalarNode { Value: JsonNumber or JsonString } scalar)
            {
                Refuse(node, place, problems);
            }
            else if (Spans.Find(scalar.Value) is null)
            {
                problems.Error(TestCodes.BadValue, node.Position, $"{place} must be {Words}, not '{scalar.Text()}'.");
            }
        }
    }

    public sealed record Instant : Shape
    {
        public override string Words => "an instant such as 2026-01-01T00:00:00Z";

        public override JsonObject Schema =>
            JsonObject.Of(("type", JsonValue.Of("string")), ("format", JsonValue.Of("date-time")));

        public override void Check(SyntaxNode node, string place, TestProblems problems)
        {
            if (node is not ScalarNode { Value: JsonString text })
            {
                Refuse(node, place, problems);
            }
            else if (Instants.Find(text.Value) is null)
            {
                problems.Error(TestCodes.BadValue, node.Position, $"{place} must be {Words}, not '{text.Value}'.");
            }
        }
    }

    public sealed record List(Shape Item) : Shape
    {
        public override string Words => "a list";

        public override JsonObject Schema => JsonObject.Of(("type", JsonValue.Of("array")), ("items", Item.Schema));

        public override void Check(SyntaxNode node, string place, TestProblems problems)
        {
            if (node is not SequenceNode list)
            {
                Refuse(node, place, problems);
                return;
            }

            for (var i = 0; i < list.Items.Count; i++)
            {
                Item.Check(list.Items[i], string.Create(CultureInfo.InvariantCulture, $"{place}[{i}]"), problems);
            }
        }
    }

    /// <summary>A mapping with keys of the author's own.</summary>
    public sealed record Map(Shape Value) : Shape
    {
        public override string Words => "a mapping";

        public override JsonObject Schema =>
            JsonObject.Of(("type", JsonValue.Of("object")), ("additionalProperties", Value.Schema));

        public override void Check(SyntaxNode node, string place, TestProblems problems)
        {
            if (node is not MappingNode mapping)
            {
                Refuse(node, place, problems);
                return;
            }

            foreach (var entry in mapping.Entries)
            {
                Value.Check(entry.Value, $"{place}.{entry.Key}", problems);
            }
        }
    }

    /// <summary>A mapping with the keys of a table.</summary>
    /// <param name="Find">Late, since tables name each other.</param>
    public sealed record Keyed(string Name, Func<KeyTable> Find) : Shape
    {
        public override string Words => "a mapping";

        public override JsonObject Schema => JsonObject.Of(("$ref", JsonValue.Of($"#/$defs/{Name}")));

        public override void Check(SyntaxNode node, string place, TestProblems problems)
        {
            if (node is MappingNode mapping)
            {
                Find().Check(mapping, place, problems);
            }
            else
            {
                Refuse(node, place, problems);
            }
        }
    }

    /// <summary>One of several, told apart by what kind of node they are; the first that could be it has its say.</summary>
    public sealed record Either(params Shape[] Shapes) : Shape
    {
        public override string Words => string.Join(" or ", Shapes.Select(shape => shape.Words));

        public override JsonObject Schema =>
            JsonObject.Of(("anyOf", new JsonArray([.. Shapes.Select(shape => shape.Schema)])));

        public override void Check(SyntaxNode node, string place, TestProblems problems)
        {
            if (Shapes.FirstOrDefault(shape => CouldBe(shape, node)) is { } shape)
            {
                shape.Check(node, place, problems);
            }
            else
            {
                Refuse(node, place, problems);
            }
        }

        private static bool CouldBe(Shape shape, SyntaxNode node) => shape switch
        {
            Any => true,
            List => node is SequenceNode,
            Map or Keyed => node is MappingNode,
            Boolean => node is ScalarNode { Value: JsonBoolean },
            Integer => node is ScalarNode { Value: JsonNumber },
            Either either => either.Shapes.Any(inner => CouldBe(inner, node)),
            _ => node is ScalarNode { Value: not JsonNull },
        };
    }
}
