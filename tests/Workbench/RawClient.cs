using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Sluice.Workbench;

/// <summary>A connection that sends bytes as they are, so that broken requests can be made.</summary>
public sealed class RawClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly List<byte> _received = [];

    public static async Task<RawClient> ConnectAsync(IPEndPoint address)
    {
        var client = new RawClient();
        await client._socket.ConnectAsync(address);
        return client;
    }

    public void Dispose() => _socket.Dispose();

    /// <param name="text">Lines end with a line feed here and with both characters on the wire.</param>
    public Task SendAsync(string text) =>
        SendBytesAsync(Encoding.Latin1.GetBytes(text.ReplaceLineEndings("\n").Replace("\n", "\r\n", StringComparison.Ordinal)));

    public async Task SendBytesAsync(ReadOnlyMemory<byte> bytes)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await _socket.SendAsync(bytes, patience.Token)..];
        }
    }

    /// <param name="hasBody">False for the answer to HEAD, which has none whatever its headers say.</param>
    public async Task<RawAnswer> ReadAnswerAsync(bool hasBody = true)
    {
        int end;
        while ((end = HeadEnd()) < 0)
        {
            Assert.True(await ReceiveAsync(), "The connection was closed before an answer: " + Text());
        }

        var head = Encoding.Latin1.GetString(_received.GetRange(0, end).ToArray()).Split("\r\n");
        var headers = head[1..^2].Select(line => line.Split(": ", 2))
            .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.OrdinalIgnoreCase);
        if (hasBody && headers.GetValueOrDefault("Transfer-Encoding") == "chunked")
        {
            _received.RemoveRange(0, end);
            return new(int.Parse(head[0].Split(' ')[1], CultureInfo.InvariantCulture), headers, await ReadChunksAsync());
        }

        var length = hasBody ? int.Parse(headers["Content-Length"], CultureInfo.InvariantCulture) : 0;
        while (_received.Count < end + length)
        {
            Assert.True(await ReceiveAsync(), "The connection was closed inside an answer: " + Text());
        }

        var body = Encoding.UTF8.GetString(_received.GetRange(end, length).ToArray());
        _received.RemoveRange(0, end + length);
        return new(int.Parse(head[0].Split(' ')[1], CultureInfo.InvariantCulture), headers, body);
    }

    private async Task<string> ReadChunksAsync()
    {
        var body = new List<byte>();
        while (true)
        {
            var size = int.Parse((await ReadThroughAsync("\r\n")).TrimEnd(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            while (_received.Count < size + 2)
            {
                Assert.True(await ReceiveAsync(), "The connection was closed inside an answer: " + Text());
            }

            body.AddRange(_received.GetRange(0, size));
            _received.RemoveRange(0, size + 2);
            if (size == 0)
            {
                return Encoding.UTF8.GetString([.. body]);
            }
        }
    }

    /// <summary>Reads on until a text has come.</summary>
    /// <returns>Everything up to its end.</returns>
    public async Task<string> ReadThroughAsync(string text)
    {
        int end;
        while ((end = Text().IndexOf(text, StringComparison.Ordinal)) < 0)
        {
            Assert.True(await ReceiveAsync(), $"The connection was closed before '{text}': " + Text());
        }

        var read = Text()[..(end + text.Length)];
        _received.RemoveRange(0, Encoding.UTF8.GetByteCount(read));
        return read;
    }

    /// <summary>Waits until the server closes the connection.</summary>
    /// <returns>What it sent before that.</returns>
    public async Task<string> ReadToEndAsync()
    {
        while (await ReceiveAsync())
        {
        }

        return Text();
    }

    private async Task<bool> ReceiveAsync()
    {
        var buffer = new byte[64 * 1024];
        using var patience = new CancellationTokenSource(Patience);
        var count = await _socket.ReceiveAsync(buffer, patience.Token);
        _received.AddRange(buffer.AsSpan(0, count));
        return count > 0;
    }

    private int HeadEnd()
    {
        var place = _received.ToArray().AsSpan().IndexOf("\r\n\r\n"u8);
        return place < 0 ? -1 : place + 4;
    }

    private string Text() => Encoding.UTF8.GetString(_received.ToArray());
}

/// <summary>An answer, taken apart.</summary>
public sealed record RawAnswer(int Status, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    /// <summary>Asserts that it is an error that every client can read, and gives its code.</summary>
    public string ErrorCode()
    {
        Assert.InRange(Status, 400, 599);
        Assert.Equal("application/json;charset=utf-8", Headers["Content-Type"]);
        Assert.Equal(Json.GetProperty("RequestId").GetString(), Headers["x-acs-request-id"]);
        Assert.NotEqual("", Json.GetProperty("Message").GetString());
        Assert.Equal(JsonValueKind.String, Json.GetProperty("HostId").ValueKind);
        return Json.GetProperty("Code").GetString()!;
    }

    /// <summary>Asserts success, and gives a member of the answer.</summary>
    public string? Got(string name)
    {
        Assert.True(Status == 200, Body);
        Assert.Equal("application/json;charset=utf-8", Headers["Content-Type"]);
        Assert.Equal(Json.GetProperty("RequestId").GetString(), Headers["x-acs-request-id"]);
        Assert.False(Json.TryGetProperty("Code", out _));
        return Json.TryGetProperty(name, out var value) ? value.GetString() : null;
    }
}
