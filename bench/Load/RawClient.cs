using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Sluice.Bench.Load;

/// <summary>One connection that signs and sends calls as the vendor's current SDKs do (RPC v1), with little work of its own.</summary>
internal sealed class RawClient : IDisposable
{
    public const string KeyId = "bench";
    public const string KeySecret = "bench-secret";

    private static readonly byte[] SigningKey = Encoding.UTF8.GetBytes(KeySecret + "&");

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly string _keyId;
    private readonly string _nonce = Guid.NewGuid().ToString("N");
    private byte[] _buffer = new byte[4 * 1024];
    private long _calls;

    private RawClient(string keyId) => _keyId = keyId;

    /// <param name="keyId">Of a key whose secret is <see cref="KeySecret"/>.</param>
    public static async Task<RawClient> ConnectAsync(int port, string keyId = KeyId)
    {
        var client = new RawClient(keyId);
        await client._socket.ConnectAsync(IPAddress.Loopback, port);
        return client;
    }

    /// <summary>Makes a call and gives the answer's body.</summary>
    /// <exception cref="InvalidOperationException">The answer is an error.</exception>
    public async Task<string> CallAsync(string action, params (string Name, string Value)[] parameters)
    {
        var (status, body) = await SendAsync(action, parameters);
        return status == 200 ? body : throw new InvalidOperationException($"{action} answered {status}: {body}");
    }

    /// <returns>The status, and the answer's body.</returns>
    public async Task<(int Status, string Body)> SendAsync(
        string action, params (string Name, string Value)[] parameters)
    {
        await _socket.SendAsync(Sign(action, parameters));
        return await ReceiveAsync();
    }

    public void Dispose() => _socket.Dispose();

    /// <summary>A path of the server's own API with a signature in its query, to be called with GET by whoever likes.</summary>
    public static string SignedPath(string path)
    {
        (string Name, string Value)[] all =
        [
            ("AccessKeyId", KeyId),
            ("SignatureMethod", "HMAC-SHA1"),
            ("SignatureNonce", Guid.NewGuid().ToString("N")),
            ("SignatureVersion", "1.0"),
            ("Timestamp", Now()),
        ];
        var (query, signature) = Sign("GET", path, all);
        return $"{path}?{query}&Signature={Uri.EscapeDataString(signature)}";
    }

    private static string Now() => DateTime.UtcNow.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static (string Query, string Signature) Sign(string verb, string path, IEnumerable<(string Name, string Value)> sorted)
    {
        var query = string.Join('&', sorted.Select(item => $"{item.Name}={Uri.EscapeDataString(item.Value)}"));
        var toSign = Encoding.UTF8.GetBytes($"{verb}&{Uri.EscapeDataString(path)}&{Uri.EscapeDataString(query)}");
        return (query, Convert.ToBase64String(HMACSHA1.HashData(SigningKey, toSign)));
    }

    private byte[] Sign(string action, (string Name, string Value)[] parameters)
    {
        var all = new List<(string Name, string Value)>(parameters)
        {
            ("AccessKeyId", _keyId),
            ("Action", action),
            ("Format", "json"),
            ("SignatureMethod", "HMAC-SHA1"),
            ("SignatureNonce", _nonce + (++_calls).ToString(CultureInfo.InvariantCulture)),
            ("SignatureVersion", "1.0"),
            ("Timestamp", Now()),
            ("Version", "2019-03-15"),
        };
        all.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        var (query, signature) = Sign("POST", "/", all);
        var body = $"{query}&Signature={Uri.EscapeDataString(signature)}";
        return Encoding.ASCII.GetBytes(
            "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            + $"Content-Length: {body.Length}\r\n\r\n{body}");
    }

    private async Task<(int Status, string Body)> ReceiveAsync()
    {
        var length = 0;
        while (true)
        {
            if (length == _buffer.Length)
            {
                Array.Resize(ref _buffer, 2 * _buffer.Length);
            }

            var read = await _socket.ReceiveAsync(_buffer.AsMemory(length));
            length += read;
            if (read == 0)
            {
                throw new InvalidOperationException("The server closed the connection.");
            }

            if (TryParse(_buffer.AsSpan(0, length)) is { } answer)
            {
                return answer;
            }
        }
    }

    private static (int Status, string Body)? TryParse(ReadOnlySpan<byte> received)
    {
        var end = received.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return null;
        }

        var headers = Encoding.ASCII.GetString(received[..end]);
        var place = headers.IndexOf("Content-Length: ", StringComparison.OrdinalIgnoreCase) + 16;
        var stop = headers.IndexOf('\r', place);
        var bytes = int.Parse(stop < 0 ? headers[place..] : headers[place..stop], CultureInfo.InvariantCulture);
        var body = received[(end + 4)..];
        return body.Length < bytes
            ? null
            : (int.Parse(headers.AsSpan(9, 3), CultureInfo.InvariantCulture), Encoding.UTF8.GetString(body[..bytes]));
    }
}
