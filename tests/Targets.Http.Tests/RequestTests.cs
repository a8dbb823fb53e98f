using System.Diagnostics;
using System.Net;
using Sluice.Model.Json;
using Sluice.Workbench;
using static Sluice.Targets.Http.Tests.Tasks;

namespace Sluice.Targets.Http.Tests;

public sealed class RequestTests
{
    [Theory]
    [InlineData("Get", "GET")]
    [InlineData("post", "POST")]
    [InlineData("PATCH", "PATCH")]
    [InlineData("put", "PUT")]
    [InlineData("Delete", "DELETE")]
    [InlineData("head", "HEAD")]
    public async Task The_method_is_sent_in_capitals(string written, string sent)
    {
        var request = await SendAsync("/a/b", ("method", Text(written)));

        Assert.Equal($"{sent} /a/b HTTP/1.1", request.Line);
    }

    [Theory]
    [InlineData("", """{"q":"a b&c=ä","n":1,"yes":true}""", "/?q=a%20b%26c%3D%C3%A4&n=1&yes=true")]
    [InlineData("/p?x=1", """{"y":"2"}""", "/p?x=1&y=2")]
    [InlineData("/p?", """{"y":"2"}""", "/p?y=2")]
    [InlineData("/p?x=%2F#part", """{"y":"#"}""", "/p?x=%2F&y=%23")]
    [InlineData("/p?x=1", "{}", "/p?x=1")]
    [InlineData("/p?x=1", "null", "/p?x=1")]
    [InlineData("/a b", "{}", "/a%20b")]
    public async Task The_query_is_appended_percent_encoded(string path, string query, string sent)
    {
        var request = await SendAsync(path, ("query", Parse(query)));

        Assert.Equal(sent, request.Path);
    }

    [Fact]
    public async Task A_string_body_is_sent_as_it_is()
    {
        var request = await SendAsync("/", ("method", Text("POST")), ("body", Text("{not json} ä")));

        Assert.Equal("{not json} ä", request.Text);
        Assert.Null(request.Header("Content-Type"));
    }

    [Theory]
    [InlineData("""{"a":[1,2.5,null]}""")]
    [InlineData("""["b"]""")]
    public async Task A_body_of_data_is_sent_as_json(string body)
    {
        var request = await SendAsync("/", ("method", Text("POST")), ("body", Parse(body)));

        Assert.Equal(body, request.Text);
        Assert.Equal("application/json", request.Header("Content-Type"));
    }

    [Fact]
    public async Task The_flows_own_content_type_stays()
    {
        var headers = Map(("content-type", Text("application/cloudevents+json")));

        var request = await SendAsync(
            "/", ("method", Text("POST")), ("body", Parse("{}")), ("headers", headers));

        Assert.Equal("application/cloudevents+json", request.Header("Content-Type"));
    }

    [Fact]
    public async Task A_content_type_is_sent_even_without_a_body()
    {
        var request = await SendAsync("/", ("headers", Map(("Content-Type", Text("application/json")))));

        Assert.Equal("application/json", request.Header("Content-Type"));
        Assert.Empty(request.Body);
    }

    [Fact]
    public async Task Header_values_may_be_numbers_booleans_and_any_text_of_one_line()
    {
        var headers = Map(
            ("X-Number", JsonValue.Of(7)), ("X-Flag", JsonValue.True), ("X-Text", Text("tab\there, ü")));

        var request = await SendAsync("/", ("headers", headers));

        Assert.Equal("7", request.Header("X-Number"));
        Assert.Equal("true", request.Header("X-Flag"));
        Assert.Equal("tab\there, ü", request.Header("X-Text"));
    }

    [Fact]
    public async Task A_null_body_and_null_headers_count_as_absent()
    {
        var request = await SendAsync(
            "/", ("method", Text("POST")), ("body", JsonValue.Null), ("headers", JsonValue.Null));

        Assert.Empty(request.Body);
        Assert.Null(request.Header("Content-Type"));
    }

    [Fact]
    public async Task Parameters_of_other_names_are_ignored()
    {
        var request = await SendAsync("/p", ("note", Text("for people")));

        Assert.Equal("GET /p HTTP/1.1", request.Line);
    }

