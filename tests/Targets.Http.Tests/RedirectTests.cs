using System.Globalization;
using Sluice.Model;
using Sluice.Workbench;
using static Sluice.Targets.Http.Tests.Tasks;

namespace Sluice.Targets.Http.Tests;

public sealed class RedirectTests
{
    [Theory]
    [InlineData("/there?x=1#part", "/there?x=1")]
    [InlineData("there", "/old/there")]
    [InlineData("?y", "/old/here?y")]
    public async Task A_redirect_is_followed_relative_to_where_it_came_from(string location, string path)
    {
        await using var server = LoopbackServer.Start((request, stream, cancellationToken) =>
            AnswerAsync(stream, request.Path == "/old/here" ? Redirect("302 Found", location) : Ok, cancellationToken));

        var result = await ResultAsync(Get(server.Url + "/old/here"));

        Assert.Equal(Text("arrived"), result.Get("Body"));
        Assert.Equal(path, server.Requests.Last().Path);
    }

    [Theory]
    [InlineData("301 Moved", "POST", "GET", false)]
    [InlineData("302 Found", "POST", "GET", false)]
    [InlineData("303 See Other", "POST", "GET", false)]
    [InlineData("303 See Other", "PUT", "GET", false)]
    [InlineData("303 See Other", "HEAD", "HEAD", true)]
    [InlineData("301 Moved", "PUT", "PUT", true)]
    [InlineData("302 Found", "DELETE", "DELETE", true)]
    [InlineData("307 Temporary", "POST", "POST", true)]
    [InlineData("308 Permanent", "PATCH", "PATCH", true)]
    public async Task The_status_decides_whether_method_and_body_stay(
        string status, string method, string followed, bool bodyStays)
    {
        await using var server = LoopbackServer.Start((request, stream, cancellationToken) =>
            AnswerAsync(stream, request.Path == "/" ? Redirect(status, "/2") : Ok, cancellationToken));

        await ResultAsync(Get(server.Url, ("method", Text(method)), ("body", Parse("""{"a":1}"""))));

        var second = server.Requests.Last();
        Assert.Equal($"{followed} /2 HTTP/1.1", second.Line);
        Assert.Equal(bodyStays ? """{"a":1}""" : "", second.Text);
        Assert.Equal(bodyStays ? "application/json" : null, second.Header("Content-Type"));
        Assert.Equal(IdempotencyKey, second.Header("Idempotency-Key"));
    }

    [Fact]
    public async Task Ten_redirects_are_followed()
    {
        await using var server = StartChain(redirects: 10);

        Assert.Equal(Text("arrived"), (await ResultAsync(Get(server.Url + "/0"))).Get("Body"));
        Assert.Equal(11, server.Requests.Count);
    }

    [Fact]
    public async Task The_eleventh_redirect_fails_the_task()
    {
        await using var server = StartChain(redirects: 11);

        var failure = await FailureAsync(Get(server.Url + "/0"));

        Assert.Equal(
            new StepFailure("HTTP.RequestFailed", $"GET {server.Url}: The server redirects more than 10 times."), failure);
        Assert.Equal(11, server.Requests.Count);
    }

    [Fact]
    public async Task Credentials_follow_within_the_origin()
    {
        await using var server = LoopbackServer.Start((request, stream, cancellationToken) =>
            AnswerAsync(stream, request.Path == "/" ? Redirect("307 T", "/2") : Ok, cancellationToken));

        await ResultAsync(WithCredentials(server.Url));

        Assert.Equal($"secret a=b {Token} other", Credentials(server.Requests.Last()));
    }

    [Fact]
    public async Task Credentials_do_not_follow_to_another_port()
    {
        await using var other = LoopbackServer.Answering(Ok);
        await using var server = LoopbackServer.Answering(Redirect("307 T", other.Url));

        await ResultAsync(WithCredentials(server.Url));

        Assert.Equal($"secret a=b {Token} other", Credentials(server.Request));
        Assert.Equal("none none none other", Credentials(other.Request));
    }

    [Fact]
    public async Task Credentials_do_not_follow_to_another_host_and_do_not_come_back()
    {
        // There and back: 127.0.0.1 to localhost, which is the same machine and another origin.
        await using var server = LoopbackServer.Start((request, stream, cancellationToken) => AnswerAsync(
            stream,
            request.Path switch
            {
                "/" => Redirect("307 T", $"http://localhost:{Port(request)}/away"),
                "/away" => Redirect("307 T", $"http://127.0.0.1:{Port(request)}/back"),
                _ => Ok,
            },
            cancellationToken));

        await ResultAsync(WithCredentials(server.Url));

        Assert.Equal(["/", "/away", "/back"], server.Requests.Select(request => request.Path));
        Assert.All(
            server.Requests.Skip(1), request => Assert.Equal("none none none other", Credentials(request)));
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://127.0.0.1/")]
    [InlineData("http://user:secret@127.0.0.1/")]
    [InlineData("http://")]
    public async Task A_redirect_to_what_is_no_plain_web_address_fails_the_task(string location)
    {
        await using var server = LoopbackServer.Answering(Redirect("302 Found", location));

        var failure = await FailureAsync(Get(server.Url));

        Assert.Equal("HTTP.RequestFailed", failure.Code);
        Assert.EndsWith("redirects to something that is not an http or https URL.", failure.Cause, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    private static byte[] Ok => LoopbackServer.Answer("200 OK", "arrived"u8.ToArray());

    private static byte[] Redirect(string status, string location) =>
        LoopbackServer.Answer(status, "gone"u8.ToArray(), $"Location: {location}");

    private static Task AnswerAsync(Stream stream, byte[] answer, CancellationToken cancellationToken) =>
        stream.WriteAsync(answer, cancellationToken).AsTask();

    /// <summary>Redirects /0 to /1 to /2 and so on.</summary>
    private static LoopbackServer StartChain(int redirects) =>
        LoopbackServer.Start((request, stream, cancellationToken) =>
        {
            var place = int.Parse(request.Path[1..], CultureInfo.InvariantCulture);
            return AnswerAsync(
                stream, place == redirects ? Ok : Redirect("302 Found", $"/{place + 1}"), cancellationToken);
        });

    private static TaskCall WithCredentials(string url)
    {
        var headers = Map(("authorization", Text("secret")), ("Cookie", Text("a=b")), ("X-Other", Text("other")));
        return Get(url, ("headers", headers)) with { TaskToken = Token };
    }

    private static string Credentials(RecordedRequest request) => string.Join(' ', new[]
    {
        "Authorization", "Cookie", "X-FnF-Http-Callback-Task-Token", "X-Other",
    }.Select(name => request.Header(name) ?? "none"));

    private static string Port(RecordedRequest request) => request.Header("Host")!.Split(':')[1];
}
