using System.ClientModel;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Targets.Chat.Asking;

/// <summary>Turns a model's answer into the result of the task, or its failure.</summary>
internal static class ChatAnswer
{
    private const int CauseLength = 1024;

    public static Outcome<JsonPayload> Of(ChatResponse answer, ChatCall call, int maxResultBytes, int jsonDepth)
    {
        var asked = answer.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().ToList();
        if (asked.Find(tool => tool.Exception is not null || tool.Name.Length == 0) is { } unreadable)
        {
            return new StepFailure(
                ChatFailures.InvalidAnswer, $"The model asked for the tool '{unreadable.Name}' with arguments that are not JSON.");
        }

        var members = new List<(string, JsonValue)>
        {
            ("Text", JsonValue.Of(answer.Text)),
            ("Message", Message(answer.Text, asked, jsonDepth)),
            ("FinishReason", JsonValue.Of(answer.FinishReason?.Value ?? "")),
            ("Model", JsonValue.Of(answer.ModelId ?? call.Model)),
            ("Usage", Usage(answer.Usage)),
        };

        // The result wraps the value in an object, and has to stay within the nesting that a flow can hold.
        if (call.Format is not null
            && JsonPayload.TryParse(System.Text.Encoding.UTF8.GetBytes(answer.Text), jsonDepth - 1, out var parsed, out _))
        {
            members.Insert(1, ("Json", parsed.Value));
        }

        var result = JsonPayload.Of(JsonObject.Of([.. members]));
        return result.ByteCount <= maxResultBytes
            ? result
            : StepFailure.DataLimitExceeded("The answer of Ext.LLM:Chat", result.ByteCount, maxResultBytes, LimitNames.StateDataBytes);
    }

    public static StepFailure Refusal(ClientResultException refusal)
    {
        var status = refusal.Status.ToString(CultureInfo.InvariantCulture);
        var message = refusal.Message.Trim();
        return new StepFailure(
            ChatFailures.Prefix + status,
            message.Length == 0 ? $"The service answered {status}." : message.Length <= CauseLength ? message : message[..CauseLength] + "…");
    }

    /// <summary>What the model has said, in the form in which it can be put behind the messages.</summary>
    private static JsonObject Message(string text, List<FunctionCallContent> asked, int jsonDepth)
    {
        (string, JsonValue)[] said = [("role", JsonValue.Of("assistant")), ("content", JsonValue.Of(text))];
        return asked.Count == 0
            ? JsonObject.Of(said)
            : JsonObject.Of([.. said, ("tool_calls", new JsonArray([.. asked.Select(tool => Asked(tool, jsonDepth).ToJson())]))]);
    }

    private static AskedTool Asked(FunctionCallContent tool, int jsonDepth) => new(
        tool.CallId,
        tool.Name,
        JsonPayload.TryParse(JsonSerializer.SerializeToUtf8Bytes(tool.Arguments), jsonDepth / 2, out var parsed, out _)
            && parsed.Value is JsonObject arguments
            ? arguments
            : JsonObject.Empty);

    private static JsonObject Usage(UsageDetails? usage) => JsonObject.Of(
        ("InputTokens", JsonValue.Of(usage?.InputTokenCount ?? 0)),
        ("OutputTokens", JsonValue.Of(usage?.OutputTokenCount ?? 0)),
        ("TotalTokens", JsonValue.Of(usage?.TotalTokenCount ?? 0)));
}
