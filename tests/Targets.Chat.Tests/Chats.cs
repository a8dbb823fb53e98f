using System.Text;
using System.Text.Json;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Workbench;

namespace Sluice.Targets.Chat.Tests;

/// <summary>Makes and runs calls of models as the engine would, against a service that speaks the protocol.</summary>
internal static class Chats
{
    public const string Hello = """{"messages":[{"role":"user","content":"Hello"}]}""";

    /// <summary>Far above what any test needs; a test that reaches it would otherwise hang.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static TaskCall Call(string parameters, int maxResultBytes = 64 * 1024) => new(
        ChatTarget.Chat,
        JsonPayload.Of(Json(parameters)),
        TaskToken: null,
        "attempt-7",
        maxResultBytes,
        new(AccountId.Default, "f", "run", "call", "", DateTimeOffset.MaxValue));

    public static ChatTargetOptions At(string url) => new() { Url = new Uri(url + "/v1"), Key = "sk-hidden", Models = ["small", "large"] };

    public static async Task<Outcome<JsonPayload>> InvokeAsync(
        ChatTargetOptions options, TaskCall call, CancellationToken cancellationToken = default)
    {
        using var target = new ChatTarget(options);
        return await target.InvokeAsync(call, cancellationToken).WaitAsync(Patience, CancellationToken.None);
    }

    public static async Task<JsonObject> ResultAsync(LoopbackServer server, string parameters)
    {
        var outcome = await InvokeAsync(At(server.Url), Call(parameters));
        Assert.True(outcome.Failure is null, outcome.Failure?.Cause);
        return (JsonObject)outcome.Value.Value;
    }

    /// <summary>A service that says this, whole or word by word, as it is asked for.</summary>
    public static LoopbackServer Saying(string text) => LoopbackServer.Start(async (request, stream, cancellationToken) =>
    {
        var isStreamed = JsonDocument.Parse(request.Body).RootElement.TryGetProperty("stream", out var asked) && asked.GetBoolean();
        var answer = isStreamed
            ? LoopbackServer.Answer("200 OK", Encoding.UTF8.GetBytes(Streamed(text)), "Content-Type: text/event-stream")
            : LoopbackServer.Answer("200 OK", Encoding.UTF8.GetBytes(Whole(text)), "Content-Type: application/json");
        await stream.WriteAsync(answer, cancellationToken);
    });

    public static string Whole(string text) => $$$"""
        {"id":"c-1","object":"chat.completion","created":1,"model":"small-1","choices":[{"index":0,"message":{"role":"assistant","content":{{{JsonValue.Of(text)}}}},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}
        """;

    public static JsonValue Json(string text) =>
        JsonReading.TryParse(text, out var value, out var problem) ? value : throw new ArgumentException(problem);

    private static string Streamed(string text)
    {
        var events = new StringBuilder();
        foreach (var word in text)
        {
            Add($$$"""{"id":"c-1","object":"chat.completion.chunk","created":1,"model":"small-1","choices":[{"index":0,"delta":{"role":"assistant","content":{{{JsonValue.Of(word.ToString())}}}},"finish_reason":null}]}""");
        }

        Add("""{"id":"c-1","object":"chat.completion.chunk","created":1,"model":"small-1","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""");
        Add("""{"id":"c-1","object":"chat.completion.chunk","created":1,"model":"small-1","choices":[],"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}""");
        Add("[DONE]");
        return events.ToString();

        void Add(string data) => events.Append("data: ").Append(data).Append("\n\n");
    }
}
