using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sluice.Cli.Tests.Serving;

/// <summary>Requests of HTTP/1.1 with some of their bytes changed.</summary>
internal static class HttpOneAttack
{
    /// <summary>Longer than the server thinks about an answer, and short enough for many that get none.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(150);

    private const string Head = "POST /?Action=ListFlows&Version=2019-03-15 HTTP/1.1\r\nHost: localhost\r\n";

    private static readonly string[] Requests =
    [
        "GET /?Action=ListFlows&Version=2019-03-15&Limit=10 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nAccept-Language: zh;q=0.9, en;q=0.5\r\n\r\n",
        "GET /nowhere HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n3\r\na=b\r\n0\r\n\r\n",
        Head + "Content-Length: 13\r\n\r\nRequestId=r-1",
        Head + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
        Head + "Authorization: ACS3-HMAC-SHA256 Credential=a,SignedHeaders=host,Signature=0\r\nContent-Length: 0\r\n\r\n",
        Head + "Expect: 100-continue\r\nContent-Length: 3\r\n\r\na=b",
        Head + "Transfer-Encoding: chunked\r\n\r\n3\r\na=b\r\nA;x=\"y\"\r\n&RequestId=\r\n0\r\n\r\n",
        Head + "Transfer-Encoding: chunked\r\n\r\n3\r\na=b\r\n0\r\nTrailer: value\r\nOther: one\r\n\r\n",
        Head + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFF\r\na=b\r\n0\r\n\r\n",
        "POST /?Action=ReportTaskFailed&Version=2019-03-15&Error=E&TaskToken=AQEjRWeJq83vAAAABwAAAAP-3LqYdlQyEC6l6OOCfkIJ0nkie9-Ww1o "
        + "HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n",
        "POST /sluice/v1?Action=ListUsers&Version=v1&Account=%32 HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings"
        + "\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\nContent-Length: 0\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ];

    private static readonly string[] Strange =
    [
        "FFFFFFFFFFFFFFFF", "80000000", "7FFFFFFF", "-1", "0x10", "\0", "\r", "\n", "\r\n\r\n", "\u00FF", "\u007F", "%", "%00", "%FF%FE",
        ":", ": ", ";", " ", "\t", "\"", "99999999999999999999", "Content-Length: 5\r\n", "Transfer-Encoding: chunked\r\n", "0\r\n",
        "HTTP/1.0", "HTTP/9.9", "*", "http://a/", "Host: \r\n", "{", "[[[[", "\uFEFF",
    ];

    /// <returns>All that the server has sent.</returns>
    public static async Task<string> SendAsync(IPEndPoint address, Random random)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(address);
        var bytes = Made(random);
        var answers = new MemoryStream();
        try
        {
            // In pieces, as a network may deliver them.
            for (var sent = 0; sent < bytes.Length;)
            {
                var length = random.Next(3) == 0 ? random.Next(1, bytes.Length - sent + 1) : bytes.Length - sent;
                await socket.SendAsync(bytes.AsMemory(sent, length));
                sent += length;
            }

            await ReadAsync(socket, answers);
        }
        catch (SocketException)
        {
            // The server has hung up.
        }

        return Encoding.Latin1.GetString(answers.ToArray());
    }

    private static async Task ReadAsync(Socket socket, MemoryStream answers)
    {
        var buffer = new byte[16 * 1024];
        while (true)
        {
            using var silence = new CancellationTokenSource(Silence);
            try
            {
                var count = await socket.ReceiveAsync(buffer, silence.Token);
                if (count == 0)
                {
                    return;
                }

                answers.Write(buffer, 0, count);
            }
            catch (OperationCanceledException)
            {
                // It waits for the rest of a request, and is left waiting.
                return;
            }
        }
    }

    private static byte[] Made(Random random)
    {
        var text = new StringBuilder();
        for (var requests = random.Next(1, 4); requests > 0; requests--)
        {
            text.Append(Requests[random.Next(Requests.Length)]);
        }

        for (var changes = random.Next(0, 5); changes > 0; changes--)
        {
            Change(text, random);
        }

        return Encoding.Latin1.GetBytes(text.ToString());
    }

    private static void Change(StringBuilder text, Random random)
    {
        var place = random.Next(text.Length);
        switch (random.Next(6))
        {
            case 0:
                text[place] = (char)(text[place] ^ (1 << random.Next(8)));
                break;
            case 1:
                text[place] = (char)random.Next(256);
                break;
            case 2:
                text.Remove(place, random.Next(1, Math.Min(12, text.Length - place) + 1));
                text.Append(text.Length == 0 ? "\n" : "");
                break;
            case 3:
                text.Insert(place, text.ToString(place, random.Next(1, Math.Min(40, text.Length - place) + 1)));
                break;
            default:
                text.Insert(place, Strange[random.Next(Strange.Length)]);
                break;
        }
    }
}
