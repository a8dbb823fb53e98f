using System.Text;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Model.Secrets;
using Sluice.Targets.Secrets;
using Sluice.Workbench;
using static Sluice.Targets.Http.Tests.Tasks;

namespace Sluice.Targets.Http.Tests;

/// <summary>Requests whose definition names secrets.</summary>
public sealed class SecretTests
{
    private const string Value = "s3cr/t & more";

    private static readonly HttpTargetOptions Options = new()
    {
        Secrets = new SecretBook([new SecretRule("KEY", new SecretSource.Variable("KEY"))], _ => Value, TimeProvider.System),
    };

    [Fact]
    public async Task A_secret_is_sent_in_url_query_header_and_body_each_in_its_own_spelling()
    {
        await using var server = LoopbackServer.Answering(LoopbackServer.Answer("200 OK", []));

        var outcome = await InvokeAsync(
            Call(server.Url + "/${secret:KEY}/x", ["url"], ["query", "q"], ["headers", "X-Key"], ["body", "deep", "0"]), Options);

        Assert.Null(outcome.Failure);
        Assert.Equal("POST /s3cr%2Ft%20%26%20more/x?q=s3cr%2Ft%20%26%20more HTTP/1.1", server.Request.Line);
        Assert.Equal($"key {Value}", server.Request.Header("X-Key"));
        Assert.Equal($$"""{"deep":["{{Value}}"]}""", server.Request.Text);
    }

    [Fact]
    public async Task What_looks_like_a_reference_and_is_data_is_sent_as_it_is()
    {
        await using var server = LoopbackServer.Answering(LoopbackServer.Answer("200 OK", []));

        Assert.Null((await InvokeAsync(Call(server.Url, ["headers", "X-Key"]), Options)).Failure);

        Assert.Equal($"key {Value}", server.Request.Header("X-Key"));
        Assert.Equal("""{"deep":["${secret:KEY}"]}""", server.Request.Text);
        Assert.Equal("POST /?q=%24%7Bsecret%3AKEY%7D HTTP/1.1", server.Request.Line);
    }

    [Theory]
    [InlineData("200 OK")]
    [InlineData("500 Oops")]
    public async Task An_answer_that_echoes_the_secret_is_masked(string status)
    {
        await using var server = LoopbackServer.Answering(LoopbackServer.Answer(status, Encoding.UTF8.GetBytes($"you sent {Value}.")));

        var outcome = await InvokeAsync(Call(server.Url, ["headers", "X-Key"]), Options);

        Assert.Equal(
            "you sent ${secret:KEY}.",
            outcome.Failure is { } failure ? failure.Cause : ((JsonString)((JsonObject)outcome.Value.Value).Get("Body")).Value);
    }

    [Fact]
    public async Task A_secret_at_the_place_where_a_refusal_is_cut_is_not_shown_in_part()
    {
        await using var server = LoopbackServer.Answering(
            LoopbackServer.Answer("500 Oops", Encoding.UTF8.GetBytes(new string('x', 1018) + Value + new string('y', 100))));

        var cause = (await FailureAsync(Call(server.Url, ["headers", "X-Key"]), Options)).Cause;

        Assert.Equal(new string('x', 1018) + "${secr", cause);
    }

    [Theory]
    [InlineData("307 T", new[] { "body", "deep" }, "the body holds a secret")]
    [InlineData("307 T", new[] { "headers", "X-Key" }, null)]
    [InlineData("303 S", new[] { "body", "deep" }, null)]
    public async Task Secrets_do_not_follow_to_another_origin(string status, string[] place, string? problem)
    {
        await using var other = LoopbackServer.Answering(LoopbackServer.Answer("200 OK", []));
        await using var server = LoopbackServer.Answering(Encoding.ASCII.GetBytes(
            $"HTTP/1.1 {status}\r\nLocation: {other.Url}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));

        var outcome = await InvokeAsync(Call(server.Url, place), Options);

        Assert.Equal(problem is null, outcome.Failure is null);
        Assert.Contains(problem ?? "", outcome.Failure?.Cause ?? "", StringComparison.Ordinal);
        Assert.All(other.Requests, request => Assert.Null(place[0] == "headers" ? request.Header("X-Key") : null));
        Assert.All(other.Requests, request => Assert.DoesNotContain(Value, request.Text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("http://${secret:KEY}/x", new[] { "url" }, "not in its scheme, host or port")]
    [InlineData("http://127.0.0.1?${secret:KEY}", new[] { "method" }, "a secret can be sent in url, query, headers and body")]
    public async Task A_secret_where_none_can_be_sent_is_refused_also_without_a_call(string url, string[] place, string problem)
    {
        var call = Call(url, place);

        Assert.Contains(problem, (await FailureAsync(call, Options)).Cause, StringComparison.Ordinal);
        Assert.Contains(problem, new HttpTwin().Check(call)?.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_that_cannot_be_a_header_is_not_shown_in_the_refusal()
    {
        var options = new HttpTargetOptions
        {
            Secrets = new SecretBook([new SecretRule("*", new SecretSource.Variable("KEY"))], _ => "two\nlines", TimeProvider.System),
        };

        var failure = await FailureAsync(Call("http://127.0.0.1:1", ["headers", "X-Key"]), options);

        Assert.Equal("FnF.InvalidArgument", failure.Code);
        Assert.DoesNotContain("lines", failure.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_that_nobody_has_set_up_fails_the_task_and_names_the_setting()
    {
        var failure = await FailureAsync(Call("http://127.0.0.1:1", ["headers", "X-Key"]));

        Assert.Equal("FnF.SecretNotAvailable", failure.Code);
        Assert.Contains("No secret 'KEY' is set up for flows of account 1000000000000000", failure.Cause, StringComparison.Ordinal);
        Assert.Contains("secrets.flows", failure.Cause, StringComparison.Ordinal);
    }

    /// <summary>A request with the reference everywhere; the definition has written it at these places.</summary>
    private static TaskCall Call(string url, params string[][] places) => new(
        HttpTarget.Request,
        JsonPayload.Of(JsonObject.Of(
            ("url", Text(url)),
            ("method", Text("POST")),
            ("query", Map(("q", Text("${secret:KEY}")))),
            ("headers", Map(("X-Key", Text("key ${secret:KEY}")))),
            ("body", Map(("deep", new JsonArray(Text("${secret:KEY}"))))))),
        TaskToken: null,
        IdempotencyKey,
        MaxResultBytes: 64 * 1024,
        new TaskContext(AccountId.Default, "f", "run", "call", "", DateTimeOffset.MaxValue))
    {
        Secrets = [.. places.Select(place => new SecretPlace(place, ["KEY"]))],
    };
}
