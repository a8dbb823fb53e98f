using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Server.Tests.Hosting;
using Sluice.Server.Tls;

namespace Sluice.Server.Tests.Tls;

/// <summary>A started https server, called by a client that trusts the local authority and nothing else.</summary>
public sealed class TlsTests : IAsyncLifetime
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory();
    private readonly ServerFixture _server;
    private readonly ServerCertificate _certificate;

    public TlsTests()
    {
        _certificate = ServerCertificate.Open(
            new TlsOptions(), _directory.FullName, TimeProvider.System, NullLogger.Instance);
        _server = new ServerFixture { Certificate = _certificate };
    }

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task A_client_that_trusts_the_authority_calls_over_either_version_of_http(string version)
    {
        using var client = Client(_certificate.AuthorityPath!);

        using var answer = await client.SendAsync(Request(version, "ListFlows"));

        Assert.Equal((HttpStatusCode.OK, Version.Parse(version)), (answer.StatusCode, answer.Version));
        Assert.Equal("ListFlows", (await BodyAsync(answer)).GetProperty("got Action").GetString());
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task An_error_has_the_same_body_over_either_version(string version)
    {
        using var client = Client(_certificate.AuthorityPath!);

        using var answer = await client.SendAsync(Request(version, "StopExecution"));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("ExecutionNotExists", (await BodyAsync(answer)).GetProperty("Code").GetString());
    }

    [Fact]
    public async Task Calls_that_share_a_connection_get_their_own_answers()
    {
        using var client = Client(_certificate.AuthorityPath!);

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(async number =>
        {
            using var answer = await client.SendAsync(Request("2.0", "ListFlows", $"&Number={number}"));
            return (await BodyAsync(answer)).GetProperty("got Number").GetString();
        }));

        Assert.Equal(Enumerable.Range(0, 50).Select(number => number.ToString()), answers);
    }

    [Fact]
    public async Task What_the_web_server_refuses_has_a_body_inside_tls_too()
    {
        using var client = Client(_certificate.AuthorityPath!);
        var request = Request("1.1", "ListFlows");
        request.Headers.Add("Long", new string('x', 70_000));

        using var answer = await client.SendAsync(request);

        Assert.Equal(431, (int)answer.StatusCode);
        Assert.Equal("RequestHeaderFieldsTooLarge", (await BodyAsync(answer)).GetProperty("Code").GetString());
    }

    [Fact]
    public async Task A_client_that_does_not_trust_the_authority_does_not_call()
    {
        var other = Directory.CreateTempSubdirectory();
        try
        {
            var stranger = LocalAuthority.Open(other.FullName, DateTimeOffset.UtcNow);
            using var client = Client(stranger.CertificatePath);

            var refused = await Assert.ThrowsAsync<HttpRequestException>(
                () => client.SendAsync(Request("1.1", "ListFlows")));

            Assert.IsType<AuthenticationException>(refused.InnerException);
        }
        finally
        {
            other.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Plain_http_on_an_https_port_is_not_answered()
    {
        using var client = await _server.ConnectAsync();

        await client.SendAsync("GET / HTTP/1.1\nHost: localhost\n\n");

        Assert.DoesNotContain("HTTP/1.1 200", await client.ReadToEndAsync(), StringComparison.Ordinal);
    }

    private HttpRequestMessage Request(string version, string action, string more = "") => new(
        HttpMethod.Get, $"https://localhost:{_server.Address.Port}/?Action={action}&Version=2019-03-15{more}")
    {
        Version = Version.Parse(version),
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    /// <summary>Checks certificates as every client does, with one authority instead of the machine's.</summary>
    private static HttpClient Client(string authorityPath)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.Add(X509CertificateLoader.LoadCertificateFromFile(authorityPath));
        return new(new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy },
            UseProxy = false,
        });
    }

    private static async Task<JsonElement> BodyAsync(HttpResponseMessage answer) =>
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
}
