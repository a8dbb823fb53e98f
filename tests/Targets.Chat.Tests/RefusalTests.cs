using Sluice.Workbench;
using static Sluice.Targets.Chat.Tests.Chats;

namespace Sluice.Targets.Chat.Tests;

/// <summary>What is no question, and what is no answer.</summary>
public sealed class RefusalTests
{
    public static TheoryData<string> Lost => HttpFaults.Lost;

    [Theory]
    [InlineData("{}", "messages")]
    [InlineData("""{"messages":[]}""", "messages")]
    [InlineData("""{"messages":["x"]}""", "messages[0]")]
    [InlineData("""{"messages":[{"role":"me","content":"x"}]}""", "messages[0].role")]
    [InlineData("""{"messages":[{"role":"user"}]}""", "messages[0].content")]
    [InlineData("""{"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"file:///etc/passwd"}}]}]}""", "messages[0].content[0]")]
    [InlineData("""{"messages":[{"role":"tool","content":"x"}]}""", "messages[0].tool_call_id")]
    [InlineData("""{"messages":[{"role":"assistant","tool_calls":[{"id":"a"}]}]}""", "messages[0].tool_calls[0]")]
    [InlineData("""{"messages":[{"role":"user","content":"x"}],"model":"other"}""", "chat.models: small, large")]
    [InlineData("""{"messages":[{"role":"user","content":"x"}],"temperature":3}""", "temperature")]
    [InlineData("""{"messages":[{"role":"user","content":"x"}],"maxTokens":0}""", "maxTokens")]
    [InlineData("""{"messages":[{"role":"user","content":"x"}],"stop":[]}""", "stop")]
    [InlineData("""{"messages":[{"role":"user","content":"x"}],"tools":[{"name":"t"}]}""", "tools[0]")]
    [InlineData("""{"messages":[{"role":"user","content":"x"}],"tools":[{"function":{"name":"a b"}}]}""", "tools[0].function.name")]
    [InlineData("""{"messages":[{"role":"user","content":"x"}],"toolChoice":"required"}""", "toolChoice")]
    [InlineData("""{"messages":[{"role":"user","content":"x"}],"responseFormat":"yaml"}""", "responseFormat")]
    [InlineData("""{"messages":[{"role":"user","content":"x"}],"stream":"yes"}""", "stream")]
    public async Task What_is_no_question_is_refused_alike_by_the_call_and_by_its_twin(string parameters, string named)
    {
        var options = At("http://127.0.0.1:1");

        var failure = (await InvokeAsync(options, Call(parameters))).Failure!;

        Assert.Equal("FnF.InvalidArgument", failure.Code);
        Assert.Contains(named, failure.Cause, StringComparison.Ordinal);
        Assert.Equal(failure, new ChatTwin(options).Check(Call(parameters)));
    }

    [Theory]
    [InlineData("401 Unauthorized", """{"error":{"message":"Wrong key.","type":"t","code":"invalid_api_key"}}""", "Ext.LLM.401", "Wrong key.")]
    [InlineData("429 Busy", """{"error":{"message":"Later."}}""", "Ext.LLM.429", "Later.")]
    [InlineData("503 Busy", "<html>", "Ext.LLM.503", "503")]
    [InlineData("500 Error", "", "Ext.LLM.500", "500")]
    [InlineData("302 Found", "", "Ext.LLM.302", "302")]
    public async Task A_refusal_has_its_status_and_is_not_asked_again(string status, string body, string code, string cause)
    {
        await using var server = LoopbackServer.Answering(status, body, "Content-Type: application/json", "Location: /", "Retry-After: 0");

        var failure = (await InvokeAsync(At(server.Url), Call(Hello))).Failure!;

        Assert.Equal(code, failure.Code);
        Assert.Contains(cause, failure.Cause, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-hidden", failure.Cause, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Theory]
    [MemberData(nameof(Lost))]
    public async Task Without_an_answer_the_task_fails_and_nothing_is_asked_again(string fault)
    {
        await using var server = HttpFaults.Start(fault);
        var url = HttpFaults.UrlOf(fault, server).GetLeftPart(UriPartial.Authority);

        var failure = (await InvokeAsync(At(url), Call(Hello))).Failure!;

        Assert.Equal("Ext.LLM.RequestFailed", failure.Code);
        Assert.StartsWith($"{url}: ", failure.Cause, StringComparison.Ordinal);
        Assert.DoesNotContain("Hello", failure.Cause, StringComparison.Ordinal);
        Assert.True(server.Requests.Count <= 1);
    }

    [Theory]
    [InlineData("[1]", false)]
    [InlineData("not json", false)]
    [InlineData("{}", false)]
    [InlineData("data: nonsense\n\n", true)]
    public async Task What_is_no_answer_of_the_protocol_fails_the_task(string body, bool stream)
    {
        await using var server = LoopbackServer.Answering("200 OK", body, $"Content-Type: {(stream ? "text/event-stream" : "application/json")}");

        var failure = (await InvokeAsync(At(server.Url), Call(Hello.Insert(1, stream ? "\"stream\":true," : "")))).Failure!;

        Assert.Equal("Ext.LLM.InvalidAnswer", failure.Code);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_answer_that_never_ends_is_too_large(bool stream)
    {
        await using var server = HttpFaults.StartEndless(stream ? "text/event-stream" : "application/json");

        Assert.Equal(
            "FnF.DataLimitExceeded", (await InvokeAsync(At(server.Url), Call(Hello.Insert(1, stream ? "\"stream\":true," : "")))).Failure!.Code);
    }

    [Fact]
    public async Task An_answer_beyond_the_limit_is_too_large()
    {
        await using var server = Saying(new string('x', 2000));

        Assert.Equal("FnF.DataLimitExceeded", (await InvokeAsync(At(server.Url), Call(Hello, maxResultBytes: 1000))).Failure!.Code);
    }

    [Fact]
    public async Task A_call_that_is_called_off_ends_at_once()
    {
        var came = new TaskCompletionSource();
        await using var server = HttpFaults.StartSilent(came);
        using var stop = new CancellationTokenSource();
        var call = InvokeAsync(At(server.Url), Call(Hello), stop.Token);
        await came.Task;

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task Without_a_service_the_setting_is_named()
    {
        using var target = new ChatTarget(new());

        var failure = (await target.InvokeAsync(Call(Hello), CancellationToken.None)).Failure!;

        Assert.Empty(target.Actions);
        Assert.Equal("FnF.ActionNotSupported", failure.Code);
        Assert.Contains("chat.url", failure.Cause, StringComparison.Ordinal);
        Assert.Equal(ChatTarget.Advice, target.AdviceFor(ChatTarget.Chat));
    }
}
