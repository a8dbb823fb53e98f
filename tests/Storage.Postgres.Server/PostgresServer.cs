using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Sluice.Storage.Postgres.Server;

/// <summary>A PostgreSQL of the tests' own: Debian's, in a temporary directory, on a free port of this machine.</summary>
/// <remarks>
/// Its shell ends it when its input is closed, and that happens however the tests end. PostgreSQL refuses to run as root; then it
/// runs as Debian's user <c>postgres</c>.
/// </remarks>
public sealed class PostgresServer : IAsyncDisposable
{
    private readonly DirectoryInfo _directory;
    private Process? _process;

    private PostgresServer(DirectoryInfo directory, int port) => (_directory, Port) = (directory, port);

    public int Port { get; }

    private string Data => Path.Combine(_directory.FullName, "data");

    /// <param name="settings">Such as <c>fsync=off</c>, beside what is usual.</param>
    public static async Task<PostgresServer> StartAsync(params string[] settings)
    {
        var server = new PostgresServer(Directory.CreateTempSubdirectory("sluice-postgres-"), FreePort());
        try
        {
            await server.InitialiseAsync();
            await server.StartAgainAsync(settings);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <param name="schema">Of its own for each test.</param>
    public string ConnectionString(string? schema = null, string user = "postgres", string? password = null) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = Port,
            Username = user,
            Password = password,
            Database = "postgres",
            SearchPath = schema,
            SslMode = SslMode.Disable,
        }.ConnectionString;

    /// <summary>Runs statements as the superuser, on a connection of its own.</summary>
    public async Task<object?> RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection($"{ConnectionString()};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>Ends it without a word to anybody, as a crash does.</summary>
    public Task StopImmediatelyAsync() => StopAsync("immediate");

    /// <summary>Starts it on what it had.</summary>
    public async Task StartAgainAsync(params string[] settings)
    {
        var options = string.Concat(settings.Select(setting => $" -c {setting}"));
        _process = Shell(
            $"{Bin("postgres")} -D {Data} -k {_directory.FullName} -h 127.0.0.1 -p {Port} -c max_connections=60"
            + $" -c shared_buffers=32MB{options} </dev/null >>{_directory.FullName}/log 2>&1 & server=$!; "
            + "cat >/dev/null; kill -QUIT $server; wait $server");
        await WaitUntilReadyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        _directory.Delete(recursive: true);
    }

    private async Task InitialiseAsync()
    {
        if (IsRoot)
        {
            await EndedAsync(Process.Start("chown", ["postgres", _directory.FullName]));
        }

        await EndedAsync(Shell(
            $"{Bin("initdb")} -D {Data} -U postgres -A trust -E UTF8 --locale=C --no-sync >{_directory.FullName}/log 2>&1"));
    }

    private async Task StopAsync(string mode)
    {
        await EndedAsync(Shell($"{Bin("pg_ctl")} -D {Data} -m {mode} stop >/dev/null"));
        _process?.StandardInput.Close();
        await (_process?.WaitForExitAsync() ?? Task.CompletedTask);
        _process?.Dispose();
        _process = null;
    }

    private async Task WaitUntilReadyAsync()
    {
        while (true)
        {
            try
            {
                await RunAsync("SELECT 1");
                return;
            }
            catch (NpgsqlException) when (_process is { HasExited: false })
            {
                await Task.Delay(50);
            }
        }
    }

    private async Task EndedAsync(Process process)
    {
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            var log = Path.Combine(_directory.FullName, "log");
            throw new InvalidOperationException(
                $"PostgreSQL's tool ended with {process.ExitCode}. {(File.Exists(log) ? await File.ReadAllTextAsync(log) : "")}");
        }
    }

    private static bool IsRoot => Environment.UserName == "root";

    private static Process Shell(string script)
    {
        var start = new ProcessStartInfo(IsRoot ? "runuser" : "sh") { RedirectStandardInput = true, WorkingDirectory = "/" };
        foreach (var argument in IsRoot ? ["-u", "postgres", "--", "sh", "-c", script] : new[] { "-c", script })
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start) ?? throw new InvalidOperationException("No shell could be started.");
    }

    private static string Bin(string tool)
    {
        var found = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql")
                .Select(version => Path.Combine(version, "bin", tool)).Where(File.Exists).Order(StringComparer.Ordinal).LastOrDefault()
            : null;
        return found ?? throw new InvalidOperationException(
            $"PostgreSQL's {tool} is not under /usr/lib/postgresql. Install Debian's package postgresql; ./test does so by itself.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
