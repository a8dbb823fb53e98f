using Sluice.Definitions;
using Sluice.Definitions.Syntax;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Events.Patterns;

/// <summary>Which events are meant: what stands in a pattern must all hold of an event, and the rest of it does not matter.</summary>
/// <remarks>Source: EventBridge, event patterns.</remarks>
public sealed class EventPattern
{
    /// <summary>Bytes of a pattern's text.</summary>
    private const int MostBytes = 16 * 1024;

    private readonly FieldsPattern _root;

    private EventPattern(FieldsPattern root, string json) => (_root, Json) = (root, json);

    /// <summary>The same as JSON.</summary>
    public string Json { get; }

    /// <param name="text">JSON or YAML.</param>
    /// <exception cref="EventException"><c>InvalidArgument</c> with line, column and the way to what is wrong.</exception>
    public static EventPattern Read(string text)
    {
        if (text.Length > MostBytes)
        {
            throw EventException.InvalidArgument("pattern", $"it has {text.Length} characters; at most {MostBytes} are allowed");
        }

        var root = YamlText.Read(text, Limits.Default, out var problems);
        return problems.Count > 0 ? throw Wrong(problems[0].Position, problems[0].Message.TrimEnd('.'))
            : root is MappingNode mapping ? new(PatternReader.ReadFields(mapping, ""), mapping.ToJson().ToString())
            : throw EventException.InvalidArgument("pattern", "it must be an object such as {\"type\": [\"order.paid\"]}");
    }

    /// <param name="made">In CloudEvents' JSON form.</param>
    public bool Matches(JsonObject made) => _root.Matches(made);

    /// <param name="problem">Without a full stop.</param>
    internal static EventException Wrong(SourcePosition position, string problem) =>
        EventException.InvalidArgument("pattern", $"{position}: {problem}");
}
