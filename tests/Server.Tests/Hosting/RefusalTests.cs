namespace Sluice.Server.Tests.Hosting;

/// <summary>What the web server refuses by itself is JSON too. Source: protocol, section 6.</summary>
public sealed class RefusalTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Theory]
    [InlineData("GARBAGE\n\n", 400, "BadRequest")]
    [InlineData("GET /\n\n", 400, "BadRequest")]
    [InlineData("GET / HTTP/1.1\n\n", 400, "BadRequest")]
    [InlineData("GET / HTTP/1.1\nHost: a\nHost: b\n\n", 400, "BadRequest")]
    [InlineData("GET / HTTP/1.1\nHost: a b\n\n", 400, "BadRequest")]
    [InlineData("GET / HTTP/1.1\nHost: localhost\nbroken header\n\n", 400, "BadRequest")]
    [InlineData("GET / HTTP/1.1\nHost: localhost\n folded: x\n\n", 400, "BadRequest")]
    [InlineData("GET /?k=\u00E9 HTTP/1.1\nHost: localhost\n\n", 400, "BadRequest")]
    [InlineData("GET /%00 HTTP/1.1\nHost: localhost\n\n", 400, "BadRequest")]
    [InlineData("GET nowhere HTTP/1.1\nHost: localhost\n\n", 405, "MethodNotAllowed")]
    [InlineData("GET http://a/ HTTP/1.1\nHost: localhost\n\n", 400, "BadRequest")]
    [InlineData("POST / HTTP/1.1\nHost: localhost\nContent-Length: abc\n\n", 400, "BadRequest")]
    [InlineData("POST / HTTP/1.1\nHost: localhost\nContent-Length: -1\n\n", 400, "BadRequest")]
    [InlineData("POST / HTTP/1.1\nHost: localhost\nTransfer-Encoding: gzip\n\n", 400, "BadRequest")]
    [InlineData("POST / HTTP/1.0\n\n", 400, "BadRequest")]
    [InlineData("GET / HTTP/3.1\nHost: localhost\n\n", 505, "HttpVersionNotSupported")]
    [InlineData("GET / HTTP/0.9\nHost: localhost\n\n", 505, "HttpVersionNotSupported")]
    [InlineData("GET * HTTP/1.1\nHost: localhost\n\n", 405, "MethodNotAllowed")]
    [InlineData("HEAD / HTTP/1.1\nHost: localhost\nContent-Length: x\n\n", 400, "BadRequest")]
    public async Task What_is_not_http_gets_json(string request, int status, string code)
    {
        var answer = await server.SendAsync(request);

        Assert.Equal((status, code), (answer.Status, answer.ErrorCode()));
        Assert.Equal("close", answer.Headers["Connection"]);
    }

    [Fact]
    public async Task A_request_line_that_is_too_long_gets_json()
    {
        var answer = await server.SendAsync($"GET /?a={new string('x', 1_100_000)} HTTP/1.1\nHost: localhost\n\n");

        Assert.Equal((414, "UriTooLong"), (answer.Status, answer.ErrorCode()));
    }

    [Fact]
    public async Task Headers_that_are_too_long_get_json()
    {
        var answer = await server.SendAsync($"GET / HTTP/1.1\nHost: localhost\nX-Long: {new string('x', 70_000)}\n\n");

        Assert.Equal((431, "RequestHeaderFieldsTooLarge"), (answer.Status, answer.ErrorCode()));
    }

    [Fact]
    public async Task Too_many_headers_get_json()
    {
        var headers = string.Concat(Enumerable.Range(0, 200).Select(i => $"X-{i}: v\n"));

        var answer = await server.SendAsync($"GET / HTTP/1.1\nHost: localhost\n{headers}\n");

        Assert.Equal((431, "RequestHeaderFieldsTooLarge"), (answer.Status, answer.ErrorCode()));
    }

    [Theory]
    [InlineData("zz\nabc")]
    [InlineData("-1\nabc")]
    [InlineData("80000000\nabc")]
    [InlineData("FFFFFFFFFFFFFFFF\nabc")]
    [InlineData("3\nabc\nFFFFFFFFFFFFFFFF\nabc")]
    [InlineData("3\nabcdef")]
    [InlineData("3\nabc\n0\nbad trailer\n\n")]
    [InlineData("3\nabc\n0\nA: \u00FF\n\n")]
    [InlineData("3\nabc\n0\nA\0: b\n\n")]
    [InlineData("3\nabc\n0\n: b\n\n")]
    public async Task Chunks_that_are_broken_get_json_and_end_the_connection(string body)
    {
        using var client = await server.ConnectAsync();
        await client.SendAsync("POST / HTTP/1.1\nHost: localhost\nTransfer-Encoding: chunked\n\n" + body);

        var answer = await client.ReadAnswerAsync();

        Assert.Equal((400, "BadRequest"), (answer.Status, answer.ErrorCode()));
        Assert.Equal("close", answer.Headers["Connection"]);
        Assert.Equal("", await client.ReadToEndAsync());
    }

    [Fact]
    public async Task A_refusal_after_a_good_answer_on_the_same_connection_gets_json()
    {
        using var client = await server.ConnectAsync();
        const string Good = "GET /?Action=ListFlows&Version=2019-03-15&k=v HTTP/1.1\nHost: localhost\n\n";
        await client.SendAsync(Good + Good + "GARBAGE\n\n");

        Assert.Equal("v", (await client.ReadAnswerAsync()).Got("got k"));
        Assert.Equal("v", (await client.ReadAnswerAsync()).Got("got k"));
        Assert.Equal("BadRequest", (await client.ReadAnswerAsync()).ErrorCode());
        Assert.Equal("", await client.ReadToEndAsync());
    }

    [Fact]
    public async Task A_request_that_does_not_come_to_its_end_gets_json()
    {
        var hasty = new ServerFixture { HeaderTime = TimeSpan.FromMilliseconds(1) };
        await hasty.InitializeAsync();
        try
        {
            var answer = await hasty.SendAsync("GET / HTTP/1.1\nHost: local");

            Assert.Equal((408, "RequestTimeout"), (answer.Status, answer.ErrorCode()));
        }
        finally
        {
            await hasty.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_refusal_names_the_address_it_was_sent_to() =>
        Assert.Equal(server.Host, (await server.SendAsync("GARBAGE\n\n")).Json.GetProperty("HostId").GetString());
}
