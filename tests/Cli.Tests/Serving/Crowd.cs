using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sluice.Cli.Tests.Serving;

/// <summary>Connections of every bad kind, from addresses of their own on this machine, kept up until they are let go.</summary>
/// <remarks>Whoever is cut off comes again at once.</remarks>
internal sealed class Crowd(IPEndPoint server, string unreadQuery) : IAsyncDisposable
{
    private const int Piece = 64 * 1024;

    private static readonly byte[] Filling = Encoding.ASCII.GetBytes(new string('x', Piece));

    private readonly CancellationTokenSource _over = new();
    private readonly List<Task> _members = [];
    private long _cutOff;

    /// <summary>How often one of them was cut off.</summary>
    public long CutOff => Interlocked.Read(ref _cutOff);

    public void Join(int count, int addresses)
    {
        for (var i = 0; i < count; i++)
        {
            var from = new IPAddress([127, 0, 1, (byte)(1 + (i % addresses))]);
            Func<Socket, Task> behave = (i % 4) switch
            {
                0 => HalfBodyAsync,
                1 => EndlessLineAsync,
                2 => UnreadAnswersAsync,
                _ => SilentAsync,
            };
            _members.Add(Task.Run(() => StayAsync(from, behave)));
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
}
