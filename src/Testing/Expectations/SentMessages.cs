using System.Text;
using Sluice.Definitions.Syntax;
using Sluice.Model.Json;
using Sluice.Testing.Mocks;

namespace Sluice.Testing.Expectations;

/// <summary>Messages that tasks have sent, by the queue or topic that they went to.</summary>
internal static class SentMessages
{
    private const string Action = "MNS:SendMessage";

    /// <summary>What went to a place, in order: a queue's name, or a topic's behind <c>topics/</c>.</summary>
    /// <param name="wanted">What is expected there: a text that holds JSON is looked into where a mapping or a sequence is.</param>
    public static JsonArray To(string place, IEnumerable<MockedCall> calls, SyntaxNode wanted) => new(
    [
        .. calls.Where(call => call.Action == Action && call.Answered is { Failure: null } && PlaceOf(call) == place)
            .Select((call, i) => Read(call.Parameters.Get("message"), wanted is SequenceNode { Items: var items } && i < items.Count ? items[i] : null)),
    ]);

    /// <remarks>The call was accepted, so that this is the name of one or the other.</remarks>
    private static string? PlaceOf(MockedCall call) =>
        call.Parameters.Get("resourceArn") is JsonString { Value: var arn }
        && arn[(arn.LastIndexOf(':') + 1)..].TrimStart('/').Split('/') is [var kind, var name, ..]
            ? kind == "topics" ? $"topics/{name}" : name
            : null;

    private static JsonValue Read(JsonValue message, SyntaxNode? wanted) =>
        message is JsonString text && wanted is MappingNode or SequenceNode
        && JsonPayload.TryParse(Encoding.UTF8.GetBytes(((JsonString)message).Value), int.MaxValue, out var payload, out _)
            ? payload.Value
            : message;
}
