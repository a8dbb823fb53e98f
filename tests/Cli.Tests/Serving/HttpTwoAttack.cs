using System.Buffers.Binary;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Sluice.Cli.Tests.Serving;

/// <summary>Frames of HTTP/2: requests that are reset, bodies that break their word, and bytes that are none.</summary>
internal static class HttpTwoAttack
{
    private const byte Data = 0;
    private const byte Headers = 1;
    private const byte Reset = 3;
    private const byte EndOfStream = 1;
    private const byte EndOfHeaders = 4;

    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(100);

    private static readonly byte[] Request =
    [
        0x83, 0x87, .. Literal(":path", "/?Action=ListFlows&Version=2019-03-15"), .. Literal(":authority", "localhost"),
    ];

    /// <returns>Nothing: what the server sends is not looked into.</returns>
    public static async Task<string> SendAsync(IPEndPoint address, Random random)
    {
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(address);
        await using var stream = new SslStream(client.GetStream());
        try
        {
            await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                TargetHost = "localhost",
                ApplicationProtocols = [SslApplicationProtocol.Http2],
                RemoteCertificateValidationCallback = (_, _, _, _) => true,
            });
            await stream.WriteAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray());
            await stream.WriteAsync(Frame(4, 0, 0, []));
            foreach (var frame in random.Next(3) == 0 ? Storm(random) : Noise(random))
            {
                await stream.WriteAsync(frame);
            }

            using var silence = new CancellationTokenSource(Silence);
            var buffer = new byte[16 * 1024];
            while (random.Next(4) > 0 && await stream.ReadAsync(buffer, silence.Token) > 0)
            {
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The server has hung up, or waits for more.
        }

        if (random.Next(2) == 0)
        {
            // Not closed but cut off.
            client.LingerState = new LingerOption(true, 0);
            client.Client.Close();
        }

        return "";
    }

    /// <summary>Requests with and without bodies, most of them reset before they are answered.</summary>
    private static IEnumerable<byte[]> Storm(Random random)
    {
        for (var (id, last) = (1, random.Next(1, 60) * 2); id < last; id += 2)
        {
            var hasBody = random.Next(2) == 0;
            yield return Frame(Headers, (byte)(EndOfHeaders | (hasBody ? 0 : EndOfStream)), id, Request);
            if (hasBody)
            {
                yield return Frame(Data, (byte)random.Next(2), id, "a=b"u8);
            }

            if (random.Next(4) > 0)
            {
                yield return Frame(Reset, 0, id, [0, 0, 0, (byte)random.Next(14)]);
            }
        }
    }

    private static IEnumerable<byte[]> Noise(Random random)
    {
        for (var frames = random.Next(1, 10); frames > 0; frames--)
        {
            var junk = new byte[random.Next(60)];
            random.NextBytes(junk);
            ReadOnlySpan<byte> payload = random.Next(4) switch
            {
                0 => Request,
                1 => "a=b"u8,
                2 => new byte[8],
                _ => junk,
            };
            var frame = Frame((byte)random.Next(11), (byte)random.Next(64), random.Next(4), payload);
            if (random.Next(3) == 0)
            {
                frame[random.Next(frame.Length)] ^= (byte)(1 << random.Next(8));
            }

            yield return frame;
        }
    }

    private static byte[] Frame(byte type, byte flags, int stream, ReadOnlySpan<byte> payload)
    {
        var frame = new byte[9 + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, payload.Length << 8);
        (frame[3], frame[4]) = (type, flags);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), stream);
        payload.CopyTo(frame.AsSpan(9));
        return frame;
    }

    /// <summary>A header by name and value, neither indexed nor packed.</summary>
    private static byte[] Literal(string name, string value) =>
        [0, (byte)name.Length, .. Encoding.ASCII.GetBytes(name), (byte)value.Length, .. Encoding.ASCII.GetBytes(value)];
}
