using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Sluice.Bench.Load;

/// <summary>A server started for one run, with keys and a data directory that goes away with it.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _data;

    private ServerProcess(Process process, string data, int port) => (_process, _data, Port) = (process, data, port);

    public int Port { get; }

    public long ResidentMiB
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 >> 20;
        }
    }

    public long DataBytes => new DirectoryInfo(_data).EnumerateFiles().Sum(file => file.Length);

    public long DataMiB => DataBytes >> 20;

    public static async Task<ServerProcess> StartAsync(string server)
    {
        var port = FreePort();
        var data = Directory.CreateTempSubdirectory("sluice-load-").FullName;
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in new[] { server, "--listen", $"http://127.0.0.1:{port}", "--data", data })
        {
            start.ArgumentList.Add(argument);
        }

        // A Map of 1 000 items has more events than the default allows.
        start.Environment["SLUICE_LIMITS_EVENTS"] = "10000";
        start.Environment["SLUICE_ACCESS_KEY_ID"] = RawClient.KeyId;
        start.Environment["SLUICE_ACCESS_KEY_SECRET"] = RawClient.KeySecret;
        var process = Process.Start(start) ?? throw new InvalidOperationException("The server did not start.");
        var line = await process.StandardOutput.ReadLineAsync();
        return line?.Contains("listens on", StringComparison.Ordinal) == true
            ? new ServerProcess(process, data, port)
            : throw new InvalidOperationException($"The server said: {line}");
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        Directory.Delete(_data, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
