using System.Net;
using Sluice.Workbench;

namespace Sluice.Outbound.Tests;

public sealed class ConnectionsTests
{
    /// <summary>Far above what any test needs; a test that reaches it would otherwise hang.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly EgressPolicy None = new([IPNetwork.Parse("0.0.0.0/0"), IPNetwork.Parse("::/0")], []);

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("2130706433")]
    [InlineData("0x7f.1")]
    public async Task A_denied_address_is_refused_under_each_of_its_names(string host)
    {
        await using var server = LoopbackServer.Answering("200 OK");

        var lost = await LossAsync($"http://{host}:{server.Port}/", new() { Egress = EgressPolicy.PublicOnly });

        Assert.Contains(
            "The egress policy of this server allows no connection to", lost.GetBaseException().Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task An_exception_opens_a_denied_range()
    {
        await using var server = LoopbackServer.Answering("200 OK");

        var answer = await GetAsync(
            server.Url, new() { Egress = None with { Allowed = [IPNetwork.Parse("127.0.0.1/32")] } });

        Assert.Equal("200", answer);
    }

    [Fact]
    public async Task A_redirect_is_an_answer_like_any_other()
    {
        await using var server = LoopbackServer.Answering("302 Found", "", "Location: /elsewhere");

        Assert.Equal("302", await GetAsync(server.Url));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Cookies_do_not_come_back()
    {
        await using var server = LoopbackServer.Answering("200 OK", "", "Set-Cookie: a=1");
        using var connections = Connections.Create(new());

        await GetAsync(connections, server.Url);
        await GetAsync(connections, server.Url);

        Assert.Equal(2, server.Requests.Count);
        Assert.All(server.Requests, request => Assert.Null(request.Header("Cookie")));
    }

    [Fact]
    public async Task A_connection_that_is_not_made_in_time_is_a_lost_answer()
    {
        // The server waits for a request, and never answers the TLS handshake.
        await using var server = LoopbackServer.Answering("200 OK");

        var lost = await LossAsync(
            $"https://127.0.0.1:{server.Port}/", new() { ConnectTimeout = TimeSpan.FromMilliseconds(20) });

        Assert.Contains("ConnectTimeout", lost.GetBaseException().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_option_out_of_range_is_refused_at_once() => Assert.Throws<ArgumentOutOfRangeException>(
        () => Connections.Create(new() { MaxConnectionsPerHost = 0 }));

    /// <summary>The status of the answer.</summary>
    private static async Task<string> GetAsync(string url, ConnectionOptions? options = null)
    {
        using var connections = Connections.Create(options ?? new());
        return await GetAsync(connections, url);
    }

    private static async Task<string> GetAsync(HttpMessageInvoker connections, string url)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        using var response = await connections.SendAsync(request, CancellationToken.None).WaitAsync(Patience);
        return $"{(int)response.StatusCode}";
    }

    private static async Task<Exception> LossAsync(string url, ConnectionOptions options)
    {
        var problem = await Record.ExceptionAsync(() => GetAsync(url, options));
        Assert.NotNull(problem);
        Assert.True(Connections.IsLostAnswer(problem), $"{problem}");
        return problem;
    }
}
