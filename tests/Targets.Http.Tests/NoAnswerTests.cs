using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Sluice.Workbench;
using static Sluice.Targets.Http.Tests.Tasks;

namespace Sluice.Targets.Http.Tests;

public sealed class NoAnswerTests
{
    [Fact]
    public async Task A_refused_connection_fails_the_task_and_keeps_path_and_query_out_of_the_cause()
    {
        var url = $"http://127.0.0.1:{ClosedPort()}";

        var failure = await FailureAsync(Get($"{url}/private?key=secret"));

        Assert.Equal("HTTP.RequestFailed", failure.Code);
        Assert.StartsWith($"GET {url}: ", failure.Cause, StringComparison.Ordinal);
        Assert.DoesNotContain("private", failure.Cause, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Cause, StringComparison.Ordinal);
        Assert.False(failure.IsByNameOnly);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Encoding: gzip\r\n\r\nabc")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: -1\r\nno header at all\r\n\r\n")]
    [InlineData("HTTP/1.1 9999 OK\r\n\r\n")]
    [InlineData("SSH-2.0-OpenSSH_9.6\r\n")]
    [InlineData("\0\0\0\0\0\0\0\0\r\n\r\n")]
    public async Task A_broken_answer_fails_the_task(string answer)
    {
        await using var server = LoopbackServer.Answering(Encoding.ASCII.GetBytes(answer));

        var failure = await FailureAsync(Get(server.Url));

        Assert.Equal("HTTP.RequestFailed", failure.Code);
        Assert.StartsWith($"GET {server.Url}: ", failure.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_without_end_fail_the_task()
    {
        await using var server = LoopbackServer.Start(async (_, stream, cancellationToken) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\n"u8.ToArray(), cancellationToken);
            while (true)
            {
                await stream.WriteAsync("X-More: and more\r\n"u8.ToArray(), cancellationToken);
            }
        });

        Assert.Equal("HTTP.RequestFailed", (await FailureAsync(Get(server.Url))).Code);
    }

    [Fact]
    public async Task Tls_spoken_to_a_server_without_it_fails_the_task()
    {
        await using var server = LoopbackServer.Start((_, _, _) => Task.CompletedTask, wrap: async stream =>
        {
            await stream.WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray());
            return stream;
        });

        Assert.Equal("HTTP.RequestFailed", (await FailureAsync(Get($"https://127.0.0.1:{server.Port}/"))).Code);
    }

    [Fact]
    public async Task A_connection_that_is_not_made_in_time_fails_the_task()
    {
        // The server waits for a request, and never answers the TLS handshake.
        await using var server = LoopbackServer.Answering("200 OK");
        var options = new HttpTargetOptions { Connections = new() { ConnectTimeout = TimeSpan.FromMilliseconds(20) } };

        var failure = await FailureAsync(Get($"https://127.0.0.1:{server.Port}/"), options);

        Assert.Equal("HTTP.RequestFailed", failure.Code);
        Assert.Contains("ConnectTimeout", failure.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_fails_the_task()
    {
        using var certificate = SelfSigned();
        await using var server = LoopbackServer.Start(
            (_, stream, cancellationToken) =>
                stream.WriteAsync(LoopbackServer.Answer("200 OK", []), cancellationToken).AsTask(),
            wrap: stream => SpeakTlsAsync(stream, certificate));

        var failure = await FailureAsync(Get($"https://127.0.0.1:{server.Port}/"));

        Assert.Equal("HTTP.RequestFailed", failure.Code);
        Assert.Contains("certificate", failure.Cause, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private static async Task<Stream> SpeakTlsAsync(Stream stream, X509Certificate2 certificate)
    {
        var tls = new SslStream(stream);
        await tls.AuthenticateAsServerAsync(certificate);
        return tls;
    }
}
