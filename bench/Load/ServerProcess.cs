using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Sluice.Bench.Load;

/// <summary>A server started for one run, with keys and a data directory that goes away with it.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly string _program;
    private readonly (string Name, string Value)[] _settings;
    private readonly string _data = Directory.CreateTempSubdirectory("sluice-load-").FullName;
    private Process _process = new();

    private ServerProcess(string program, (string Name, string Value)[] settings) =>
        (_program, _settings) = (program, settings);

    public int Port { get; } = FreePort();

    /// <summary>Given to the server by the system so far, on all processors together.</summary>
    public double BusyMilliseconds
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime.TotalMilliseconds;
        }
    }

    public long ResidentMiB => ResidentBytes >> 20;

    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    public string DataDirectory => _data;

    public long DataBytes => new DirectoryInfo(_data).EnumerateFiles().Sum(file => file.Length);

    /// <exception cref="InvalidOperationException">The server did not start.</exception>
    public static async Task<ServerProcess> StartAsync(string program, (string Name, string Value)[] settings)
    {
        var server = new ServerProcess(program, settings);
        await server.StartAsync();
        return server;
    }

    /// <summary>Starts the process, and returns when the server takes calls.</summary>
    /// <exception cref="InvalidOperationException">The server did not start.</exception>
    public async Task StartAsync()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in new[] { _program, "--listen", $"http://127.0.0.1:{Port}", "--data", _data })
        {
            start.ArgumentList.Add(argument);
        }

        // A Map of 1 000 items has more events than the default allows.
        start.Environment["SLUICE_LIMITS_EVENTS"] = "10000";
        start.Environment["SLUICE_ACCESS_KEY_ID"] = RawClient.KeyId;
        start.Environment["SLUICE_ACCESS_KEY_SECRET"] = RawClient.KeySecret;
        foreach (var (name, value) in _settings)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start) ?? throw new InvalidOperationException("The server did not start.");
        var line = await _process.StandardOutput.ReadLineAsync();
        if (line?.Contains("listens on", StringComparison.Ordinal) != true)
        {
            throw new InvalidOperationException($"The server said: {line}");
        }
    }

    /// <summary>Starts the process, and returns when it has answered a call.</summary>
    /// <returns>How long that took.</returns>
    public async Task<TimeSpan> StartUntilReadyAsync()
    {
        var clock = Stopwatch.StartNew();
        await StartAsync();
        using var client = await RawClient.ConnectAsync(Port);
        await client.CallAsync("ListFlows", ("Limit", "1"));
        return clock.Elapsed;
    }

    /// <summary>Makes the data directory a new one, while no process has it.</summary>
    public Task EmptyDataAsync()
    {
        Directory.Delete(_data, recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>Ends the process as <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>The most memory that was resident until a task came to its end, looked at fifty times a second.</summary>
    public async Task<long> PeakMiBAsync(Task task)
    {
        var peak = ResidentMiB;
        while (!task.IsCompleted)
        {
            await Task.WhenAny(task, Task.Delay(20));
            peak = Math.Max(peak, ResidentMiB);
        }

        await task;
        return peak;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
