using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Sluice.Cluster.Tests.Processes;

/// <summary>The way of one node to PostgreSQL, which can be cut.</summary>
internal sealed partial class Way : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _cut = new();
    private readonly int _port;

    private Way(string store)
    {
        _port = int.Parse(Port().Match(store).Groups[1].Value, CultureInfo.InvariantCulture);
        _listener.Start();
        Store = Port().Replace(store, $"Port={((IPEndPoint)_listener.LocalEndpoint).Port}");
        _ = AcceptAsync();
    }

    /// <summary>The connection string that leads over here.</summary>
    public string Store { get; }

    public static Way To(string store) => new(store);

    /// <summary>Connections break off, and there are no more.</summary>
    public void Cut()
    {
        _cut.Cancel();
        _listener.Stop();
    }

    public void Dispose()
    {
        Cut();
        _listener.Dispose();
        _cut.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = CarryAsync(await _listener.AcceptTcpClientAsync(_cut.Token), _cut.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // It is cut.
        }
    }

    private async Task CarryAsync(TcpClient from, CancellationToken cut)
    {
        using var near = from;
        using var far = new TcpClient();
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, _port, cut);
            await Task.WhenAny(
                near.GetStream().CopyToAsync(far.GetStream(), cut), far.GetStream().CopyToAsync(near.GetStream(), cut));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or IOException)
        {
            // It is cut, or one end has gone.
        }
    }

    [GeneratedRegex("Port=([0-9]+)")]
    private static partial Regex Port();
}
