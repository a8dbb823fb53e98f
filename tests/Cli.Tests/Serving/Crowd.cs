using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sluice.Cli.Tests.Serving;

/// <summary>Connections of every bad kind, from addresses of their own on this machine, kept up until they are let go.</summary>
/// <remarks>Whoever is cut off comes again, not at once: what the crowd itself takes of the machine is not what is tried here.</remarks>
/// <param name="tls">Where the server takes HTTP/2.</param>
internal sealed class Crowd(IPEndPoint server, IPEndPoint tls, string unreadQuery) : IAsyncDisposable
{
    private const int Piece = 64 * 1024;

    /// <summary>Of one connection of HTTP/2, at once.</summary>
    private const int Streams = 32;

    private static readonly byte[] Filling = Encoding.ASCII.GetBytes(new string('x', Piece));

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _over = new();
    private readonly List<Task> _members = [];
    private long _cutOff;

    /// <summary>How often one of them was cut off.</summary>
    public long CutOff => Interlocked.Read(ref _cutOff);

    public void Join(int count, int addresses)
    {
        foreach (var i in Enumerable.Range(0, count))
        {
            var from = new IPAddress([127, 0, 1, (byte)(1 + (i % addresses))]);
            _members.Add(Task.Run(() => (i % 6) switch
            {
                0 => StayAsync(from, HalfBodyAsync),
                1 => StayAsync(from, EndlessLineAsync),
                2 => StayAsync(from, UnreadAnswersAsync),
                3 => StayAsync(from, SlowHeadAsync),
                4 => StayOverHttp2Async(from),
                _ => StayAsync(from, SilentAsync),
            }));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await Task.WhenAll(_members);
        _over.Dispose();
    }

    private async Task StayAsync(IPAddress from, Func<Socket, Task> behave)
    {
        while (!_over.IsCancellationRequested)
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(from, 0));
                await socket.ConnectAsync(server, _over.Token);
                await behave(socket);
                await ReadAsync(socket);
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException)
            {
                Interlocked.Increment(ref _cutOff);
            }

            await PauseAsync();
        }
    }

    private async Task HalfBodyAsync(Socket socket)
    {
        await SendAsync(
            socket,
            "POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000000\r\n\r\n");
        for (var sent = 0; sent < 1_000_000 - (2 * Piece); sent += Piece)
        {
            await socket.SendAsync(Filling, _over.Token);
        }
    }

    private async Task EndlessLineAsync(Socket socket)
    {
        await SendAsync(socket, "GET /?k=");
        for (var sent = 0; sent < 1_000_000 - (2 * Piece); sent += Piece)
        {
            await socket.SendAsync(Filling, _over.Token);
        }
    }

    /// <summary>Asks again and again, and reads nothing.</summary>
    private async Task UnreadAnswersAsync(Socket socket)
    {
        socket.ReceiveBufferSize = 4 * 1024;
        for (var asked = 0; asked < 16; asked++)
        {
            await SendAsync(socket, $"GET /?{unreadQuery} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, _over.Token);
    }

    /// <summary>A head that comes byte by byte.</summary>
    private async Task SlowHeadAsync(Socket socket)
    {
        await SendAsync(socket, "GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
        while (true)
        {
            await SendAsync(socket, "x");
            await Task.Delay(TimeSpan.FromMilliseconds(500), _over.Token);
        }
    }

    /// <summary>As many calls as one connection may carry, and no body that ever ends.</summary>
    private async Task StayOverHttp2Async(IPAddress from)
    {
        while (!_over.IsCancellationRequested)
        {
            using var client = new HttpClient(new SocketsHttpHandler
            {
                SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
                ConnectCallback = async (_, cancellationToken) =>
                {
                    var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                    socket.Bind(new IPEndPoint(from, 0));
                    await socket.ConnectAsync(tls, cancellationToken);
                    return new NetworkStream(socket, ownsSocket: true);
                },
            });
            try
            {
                await Task.WhenAll(Enumerable.Range(0, Streams).Select(_ => HalfBodyAsync(client)));
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
            {
                Interlocked.Increment(ref _cutOff);
            }

            await PauseAsync();
        }
    }

    private async Task PauseAsync()
    {
        try
        {
            await Task.Delay(Pause, _over.Token);
        }
        catch (OperationCanceledException)
        {
            // It is over.
        }
    }

    private async Task HalfBodyAsync(HttpClient client)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"https://127.0.0.1:{tls.Port}/")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new EndlessContent(),
        };
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, _over.Token);
    }

    private static Task SilentAsync(Socket socket) => Task.CompletedTask;

    private async Task SendAsync(Socket socket, string text) =>
        await socket.SendAsync(Encoding.ASCII.GetBytes(text), _over.Token);

    private async Task ReadAsync(Socket socket)
    {
        var buffer = new byte[1024];
        while (await socket.ReceiveAsync(buffer, _over.Token) > 0)
        {
        }

        Interlocked.Increment(ref _cutOff);
    }

    /// <summary>A body that says how long it is, and stops on the way.</summary>
    private sealed class EndlessContent : HttpContent
    {
        private const int Length = 1_000_000;

        public EndlessContent() => Headers.ContentType = new("application/x-www-form-urlencoded");

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            for (var sent = 0; sent < Length - (2 * Piece); sent += Piece)
            {
                await stream.WriteAsync(Filling, cancellationToken);
            }

            await stream.FlushAsync(cancellationToken);
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override bool TryComputeLength(out long length)
        {
            length = Length;
            return true;
        }
    }
}