    [Fact]
    public async Task The_attempt_key_goes_along_as_idempotency_key()
    {
        var request = await SendAsync("/");

        Assert.Equal(IdempotencyKey, request.Header("Idempotency-Key"));
        Assert.Equal("Sluice", request.Header("User-Agent"));
    }

    [Fact]
    public async Task The_flows_own_idempotency_key_and_user_agent_win()
    {
        var headers = Map(("idempotency-key", Text("order 12")), ("user-agent", Text("Shop/1.0 (+https://shop)")));

        var request = await SendAsync("/", ("headers", headers));

        Assert.Equal("order 12", request.Header("Idempotency-Key"));
        Assert.Equal("Shop/1.0 (+https://shop)", request.Header("User-Agent"));
    }

    [Fact]
    public async Task The_token_goes_along_when_the_task_has_one()
    {
        await using var server = LoopbackServer.Answering("200 OK");

        await ResultAsync(Get(server.Url) with { TaskToken = Token });

        Assert.Equal(Token, server.Request.Header("X-FnF-Http-Callback-Task-Token"));
    }

    [Fact]
    public async Task The_token_of_the_attempt_replaces_one_that_the_flow_has_set()
    {
        await using var server = LoopbackServer.Answering("200 OK");
        var headers = Map(("x-fnf-http-callback-task-token", Text("stale")));

        await ResultAsync(Get(server.Url, ("headers", headers)) with { TaskToken = Token });

        Assert.Equal(Token, server.Request.Header("X-FnF-Http-Callback-Task-Token"));
    }

    [Fact]
    public async Task No_token_goes_along_when_the_task_has_none()
    {
        var request = await SendAsync("/");

        Assert.Null(request.Header("X-FnF-Http-Callback-Task-Token"));
    }

    [Fact]
    public async Task Cookies_of_one_call_are_not_sent_with_the_next()
    {
        await using var server = LoopbackServer.Answering("200 OK", "", "Set-Cookie: id=1; Path=/");
        using var target = new HttpTarget(new HttpTargetOptions());

        await target.InvokeAsync(Get(server.Url), CancellationToken.None);
        await target.InvokeAsync(Get(server.Url), CancellationToken.None);

        Assert.Equal(2, server.Requests.Count);
        Assert.All(server.Requests, request => Assert.Null(request.Header("Cookie")));
    }

    [Fact]
    public async Task A_proxy_named_by_the_environment_is_not_used()
    {
        await using var proxy = LoopbackServer.Answering("502 Bad Gateway");
        var before = HttpClient.DefaultProxy;
        HttpClient.DefaultProxy = new WebProxy(proxy.Url, BypassOnLocal: false);
        try
        {
            await SendAsync("/");
        }
        finally
        {
            HttpClient.DefaultProxy = before;
        }

        Assert.Empty(proxy.Requests);
    }

    [Fact]
    public async Task Trace_headers_of_the_server_itself_stay_at_home()
    {
        using var activity = new Activity("a call of the server's own").Start();

        var request = await SendAsync("/");

        Assert.Null(request.Header("traceparent"));
    }

    [Fact]
    public async Task The_trace_of_a_task_goes_along_unless_the_flow_sets_one_itself()
    {
        using var source = new ActivitySource("Sluice.Engine");
        using var listener = new ActivityListener
        {
            ShouldListenTo = its => its == source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        using var span = source.StartActivity("task")!;
        span.AddBaggage("of", "others");

        var plain = await SendAsync("/");
        var set = await SendAsync("/", ("headers", Map(("traceparent", Text("mine")))));

        Assert.Equal((span.Id, null, null), (plain.Header("traceparent"), plain.Header("baggage"), plain.Header("tracestate")));
        Assert.Equal("mine", set.Header("traceparent"));
    }

    private static async Task<RecordedRequest> SendAsync(
        string path, params (string Name, JsonValue Value)[] parameters)
    {
        await using var server = LoopbackServer.Answering("200 OK");
        await ResultAsync(Get(server.Url + path, parameters));
        return server.Request;
    }
}
