namespace Sluice.Server.Tests.Hosting;

/// <summary>The forms in which clients send calls, on the wire. Source: protocol, sections 2 to 5.</summary>
public sealed class RequestFormTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Call = "Action=ListFlows&Version=2019-03-15";
    private const string Form = "Content-Type: application/x-www-form-urlencoded\n";
    private const string Acs3 =
        "Authorization: ACS3-HMAC-SHA256 Credential=a\nx-acs-action: ListFlows\nx-acs-version: 2019-03-15\n";

    [Theory]
    [InlineData("A", $"POST /?{Call} HTTP/1.1\nHost: localhost\n{Form}Content-Length: 5\n\nk=v+1")]
    [InlineData("B", $"GET /?{Call}&k=v%201 HTTP/1.1\nHost: localhost\n\n")]
    [InlineData("C", $"POST / HTTP/1.1\nHost: localhost\n{Form}Content-Length: 41\n\n{Call}&k=v+1")]
    [InlineData("D", $"POST / HTTP/1.1\nHost: localhost\n{Acs3}{Form}Content-Length: 5\n\nk=v+1")]
    [InlineData("E", $"GET /?k=v+1 HTTP/1.1\nHost: localhost\n{Acs3}\n")]
    [InlineData("F", $"POST /?{Call}&k=v+1 HTTP/1.1\nHost: localhost\nContent-Length: 0\n\n")]
    [InlineData(
        "G",
        "POST / HTTP/1.1\nHost: localhost\n" + Acs3
        + "Content-Type: application/json; charset=utf-8\nContent-Length: 11\n\n{\"k\":\"v 1\"}")]
    [InlineData("chunked", $"POST /?{Call} HTTP/1.1\nHost: localhost\n{Form}Transfer-Encoding: chunked\n\n2\nk=\n3\nv+1\n0\n\n")]
    [InlineData("headers only, open", "GET /?k=v+1 HTTP/1.1\nHost: localhost\nx-acs-action: ListFlows\nx-acs-version: 2019-03-15\n\n")]
    [InlineData("without a path", $"GET http://localhost?{Call}&k=v+1 HTTP/1.1\nHost: localhost\n\n")]
    [InlineData("HTTP/1.0", $"GET /?{Call}&k=v+1 HTTP/1.0\n\n")]
    public async Task Every_form_reaches_the_operation(string form, string request)
    {
        var answer = await server.SendAsync(request);

        Assert.True(answer.Got("got k") == "v 1", form);
    }

    [Fact]
    public async Task A_request_line_of_a_whole_mebibyte_is_read()
    {
        var value = new string('x', 1024 * 1024);

        var answer = await server.SendAsync($"GET /?{Call}&k={value} HTTP/1.1\nHost: localhost\n\n");

        Assert.Equal(value, answer.Got("got k"));
    }

    [Theory]
    [InlineData("Content-Length: 1048576\n", 1024 * 1024, 200)]
    [InlineData("Content-Length: 1048577\n", (1024 * 1024) + 1, 400)]
    public async Task A_declared_body_is_limited(string length, int bytes, int status)
    {
        var answer = await server.SendAsync(
            $"POST /?{Call} HTTP/1.1\nHost: localhost\n{Form}{length}\nk=" + new string('x', bytes - 2));

        Assert.Equal(status, answer.Status);
        Assert.True(status == 200 || answer.ErrorCode() == "EntityTooLarge");
    }

    [Fact]
    public async Task A_chunked_body_is_limited_by_what_comes()
    {
        using var client = await server.ConnectAsync();
        var chunk = "40000\n" + new string('x', 0x40000) + "\n";
        await client.SendAsync(
            $"POST /?{Call} HTTP/1.1\nHost: localhost\n{Form}Transfer-Encoding: chunked\n\n" + chunk + chunk + chunk + chunk
            + "1\nx\n0\n\nGET /?" + Call + "&k=next HTTP/1.1\nHost: localhost\n\n");

        var answer = await client.ReadAnswerAsync();
        Assert.Equal((400, "EntityTooLarge"), (answer.Status, answer.ErrorCode()));
        Assert.Contains("(1048576 bytes)", answer.Body, StringComparison.Ordinal);
        Assert.Equal("next", (await client.ReadAnswerAsync()).Got("got k"));
    }

    [Fact]
    public async Task A_connection_is_used_again_after_errors()
    {
        using var client = await server.ConnectAsync();
        string[] requests =
        [
            "GET /nowhere HTTP/1.1\nHost: localhost\n\n",
            "PUT / HTTP/1.1\nHost: localhost\nContent-Length: 3\n\nabc",
            "GET /?Action=Nothing HTTP/1.1\nHost: localhost\n\n",
            $"POST /?{Call} HTTP/1.1\nHost: localhost\nContent-Type: text/plain\nContent-Length: 3\n\nabc",
            $"GET /?{Call}&k=%zz HTTP/1.1\nHost: localhost\n\n",
            "GET /?Action=StartExecution&Version=2019-03-15 HTTP/1.1\nHost: localhost\n\n",
        ];
        string[] codes =
        [
            "NotFound", "MethodNotAllowed", "ActionNotSupported", "UnsupportedMediaType", "InvalidArgument",
            "InternalServerError",
        ];
        foreach (var (request, code) in requests.Zip(codes))
        {
            await client.SendAsync(request);
            Assert.Equal(code, (await client.ReadAnswerAsync()).ErrorCode());
        }

        await client.SendAsync($"GET /?{Call}&k=v HTTP/1.1\nHost: localhost\n\n");
        Assert.Equal("v", (await client.ReadAnswerAsync()).Got("got k"));
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    [InlineData("PROPFIND")]
    public async Task Other_verbs_are_told_which_are_allowed(string verb)
    {
        var answer = await server.SendAsync($"{verb} / HTTP/1.1\nHost: localhost\n\n");

        Assert.Equal((405, "MethodNotAllowed"), (answer.Status, answer.ErrorCode()));
        Assert.Equal("GET, POST", answer.Headers["Allow"]);
    }

    [Fact]
    public async Task Head_is_not_allowed_and_has_no_body()
    {
        using var client = await server.ConnectAsync();
        await client.SendAsync($"HEAD / HTTP/1.1\nHost: localhost\n\nGET /?{Call}&k=v HTTP/1.1\nHost: localhost\n\n");

        Assert.Equal(405, (await client.ReadAnswerAsync(hasBody: false)).Status);
        Assert.Equal("v", (await client.ReadAnswerAsync()).Got("got k"));
    }

    [Fact]
    public async Task An_open_server_refuses_web_pages()
    {
        var rebound = await server.SendAsync($"GET /?{Call} HTTP/1.1\nHost: evil.example:8700\n\n");
        var foreign = await server.SendAsync($"GET /?{Call} HTTP/1.1\nHost: localhost\nOrigin: https://evil.example\n\n");

        Assert.Equal((403, "AccessDenied"), (rebound.Status, rebound.ErrorCode()));
        Assert.Equal((403, "AccessDenied"), (foreign.Status, foreign.ErrorCode()));
    }
}
