using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using RabbitMQ.Client;

namespace Sluice.Targets.Messages.Tests.Brokers;

/// <summary>Debian's RabbitMQ, started for a test class on ports of its own, and ended with all that belongs to it.</summary>
/// <remarks>It never uses a broker that runs already. Its name service is started beside it, so that none is left behind.</remarks>
public sealed class RabbitBroker : IAsyncLifetime
{
    private const string Program = "/usr/lib/rabbitmq/bin/rabbitmq-server";
    private const string Names = "/usr/bin/epmd";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("sluice-rabbit-");
    private readonly int _namePort = FreePort();
    private readonly int _nodePort = FreePort();
    private Process? _names;
    private Process? _node;

    public int Port { get; } = FreePort();

    internal MessageBackend.Rabbit Backend => new("127.0.0.1", Port, "/", IsTls: false);

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Program) || !File.Exists(Names))
        {
            throw new InvalidOperationException("RabbitMQ is not there. Install Debian's package rabbitmq-server; ./test does so by itself.");
        }

        var cookie = Write(".erlang.cookie", Guid.NewGuid().ToString("N"));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(cookie, UnixFileMode.UserRead);
        }

        Write("plugins", "[].");
        Write("rabbitmq.conf", $"listeners.tcp.local = 127.0.0.1:{Port}\n");
        _names = Start(Names, "-port", Text(_namePort), "-address", "127.0.0.1");
        await StartAsync();
    }

    /// <summary>Ends it at once, as a machine that loses its power.</summary>
    public async Task KillAsync()
    {
        _node!.Kill(entireProcessTree: true);
        await _node.WaitForExitAsync();
        _node.Dispose();
        _node = null;
    }

    /// <summary>Starts it on what it has kept.</summary>
    /// <returns>Once it takes connections.</returns>
    public async Task StartAsync()
    {
        _node = Start(Program);
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            try
            {
                await using var connection = await ConnectAsync(limit.Token);
                return;
            }
            catch (Exception e) when (!_node.HasExited && e is not OperationCanceledException)
            {
                await Task.Delay(100, limit.Token);
            }
        }
    }

    public Task<IConnection> ConnectAsync(CancellationToken cancellationToken = default) =>
        new ConnectionFactory { HostName = "127.0.0.1", Port = Port, AutomaticRecoveryEnabled = false }.CreateConnectionAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (var process in new[] { _node, _names }.OfType<Process>())
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }

        _root.Delete(recursive: true);
    }

    private Process Start(string program, params string[] arguments)
    {
        var info = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _root.FullName };
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["HOME"] = _root.FullName,
            ["ERL_EPMD_PORT"] = Text(_namePort),
            ["RABBITMQ_NODENAME"] = $"sluice-{Port}@localhost",
            ["RABBITMQ_DIST_PORT"] = Text(_nodePort),
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1}",
            ["RABBITMQ_MNESIA_BASE"] = Path.Combine(_root.FullName, "mnesia"),
            ["RABBITMQ_LOG_BASE"] = Path.Combine(_root.FullName, "log"),
            ["RABBITMQ_LOGS"] = "-",
            ["RABBITMQ_PID_FILE"] = Path.Combine(_root.FullName, "pid"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(_root.FullName, "plugins"),
            ["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(_root.FullName, "none"),
            ["RABBITMQ_CONFIG_FILE"] = Path.Combine(_root.FullName, "rabbitmq.conf"),
        })
        {
            info.Environment[name] = value;
        }

        var process = Process.Start(info) ?? throw new InvalidOperationException($"{program} could not be started.");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_root.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
