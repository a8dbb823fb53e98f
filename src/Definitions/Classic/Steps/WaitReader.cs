using Sluice.Definitions.Classic.Paths;
using Sluice.Definitions.States;
using Sluice.Definitions.Syntax;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Definitions.Classic.Steps;

/// <summary>Reads a wait.</summary>
/// <remarks>Source: classic language, section 4.2.</remarks>
internal static class WaitReader
{
    public static WaitState? Read(StepSource source, Limits limits)
    {
        var fields = source.Fields;
        var (duration, timestamp) = (fields.Find("duration"), fields.Find("timestamp"));
        if (duration is null == timestamp is null)
        {
            fields.Error(
                DiagnosticCodes.DurationOrTimestamp,
                fields.Node.Position,
                "a wait has either duration or timestamp",
                duration is null ? fields.Misspelt("duration") ?? fields.Misspelt("timestamp") : "Keep one of them.");
            return null;
        }

        var delay = duration is not null
            ? ReadDuration(fields, duration.Value, limits)
            : ReadTimestamp(fields, timestamp!.Value);
        return delay is null ? null : new WaitState
        {
            Id = source.Id,
            Name = source.Name,
            ScopeId = source.Series.ScopeId,
            Next = source.Following,
            Delay = delay,
        };
    }

    private static Computed<TimeSpan>? ReadDuration(Fields fields, SyntaxNode node, Limits limits)
    {
        if (IsPath(node, out var scalar))
        {
            return ReadPath(fields, scalar, "duration", Delays.OfDuration);
        }

        if (node is not ScalarNode { Value: JsonString or JsonNumber } literal)
        {
            fields.WrongType("duration", node, "a number of seconds, or a path such as $.seconds");
            return null;
        }

        if (Delays.Seconds(literal.Value, limits.ClassicWaitSeconds) is { } seconds)
        {
            return new Constant<TimeSpan>(TimeSpan.FromSeconds(seconds));
        }

        fields.Error(
            DiagnosticCodes.OutOfRange,
            node.Position,
            $"duration must be 0 to {limits.ClassicWaitSeconds} seconds, not {Diagnostics.Shorten(literal.Value.ToString())}");
        return null;
    }

    private static Computed<TimeSpan>? ReadTimestamp(Fields fields, SyntaxNode node)
    {
        if (IsPath(node, out var scalar))
        {
            return ReadPath(fields, scalar, "timestamp", Delays.UntilTimestamp);
        }

        if (node is ScalarNode { Value: JsonString text } && Timestamp.TryParse(text.Value, out var instant))
        {
            return new Until(instant);
        }

        fields.Error(
            DiagnosticCodes.BadTimestamp,
            node.Position,
            "timestamp must be a time such as 2030-05-01T08:00:00Z, or a path such as $.when");
        return null;
    }

    private static bool IsPath(SyntaxNode node, out ScalarNode scalar)
    {
        scalar = (node as ScalarNode)!;
        return scalar?.Value is JsonString text && PathReader.StartsWith(text.Value, "$");
    }

    private static DelayAtPath? ReadPath(
        Fields fields, ScalarNode node, string name, Func<JsonValue, Variables, Outcome<TimeSpan>> convert) =>
        PathReader.Read(fields, node, name, "$") is { } path
            ? new DelayAtPath(path, name, convert)
            : null;
}
