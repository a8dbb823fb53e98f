using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sluice.Workbench;

/// <summary>What can go wrong with whoever is called over HTTP, alike for everybody who calls.</summary>
public static class HttpFaults
{
    private const string Refused = "refuses the connection";
    private const string NoTls = "speaks no TLS";

    private static readonly Dictionary<string, Respond> Faults = new()
    {
        ["closes without a word"] = (_, _, _) => Task.CompletedTask,
        ["resets the connection"] = (_, stream, _) =>
        {
            ((NetworkStream)stream).Socket.Close(0);
            return Task.CompletedTask;
        },
        ["breaks off in the head"] = Saying("HTTP/1.1 200 OK\r\nContent-Le"),
        ["breaks off in the body"] = Saying("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"a\":"),
        ["speaks something else"] = Saying("SSH-2.0-OpenSSH_9.6\r\n"),
        ["says it is compressed"] = Saying("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Encoding: gzip\r\n\r\nabc"),
        ["never ends its head"] = async (_, stream, cancellationToken) =>
        {
            await SayAsync(stream, "HTTP/1.1 200 OK\r\n", cancellationToken);
            while (true)
            {
                await SayAsync(stream, "X-More: and more\r\n", cancellationToken);
            }
        },
    };

    /// <summary>After each of these there is no answer to be had.</summary>
    public static TheoryData<string> Lost => [Refused, NoTls, .. Faults.Keys];

    /// <returns>Somebody who does this with every request.</returns>
    public static LoopbackServer Start(string fault) => fault switch
    {
        Refused => LoopbackServer.Start((_, _, _) => Task.CompletedTask),
        NoTls => LoopbackServer.Answering("200 OK", "{}"),
        _ => LoopbackServer.Start(Faults[fault]),
    };

    /// <summary>Where to call, so that this goes wrong.</summary>
    public static Uri UrlOf(string fault, LoopbackServer server) => new(fault switch
    {
        Refused => $"http://127.0.0.1:{ClosedPort()}",
        NoTls => $"https://127.0.0.1:{server.Port}",
        _ => server.Url,
    });

    /// <summary>Somebody whose answer never ends.</summary>
    /// <param name="type">Of its content.</param>
    public static LoopbackServer StartEndless(string type = "application/json") =>
        LoopbackServer.Start(async (_, stream, cancellationToken) =>
        {
            await SayAsync(stream, $"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nContent-Length: 5368709120\r\n\r\n\"", cancellationToken);
            var piece = new byte[64 * 1024];
            Array.Fill(piece, (byte)'x');
            while (true)
            {
                await stream.WriteAsync(piece, cancellationToken);
            }
        });

    /// <summary>Somebody who takes requests and never answers.</summary>
    /// <param name="came">Completes with the first request.</param>
    public static LoopbackServer StartSilent(TaskCompletionSource came) => LoopbackServer.Start((_, _, cancellationToken) =>
    {
        came.TrySetResult();
        return Task.Delay(Timeout.Infinite, cancellationToken);
    });

    private static Respond Saying(string text) => (_, stream, cancellationToken) => SayAsync(stream, text, cancellationToken);

    private static Task SayAsync(Stream stream, string text, CancellationToken cancellationToken) =>
        stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken).AsTask();

    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
