using System.Net;
using System.Net.Sockets;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Workbench;
using static Sluice.Targets.Functions.Tests.Functions;

namespace Sluice.Targets.Functions.Tests;

public sealed class FunctionTargetTests
{
    private const string AsValue = "\"result\":\"value\"";
    private const string Async = "\"invocationType\":\"Async\"";

    [Fact]
    public async Task The_event_is_posted_to_invoke()
    {
        await using var server = LoopbackServer.Answering("200 OK", "{}");

        await InvokeAsync(server.Url + "/base/", Call(With("""
            "body":{"sku":"a1"}
            """)));

        Assert.Equal("POST /base/invoke HTTP/1.1", server.Request.Line);
        Assert.Equal("""{"sku":"a1"}""", server.Request.Text);
        Assert.Equal("application/json", server.Request.Header("Content-Type"));
        Assert.Equal(("price", "shop", "LATEST"), (
            server.Request.Header("X-Fc-Function-Name"),
            server.Request.Header("X-Fc-Service-Name"),
            server.Request.Header("X-Fc-Qualifier")));
        Assert.Equal("attempt-7", server.Request.Header("Idempotency-Key"));
    }

    [Theory]
    [InlineData("\"body\":\"plain text\"", "plain text")]
    [InlineData("\"body\":null", "")]
    [InlineData("", "")]
    [InlineData("\"body\":[1]", "[1]")]
    public async Task The_event_is_text_or_json(string parameters, string expected)
    {
        await using var server = LoopbackServer.Answering("200 OK", "{}");

        await InvokeAsync(server.Url, Call(With(parameters)));

        Assert.Equal(expected, server.Request.Text);
    }

    [Theory]
    [InlineData("""{"price":3}""", """{"price":3}""")]
    [InlineData("not json", "\"not json\"")]
    [InlineData("", "\"\"")]
    public async Task A_result_is_wrapped(string body, string expected)
    {
        await using var server = LoopbackServer.Answering("200 OK", body, "X-Trace: t");

        var result = Assert.IsType<JsonObject>((await InvokeAsync(server.Url, Call(With("")))).Value.Value);

        Assert.Equal(Json(expected), result.Get("Body"));
        Assert.Equal(JsonValue.Of(200), result.Get("Code"));
        Assert.Equal(JsonValue.Of("t"), ((JsonObject)result.Get("Header")).Get("X-Trace"));
    }

    [Theory]
    [InlineData("""{"price":3}""", """{"price":3}""")]
    [InlineData("\"text\"", "\"text\"")]
    [InlineData("", "{}")]
    public async Task A_result_may_be_the_value_itself(string body, string expected)
    {
        await using var server = LoopbackServer.Answering("200 OK", body);

        Assert.Equal(Json(expected), (await InvokeAsync(server.Url, Call(With(AsValue)))).Value.Value);
    }

    [Fact]
    public async Task A_value_that_must_be_json_and_is_not_fails() =>
        Assert.Equal("FnF.InvalidLocal", (await FailureAsync("200 OK", "not json", AsValue)).Code);

    [Theory]
    [InlineData("404 Not Found", """{"errorMessage":"gone","errorType":"TenantGone"}""", "TenantGone")]
    [InlineData("200 OK", """{"errorMessage":"gone","errorType":"TenantGone","stackTrace":[]}""", "TenantGone", "X-Fc-Error-Type: UnhandledInvocationError")]
    [InlineData("200 OK", """{"errorMessage":"Process exited"}""", "FC.Unknown", "X-Fc-Error-Type: UnhandledInvocationError")]
    [InlineData("200 OK", "oops", "FC.Unknown", "x-fc-error-type: FunctionExecTimeout", "X-Fc-Status: 200")]
    [InlineData("500 Broken", """{"errorType":"T","ErrorCode":"C"}""", "T")]
    [InlineData("500 Broken", """{"ErrorCode":"C","error":{"errorType":"T"}}""", "T")]
    [InlineData("500 Broken", """{"error":{"errorType":"Inner"},"errorType":"Outer"}""", "Outer")]
    [InlineData("500 Broken", """{"error":{"ErrorCode":"Inner"}}""", "FC.InternalServerError")]
    [InlineData("500 Broken", """{"message":"\"errorType\":\"No\"","errorType":"\u0059es"}""", "Yes")]
    [InlineData("500 Broken", """{"value":"errorType","other":"No"}""", "FC.InternalServerError")]
    [InlineData("500 Broken", """Traceback ... {"errorType":"T",""", "T")]
    [InlineData("200 OK", "oops", "FC.Unknown", "X-Fc-Status: 404")]
    [InlineData("200 OK", """{"errorMessage":"m","errorType":"T"}""", "T", "X-Fc-Status: 404")]
    [InlineData("404 Not Found", "", "FC.Unknown")]
    [InlineData("302 Found", "", "FC.Unknown", "Location: /elsewhere")]
    [InlineData("429 Too Many", "", "FC.ResourceExhausted")]
    [InlineData("429 Too Many", """{"ErrorCode":"ResourceThrottled","ErrorMessage":"m"}""", "FC.ResourceThrottled")]
    [InlineData("400 Bad", """{"ErrorCode":"InvalidArgument"}""", "FC.InvalidArgument")]
    [InlineData("500 Broken", "{}", "FC.InternalServerError")]
    [InlineData("503 Busy", """{"errorType":5}""", "FC.InternalServerError")]
    public async Task A_failure_has_the_code_that_it_names(
        string status, string body, string code, params string[] headers)
    {
        await using var server = LoopbackServer.Answering(status, body, headers);

        var failure = (await InvokeAsync(server.Url, Call(With("")))).Failure!;

        Assert.Equal(code, failure.Code);
        Assert.Contains(body, failure.Cause, StringComparison.Ordinal);
        Assert.NotEmpty(failure.Cause);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(64 * 1024)]
    [InlineData(3_000_000)]
    public async Task A_name_is_found_behind_however_long_a_trace(int length)
    {
        var trace = new string('x', length);
        await using var server = LoopbackServer.Answering(
            "500 Broken", $$"""{"errorMessage":"m","stackTrace":["{{trace}}"],"errorType":"Late"}""");

        var failure = (await InvokeAsync(server.Url, Call(With("")))).Failure!;

        Assert.Equal("Late", failure.Code);
        Assert.StartsWith("""{"errorMessage":"m","stackTrace":["x""", failure.Cause, StringComparison.Ordinal);
        Assert.True(failure.Cause.Length <= 8 * 1024 + 1);
    }

