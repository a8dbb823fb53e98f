using System.Text;
using Sluice.Model.Json;
using Sluice.Workbench;
using static Sluice.Targets.Services.Tests.Services;

namespace Sluice.Targets.Services.Tests;

public sealed class AnswerTests
{
    public static TheoryData<string> Lost => HttpFaults.Lost;

    [Fact]
    public async Task The_result_is_the_answer_unchanged()
    {
        await using var server = LoopbackServer.Answering("200 OK", """{"Instances":{"Instance":[]},"RequestId":"r"}""", "x-acs-request-id: r");

        var result = (JsonObject)(await InvokeAsync(Rpc(server.Url), Call("ECS:Describe", "{}"))).Value.Value;

        Assert.Equal("""{"Instances":{"Instance":[]},"RequestId":"r"}""", result.Get("Body").ToString());
        Assert.Equal(JsonValue.Of(200), result.Get("Code"));
        Assert.Equal(JsonValue.Of("r"), ((JsonObject)result.Get("Header")).Get("X-Acs-Request-Id"));
    }

    [Theory]
    [InlineData("404 Not Found", """{"Code":"InvalidInstanceId.NotFound","Message":"There is none.","RequestId":"r-1"}""", "ECS.InvalidInstanceId.NotFound", "There is none. (RequestId r-1)")]
    [InlineData("400 Bad", """{"code":"ErrorParam","message":"m"}""", "ECS.ErrorParam", "m")]
    [InlineData("403 Forbidden", """{"Code":"Forbidden.RAM"}""", "ECS.Forbidden.RAM", "The service answered 403.")]
    [InlineData("503 Gone", "<html>busy</html>", "ECS.503", "<html>busy</html>")]
    [InlineData("500 Error", "", "ECS.500", "The service answered 500 without a body.")]
    [InlineData("302 Found", "", "ECS.302", "The service answered 302 without a body.")]
    [InlineData("429 Busy", """{"Code":17}""", "ECS.429", """{"Code":17}""")]
    public async Task A_refusal_has_the_services_own_code(string status, string body, string code, string cause)
    {
        await using var server = LoopbackServer.Answering(status, body, "Location: /");

        var failure = (await InvokeAsync(Rpc(server.Url), Call("ECS:Describe", "{}"))).Failure!;

        Assert.Equal((code, cause), (failure.Code, failure.Cause));
        Assert.Single(server.Requests);
    }

    [Theory]
    [MemberData(nameof(Lost))]
    public async Task Without_an_answer_the_task_fails_and_nothing_is_sent_again(string fault)
    {
        await using var server = HttpFaults.Start(fault);
        var url = HttpFaults.UrlOf(fault, server);

        var failure = (await InvokeAsync(Rpc(url.ToString()), Call("ECS:Describe", """{"Private":"value"}"""))).Failure!;

        Assert.Equal("ECS.RequestFailed", failure.Code);
        Assert.StartsWith($"{url.GetLeftPart(UriPartial.Authority)} for Describe: ", failure.Cause, StringComparison.Ordinal);
        Assert.DoesNotContain("value", failure.Cause, StringComparison.Ordinal);
        Assert.True(server.Requests.Count <= 1);
    }

    [Fact]
    public async Task An_answer_that_never_ends_is_too_large()
    {
        await using var server = HttpFaults.StartEndless();

        Assert.Equal("FnF.DataLimitExceeded", (await InvokeAsync(Rpc(server.Url), Call("ECS:Describe", "{}"))).Failure!.Code);
    }

    [Fact]
    public async Task A_call_that_is_called_off_ends_at_once()
    {
        var came = new TaskCompletionSource();
        await using var server = HttpFaults.StartSilent(came);
        using var stop = new CancellationTokenSource();
        var call = InvokeAsync(Rpc(server.Url), Call("ECS:Describe", "{}"), stop.Token);
        await came.Task;

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Theory]
    [InlineData("not json", "text/plain", "not json")]
    [InlineData("\u00e9", "text/plain; charset=iso-8859-1", "\u00c3\u00a9")]
    [InlineData("\u00e9", "text/plain; charset=no-such", "\u00e9")]
    public async Task What_is_no_json_is_text(string body, string type, string text)
    {
        await using var server = LoopbackServer.Answering(LoopbackServer.Answer("200 OK", Encoding.UTF8.GetBytes(body), $"Content-Type: {type}"));

        var result = (JsonObject)(await InvokeAsync(Rpc(server.Url), Call("ECS:Describe", "{}"))).Value.Value;

        Assert.Equal(JsonValue.Of(text), result.Get("Body"));
    }
}
