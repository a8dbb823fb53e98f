using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sluice.Bench.Load;

/// <summary>What metrics and traces are sent to over HTTP: takes everything and looks at nothing.</summary>
internal sealed class Collector : IDisposable
{
    private const string LengthHeader = "\r\nContent-Length: ";

    private static readonly byte[] Taken = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray();

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private long _bytes;

    public Collector()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    public Uri Url => new($"http://{_listener.LocalEndpoint}/");

    /// <summary>That were sent so far.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The measure is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var connection = client;
        var stream = connection.GetStream();
        var buffer = new byte[1 << 16];
        try
        {
            while (await ReadHeadAsync(stream, buffer) is var (head, ahead))
            {
                for (var left = LengthIn(head) - ahead; left > 0;)
                {
                    var read = await stream.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, left)));
                    left -= read > 0 ? read : throw new IOException("The body ended early.");
                }

                Interlocked.Add(ref _bytes, LengthIn(head));
                await stream.WriteAsync(Taken);
            }
        }
        catch (IOException)
        {
            // The server was killed.
        }
    }

    /// <returns>A request's head, and how many bytes of its body came along; null at the end.</returns>
    private static async Task<(string Head, int Ahead)?> ReadHeadAsync(NetworkStream stream, byte[] buffer)
    {
        for (var length = 0; ;)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length));
            if (read == 0)
            {
                return null;
            }

            length += read;
            if (buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8) is >= 0 and var end)
            {
                return (Encoding.ASCII.GetString(buffer, 0, end) + "\r\n", length - end - 4);
            }
        }
    }

    private static long LengthIn(string head)
    {
        var from = head.IndexOf(LengthHeader, StringComparison.OrdinalIgnoreCase);
        var text = from < 0 ? "0" : head[(from + LengthHeader.Length)..].Split('\r')[0];
        return long.Parse(text, CultureInfo.InvariantCulture);
    }
}
