using System.Collections.Concurrent;
using System.Net;
using Sluice.Workbench;

namespace Sluice.Outbound.Tests;

public sealed class HostRuleTests : IDisposable
{
    /// <summary>Far above what any test needs; a test that reaches it would otherwise hang.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly OwnTrust _trust = new();

    [Theory]
    [InlineData("nobody", false)]
    [InlineData("all", true)]
    [InlineData("this host", true)]
    [InlineData("another host", false)]
    public async Task An_authority_of_ones_own_is_believed_where_the_settings_say_so(string by, bool isTrusted)
    {
        using var certificate = _trust.Issue("127.0.0.1");
        await using var server = OwnTrust.Serve(certificate);
        var rule = new HostRule(Host(by == "this host" ? "127.0.0.1" : "other.example")) { Trusted = [_trust.Authority] };

        var problem = await Record.ExceptionAsync(() => GetAsync($"https://127.0.0.1:{server.Port}/", new()
        {
            Trusted = by == "all" ? [_trust.Authority] : [],
            Hosts = by.EndsWith("host", StringComparison.Ordinal) ? [rule] : [],
        }));

        Assert.Equal(isTrusted, problem is null);
        Assert.Equal(isTrusted ? 1 : 0, server.Requests.Count);
    }

    [Theory]
    [InlineData("127.0.0.2", 1)]
    [InlineData("127.0.0.1", 2)]
    public async Task An_authority_vouches_for_no_other_name_and_no_other_purpose(string name, int purpose)
    {
        using var certificate = _trust.Issue(name, purpose);
        await using var server = OwnTrust.Serve(certificate);

        var problem = await Record.ExceptionAsync(
            () => GetAsync($"https://127.0.0.1:{server.Port}/", new() { Trusted = [_trust.Authority] }));

        Assert.True(Connections.IsLostAnswer(Assert.IsType<Exception>(problem, exactMatch: false)));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_certificate_is_shown_to_the_host_it_is_for_and_to_no_other()
    {
        var seen = new ConcurrentQueue<string?>();
        using var certificate = _trust.Issue("127.0.0.1");
        using var mine = _trust.Issue("caller", purpose: 2);
        await using var server = OwnTrust.Serve(certificate, seen.Enqueue);
        var url = $"https://127.0.0.1:{server.Port}/";

        await GetAsync(url, With(new HostRule(Host("127.0.0.1")) { Certificate = mine }));
        await GetAsync(url, With(new HostRule(Host("other.example")) { Certificate = mine }));

        Assert.Equal(["CN=caller", null], seen);
    }

    [Fact]
    public async Task A_proxy_gets_the_calls_of_hosts_that_are_reached_through_it()
    {
        await using var proxy = LoopbackServer.Answering("200 OK");
        await using var direct = LoopbackServer.Answering("200 OK");
        var options = new ConnectionOptions
        {
            Proxy = new(proxy.Url),
            Hosts = [new HostRule(Host("127.0.0.1")) { Proxy = new(null) }],
        };

        await GetAsync("http://behind.invalid/path", options);
        await GetAsync(direct.Url, options);

        Assert.Equal("http://behind.invalid/path", proxy.Request.Path);
        Assert.Single(direct.Requests);
    }

    [Fact]
    public async Task A_proxy_does_not_lead_past_the_egress_policy()
    {
        await using var proxy = LoopbackServer.Answering("200 OK");
        var options = new ConnectionOptions { Proxy = new(proxy.Url), Egress = EgressPolicy.NoMetadata };

        var problem = await Record.ExceptionAsync(() => GetAsync("http://169.254.169.254/latest/meta-data", options));

        Assert.Contains("egress policy", Assert.IsType<IOException>(problem).Message, StringComparison.Ordinal);
        Assert.Empty(proxy.Requests);
    }

    [Fact]
    public async Task A_proxy_that_asks_is_told_who_calls()
    {
        await using var proxy = LoopbackServer.Start(async (request, stream, cancellationToken) => await stream.WriteAsync(
            request.Header("Proxy-Authorization") is null
                ? LoopbackServer.Answer("407 Proxy Authentication Required", [], "Proxy-Authenticate: Basic realm=\"p\"")
                : LoopbackServer.Answer("200 OK", []),
            cancellationToken));

        await GetAsync("http://behind.invalid/", new() { Proxy = new(proxy.Url), ProxyCredentials = new("me", "secret") });

        Assert.Equal("Basic bWU6c2VjcmV0", proxy.Requests.Last().Header("Proxy-Authorization"));
    }

    [Fact]
    public void The_first_rule_that_names_a_host_says_how_many_calls_it_gets()
    {
        var options = With(
            new HostRule(Host("a.example.com")) { MostCalls = 2 }, new HostRule(Host("*.example.com")) { MostCalls = 5 });

        Assert.Equal(
            [2, 5, 256],
            new[] { "https://a.example.com", "https://b.example.com:8443", "https://example.com" }
                .Select(url => options.MostCallsTo(new(url))));
    }

    [Theory]
    [InlineData("169.254.169.254", false)]
    [InlineData("::ffff:169.254.169.254", false)]
    [InlineData("100.100.100.200", false)]
    [InlineData("fd00:ec2::254", false)]
    [InlineData("169.254.169.253", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("10.0.0.1", true)]
    public void Where_clouds_tell_a_machine_its_credentials_nobody_connects(string address, bool isAllowed) =>
        Assert.Equal(isAllowed, EgressPolicy.NoMetadata.Allows(IPAddress.Parse(address)));

    public void Dispose() => _trust.Dispose();

    private ConnectionOptions With(params HostRule[] rules) => new() { Hosts = rules, Trusted = [_trust.Authority] };

    private static HostPattern Host(string text) =>
        HostPattern.TryParse(text, out var pattern) ? pattern : throw new ArgumentException(text);

    private static async Task GetAsync(string url, ConnectionOptions options)
    {
        using var connections = Connections.Create(options);
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        using var response = await connections.SendAsync(request, CancellationToken.None).WaitAsync(Patience);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }
}