    [Theory]
    [InlineData("")]
    [InlineData(AsValue)]
    public async Task A_value_that_looks_like_an_error_is_a_value(string parameters)
    {
        const string value = """{"errorMessage":"gone","errorType":"TenantGone","ErrorCode":"C"}""";
        await using var server = LoopbackServer.Answering("200 OK", value, "X-Fc-Status: 200");

        var result = (await InvokeAsync(server.Url, Call(With(parameters)))).Value.Value;

        Assert.Equal(Json(value), parameters == AsValue ? result : ((JsonObject)result).Get("Body"));
    }

    [Fact]
    public async Task A_failure_that_never_ends_is_given_up_on()
    {
        await using var server = LoopbackServer.Start(async (_, stream, stopping) =>
        {
            await stream.WriteAsync("HTTP/1.1 500 Broken\r\nConnection: close\r\n\r\n"u8.ToArray(), stopping);
            var endless = new byte[64 * 1024];
            while (!stopping.IsCancellationRequested)
            {
                await stream.WriteAsync(endless, stopping);
            }
        });

        var failure = (await InvokeAsync(server.Url, Call(With(""))).WaitAsync(Patience)).Failure!;

        Assert.Equal("FC.InternalServerError", failure.Code);
    }

    [Fact]
    public async Task A_function_without_a_program_is_not_found()
    {
        await using var target = Target("http://127.0.0.1:1", "functions/other");

        var failure = (await target.InvokeAsync(Call(With("")), CancellationToken.None)).Failure!;

        Assert.Equal("FC.FunctionNotFound", failure.Code);
        Assert.Contains(Arn, failure.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_a_failure_of_its_own()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var url = $"http://{taken.LocalEndpoint}";
        taken.Stop();

        Assert.Equal("FC.RequestFailed", (await InvokeAsync(url, Call(With("")))).Failure!.Code);
    }

    [Theory]
    [InlineData("{}", "resourceArn")]
    [InlineData("""{"resourceArn":"acs:fc:::services/s"}""", "resourceArn")]
    [InlineData("""{"resourceArn":"acs:fc:::functions/f","invocationType":"async"}""", "invocationType")]
    public async Task A_parameter_that_cannot_be_is_named(string parameters, string field)
    {
        var failure = (await InvokeAsync("http://127.0.0.1:1", Call(parameters))).Failure!;

        Assert.Equal("FnF.InvalidArgument", failure.Code);
        Assert.StartsWith(field, failure.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_result_that_is_too_large_is_refused()
    {
        await using var server = LoopbackServer.Answering("200 OK", $"\"{new string('x', 2000)}\"");

        var failure = (await InvokeAsync(server.Url, Call(With(""), maxResultBytes: 1000))).Failure!;

        Assert.Equal(("FnF.DataLimitExceeded", true), (failure.Code, failure.IsByNameOnly));
    }

    [Fact]
    public async Task An_asynchronous_call_with_a_token_gives_the_value_at_its_end()
    {
        await using var server = LoopbackServer.Answering("200 OK", """{"pages":3}""");

        var result = await InvokeAsync(server.Url, Call(With(Async), token: "t"));

        Assert.Equal(Json("""{"pages":3}"""), result.Value.Value);
    }

    [Fact]
    public async Task A_call_can_be_called_off()
    {
        var came = new TaskCompletionSource();
        await using var server = LoopbackServer.Start(async (_, _, stopping) =>
        {
            came.SetResult();
            await Task.Delay(Timeout.Infinite, stopping);
        });
        await using var target = Target(server.Url);
        using var stop = new CancellationTokenSource();
        var running = target.InvokeAsync(Call(With("")), stop.Token);
        await came.Task.WaitAsync(Patience);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(Patience));
    }

    private static async Task<StepFailure> FailureAsync(string status, string body, string parameters)
    {
        await using var server = LoopbackServer.Answering(status, body);
        return (await InvokeAsync(server.Url, Call(With(parameters)))).Failure!;
    }
}
