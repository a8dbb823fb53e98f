using System.Text.Json;
using Sluice.Model.Json;
using Sluice.Workbench;
using static Sluice.Targets.Chat.Tests.Chats;

namespace Sluice.Targets.Chat.Tests;

/// <summary>Goal: a model is asked what the flow says, and the flow gets what it answers. Method: a service that speaks the protocol.</summary>
public sealed class AskingTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_answer_has_its_text_its_message_and_what_it_took_streamed_or_not(bool stream)
    {
        await using var server = Saying("Hi there");

        var result = await ResultAsync(server, Hello.Replace("{\"messages\"", $"{{\"stream\":{(stream ? "true" : "false")},\"messages\"", StringComparison.Ordinal));

        Assert.Equal(
            Json("""{"Text":"Hi there","Message":{"role":"assistant","content":"Hi there"},"FinishReason":"stop","Model":"small-1","Usage":{"InputTokens":3,"OutputTokens":2,"TotalTokens":5}}"""),
            result);
        Assert.Equal("/v1/chat/completions", server.Request.Path);
        Assert.Equal(
            ("Bearer sk-hidden", "attempt-7", "Sluice"),
            (server.Request.Header("Authorization"), server.Request.Header("Idempotency-Key"), server.Request.Header("User-Agent")));
    }

    [Fact]
    public async Task The_service_gets_model_messages_and_what_is_said_of_the_answer()
    {
        await using var server = Saying("{}");

        await ResultAsync(server, """
            {"model":"large","messages":[
                {"role":"system","content":"Be brief."},
                {"role":"user","content":[{"type":"text","text":"What is it?"},{"type":"image_url","image_url":{"url":"https://a.example/p.png"}}]}],
             "maxTokens":50,"temperature":0.5,"topP":0.9,"seed":7,"stop":["END"],"responseFormat":"json"}
            """);

        var asked = JsonDocument.Parse(server.Request.Body).RootElement;
        Assert.Equal("large", asked.GetProperty("model").GetString());
        var messages = asked.GetProperty("messages");
        Assert.Equal("system", messages[0].GetProperty("role").GetString());
        Assert.Equal("https://a.example/p.png", messages[1].GetProperty("content")[1].GetProperty("image_url").GetProperty("url").GetString());
        Assert.Equal(50, asked.GetProperty("max_completion_tokens").GetInt32());
        Assert.Equal((0.5, 7, "END"), (asked.GetProperty("temperature").GetDouble(), asked.GetProperty("seed").GetInt64(), asked.GetProperty("stop")[0].GetString()));
        Assert.Equal("json_object", asked.GetProperty("response_format").GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("\"json\"", "json_object")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"integer"}}}""", "json_schema")]
    public async Task An_answer_in_json_is_there_as_a_value(string format, string kind)
    {
        await using var server = Saying("""{"a": 1}""");

        var result = await ResultAsync(server, $$"""{"messages":[{"role":"user","content":"x"}],"responseFormat":{{format}}}""");

        Assert.Equal(Json("""{"a":1}"""), result.Get("Json"));
        Assert.Equal(kind, JsonDocument.Parse(server.Request.Body).RootElement.GetProperty("response_format").GetProperty("type").GetString());
    }

    [Fact]
    public async Task A_tool_that_the_model_asks_for_comes_as_a_message_that_goes_back_as_it_is()
    {
        await using var server = LoopbackServer.Answering("200 OK", """
            {"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant","content":null,
            "tool_calls":[{"id":"t1","type":"function","function":{"name":"weather","arguments":"{\"city\":\"杭州\",\"days\":2}"}}]}}],"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}
            """, "Content-Type: application/json");
        const string Tools = """[{"type":"function","function":{"name":"weather","description":"d","parameters":{"type":"object","properties":{"city":{"type":"string"}}}}}]""";

        var first = await ResultAsync(server, $$"""{"messages":[{"role":"user","content":"x"}],"tools":{{Tools}},"toolChoice":"weather"}""");
        var message = (JsonObject)first.Get("Message");
        server.Requests.TryDequeue(out var asked);
        await ResultAsync(server, $$"""{"messages":[{"role":"user","content":"x"},{{message}},{"role":"tool","tool_call_id":"t1","content":"rain"}],"tools":{{Tools}}}""");

        Assert.Equal(
            Json("""[{"id":"t1","type":"function","function":{"name":"weather","arguments":{"city":"杭州","days":2}}}]"""), message.Get("tool_calls"));
        Assert.Equal(JsonValue.Of("tool_calls"), first.Get("FinishReason"));
        var question = JsonDocument.Parse(asked!.Body).RootElement;
        Assert.Equal("weather", question.GetProperty("tools")[0].GetProperty("function").GetProperty("name").GetString());
        Assert.Equal("weather", question.GetProperty("tool_choice").GetProperty("function").GetProperty("name").GetString());
        var again = JsonDocument.Parse(server.Request.Body).RootElement.GetProperty("messages");
        Assert.Equal(
            Json("""{"city":"杭州","days":2}"""),
            Json(again[1].GetProperty("tool_calls")[0].GetProperty("function").GetProperty("arguments").GetString()!));
        Assert.Equal(("t1", "rain"), (again[2].GetProperty("tool_call_id").GetString(), again[2].GetProperty("content").GetString()));
    }

    [Fact]
    public async Task A_service_without_a_key_gets_none()
    {
        await using var server = Saying("Hi");

        await InvokeAsync(At(server.Url) with { Key = null }, Call(Hello));

        Assert.Null(server.Request.Header("Authorization"));
    }

    [Fact]
    public async Task An_answer_may_have_as_many_tokens_as_the_settings_say()
    {
        await using var server = Saying("Hi");
        var options = At(server.Url) with { MaxOutputTokens = 10 };

        var refused = (await InvokeAsync(options, Call("""{"maxTokens":11,"messages":[{"role":"user","content":"x"}]}"""))).Failure!;
        await InvokeAsync(options, Call(Hello));

        Assert.Contains("chat.maxOutputTokens", refused.Cause, StringComparison.Ordinal);
        Assert.Equal(10, JsonDocument.Parse(server.Request.Body).RootElement.GetProperty("max_completion_tokens").GetInt32());
    }
}
