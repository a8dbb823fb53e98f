using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text.Json;
using Microsoft.Extensions.AI;
using OpenAI;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Targets.Chat.Asking;

/// <summary>A checked call as the library takes it.</summary>
internal static class Question
{
    /// <summary>The library sends something in any case; the connection leaves it out.</summary>
    private const string NoKey = "none";

    public static async Task<Outcome<JsonPayload>> AskAsync(
        ChatCall call, Uri url, ChatTargetOptions options, HttpMessageHandler connection, TaskCall task, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(connection, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        using var client = Open(call.Model, url, options.Key, http);
        try
        {
            var messages = call.Messages.Select(Message).ToList();
            var answer = call.IsStreamed
                ? await client.GetStreamingResponseAsync(messages, Options(call), cancellationToken).ToChatResponseAsync(cancellationToken)
                : await client.GetResponseAsync(messages, Options(call), cancellationToken);
            return ChatAnswer.Of(answer, call, task.MaxResultBytes, options.JsonDepth);
        }
        catch (ClientResultException e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return e.Status == 0 ? ChatFailures.Lost(url, e) : ChatAnswer.Refusal(e);
        }
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException or InvalidOperationException or KeyNotFoundException)
        {
            // What the library throws of an answer that it cannot read; the question was checked.
            cancellationToken.ThrowIfCancellationRequested();
            return new StepFailure(ChatFailures.InvalidAnswer, $"The answer is not of OpenAI's protocol: {e.Message.TrimEnd('.')}.");
        }
    }

    /// <remarks>It neither asks again by itself nor gives up by itself: both are the task's.</remarks>
    private static IChatClient Open(string model, Uri url, string? key, HttpClient http) => new OpenAI.Chat.ChatClient(
        model,
        new ApiKeyCredential(key ?? NoKey),
        new OpenAIClientOptions
        {
            Endpoint = url,
            Transport = new HttpClientPipelineTransport(http),
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
        }).AsIChatClient();

    private static ChatOptions Options(ChatCall call) => new()
    {
        MaxOutputTokens = call.Tuning.MaxTokens,
        Temperature = call.Tuning.Temperature,
        TopP = call.Tuning.TopP,
        Seed = call.Tuning.Seed,
        StopSequences = call.Tuning.Stops.Count > 0 ? [.. call.Tuning.Stops] : null,
        Tools = call.Tools.Count > 0 ? [.. call.Tools.Select(Tool)] : null,
        ToolMode = call.ToolChoice switch
        {
            null => null,
            { Kind: "auto" } => ChatToolMode.Auto,
            { Kind: "none" } => ChatToolMode.None,
            { Name: { } name } => ChatToolMode.RequireSpecific(name),
            _ => ChatToolMode.RequireAny,
        },
        ResponseFormat = call.Format switch
        {
            null => null,
            { Schema: { } schema } => ChatResponseFormat.ForJsonSchema(Element(schema), call.Format.Name),
            _ => ChatResponseFormat.Json,
        },
    };

    private static AITool Tool(ChatTool tool) =>
        AIFunctionFactory.CreateDeclaration(tool.Name, tool.Description ?? "", Element(tool.Schema));

    private static ChatMessage Message(ChatTurn turn) => new(
        turn.Role switch
        {
            "system" => ChatRole.System,
            "assistant" => ChatRole.Assistant,
            "tool" => ChatRole.Tool,
            _ => ChatRole.User,
        },
        [.. Contents(turn)])
    {
        AuthorName = turn.Name,
    };

    private static IEnumerable<AIContent> Contents(ChatTurn turn)
    {
        if (turn.ToolCallId is { } id)
        {
            yield return new FunctionResultContent(id, string.Concat(turn.Parts.Select(part => part.Text)));
            yield break;
        }

        foreach (var part in turn.Parts)
        {
            yield return part switch
            {
                { Image: { } image } when image.StartsWith("data:", StringComparison.OrdinalIgnoreCase) => new DataContent(image),
                { Image: { } image } => new UriContent(image, "image/*"),
                _ => new TextContent(part.Text),
            };
        }

        foreach (var asked in turn.ToolCalls)
        {
            yield return new FunctionCallContent(
                asked.Id,
                asked.Name,
                asked.Arguments.Members.ToArray().ToDictionary(member => member.Key, member => (object?)Element(member.Value)));
        }
    }

    private static JsonElement Element(JsonValue value)
    {
        using var document = JsonDocument.Parse(value.ToString());
        return document.RootElement.Clone();
    }
}
