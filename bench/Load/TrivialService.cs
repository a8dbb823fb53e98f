using System.Net;
using System.Net.Sockets;

namespace Sluice.Bench.Load;

/// <summary>What HTTP tasks call: a server that answers every request alike, with hardly any work of its own;
/// only <c>/silent</c> is not answered.</summary>
internal sealed class TrivialService : IDisposable
{
    private static readonly byte[] Answer =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 11\r\n\r\n{\"ok\":true}"u8.ToArray();

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private long _requests;

    public TrivialService()
    {
        _listener.Start(backlog: 512);
        _ = AcceptAsync();
    }

    public Uri Url => new($"http://{_listener.LocalEndpoint}/");

    public long Requests => Interlocked.Read(ref _requests);

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptSocketAsync());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The measure is over.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var connection = socket;
        connection.NoDelay = true;
        var buffer = new byte[4096];
        try
        {
            for (var length = 0; ;)
            {
                var read = await connection.ReceiveAsync(buffer.AsMemory(length));
                if (read == 0)
                {
                    return;
                }

                length += read;
                if (buffer.AsSpan(0, length).EndsWith("\r\n\r\n"u8))
                {
                    if (buffer.AsSpan(0, length).StartsWith("GET /silent "u8))
                    {
                        // Never answered: whoever asks waits until he gives up.
                        await Task.Delay(Timeout.Infinite);
                    }

                    Interlocked.Increment(ref _requests);
                    await connection.SendAsync(Answer);
                    length = 0;
                }
            }
        }
        catch (SocketException)
        {
            // The server was killed.
        }
    }
}
