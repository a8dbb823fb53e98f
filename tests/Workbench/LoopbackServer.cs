using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sluice.Workbench;

/// <summary>What a server does once a request has come: writes an answer, or something that is not one.</summary>
public delegate Task Respond(RecordedRequest request, Stream stream, CancellationToken cancellationToken);

/// <summary>
/// A server on a loopback address that speaks bytes rather than HTTP, so that it can answer wrongly as well.
/// Closes each connection after one request.
/// </summary>
public sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly Respond _respond;
    private readonly Func<Stream, Task<Stream>> _wrap;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;

    private LoopbackServer(IPAddress address, Respond respond, Func<Stream, Task<Stream>> wrap)
    {
        (_respond, _wrap) = (respond, wrap);
        _listener = new TcpListener(address, 0);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public ConcurrentQueue<RecordedRequest> Requests { get; } = [];

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Url => $"http://{_listener.LocalEndpoint}";

    /// <summary>The only request that has come.</summary>
    public RecordedRequest Request => Assert.Single(Requests);

    public static LoopbackServer Start(
        Respond respond, string address = "127.0.0.1", Func<Stream, Task<Stream>>? wrap = null) =>
        new(IPAddress.Parse(address), respond, wrap ?? Task.FromResult);

    /// <summary>Answers every request with the same bytes.</summary>
    public static LoopbackServer Answering(byte[] answer) =>
        Start(async (_, stream, cancellationToken) => await stream.WriteAsync(answer, cancellationToken));

    /// <summary>Answers every request with the same status, headers and body.</summary>
    public static LoopbackServer Answering(string status, string body = "", params string[] headers) =>
        Answering(Answer(status, Encoding.UTF8.GetBytes(body), headers));

    /// <param name="status">Such as <c>200 OK</c>.</param>
    /// <param name="headers">Whole lines; <c>Content-Length</c> comes by itself.</param>
    public static byte[] Answer(string status, byte[] body, params string[] headers)
    {
        var head = new StringBuilder(string.Create(
            CultureInfo.InvariantCulture, $"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\n"));
        foreach (var header in headers)
        {
            head.Append(header).Append("\r\n");
        }

        return [.. Encoding.UTF8.GetBytes(head.Append("Connection: close\r\n\r\n").ToString()), .. body];
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Stop();
        _stop.Dispose();
    }

    private static async Task<RecordedRequest> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (!head.TakeLast(4).SequenceEqual("\r\n\r\n"u8.ToArray()))
        {
            await stream.ReadExactlyAsync(one, cancellationToken);
            head.Add(one[0]);
        }

        var lines = Encoding.UTF8.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines[1..].Select(line => line.Split(": ", 2)).Select(parts => (parts[0], parts[1])).ToList();
        var length = headers.Find(h => h.Item1 == "Content-Length").Item2 ?? "0";
        var body = new byte[int.Parse(length, CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body, cancellationToken);
        return new(lines[0], headers, body);
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                serving.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using var stream = await _wrap(client.GetStream());
                var request = await ReadAsync(stream, _stop.Token);
                Requests.Enqueue(request);
                await _respond(request, stream, _stop.Token);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                // The client has gone, or the test is over.
            }
        }
    }
}
