using System.Collections.Concurrent;
using System.Globalization;
using Sluice.Storage.Postgres.Server;

namespace Sluice.Cli.Tests.Serving;

/// <summary>The program on PostgreSQL: one server, no cluster.</summary>
public sealed class PostgresTests : IAsyncLifetime
{
    private const string Password = "hush-hush";

    private const string Pause = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: a
        States: [{ Name: a, Type: Wait, Seconds: 1, Next: b }, { Name: b, Type: Pass, End: true }]
        """;

    /// <summary>Longer than a server of PostgreSQL takes to come back.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("sluice-on-postgres-");
    private readonly SemaphoreSlim _started = new(0);
    private PostgresServer? _postgres;

    private PostgresServer Postgres => _postgres ?? throw new InvalidOperationException("It is not started.");

    public async ValueTask InitializeAsync() => _postgres = await PostgresServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await Postgres.DisposeAsync();
        _started.Dispose();
        _root.Delete(recursive: true);
    }

    [Fact]
    public async Task After_a_kill_executions_go_on_and_nothing_of_the_password_is_ever_said()
    {
        var said = "";
        await using (var server = await StartAsync())
        {
            await server.CreateFlowAsync("pause", Pause);
            Assert.Null(await server.TryStartAsync("pause", "a"));
            await server.HasSaidAsync("Its store is PostgreSQL");
            Assert.DoesNotContain("Orleans", server.Mapped, StringComparison.Ordinal);
            Assert.DoesNotContain("Sluice.Cluster", server.Mapped, StringComparison.Ordinal);
            said += server.Log;
        }

        await using (var server = await StartAsync())
        {
            Assert.Equal("Succeeded", await server.StatusAsync("pause", "a", wait: 30));
            Assert.Null(await server.TryStartAsync("pause", "b"));
            Assert.Equal("Succeeded", await server.StatusAsync("pause", "b", wait: 30));
            server.BeginStop();
            Assert.Equal(0, await server.EndAsync());
            said += server.Log;
        }

        Assert.DoesNotContain(Password, said, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_root.FullName, "data", "sluice.db")));
    }

    [Fact]
    public async Task What_was_acknowledged_is_there_when_backends_are_ended_and_the_server_crashes_under_load()
    {
        var acknowledged = new ConcurrentBag<string>();
        using var stop = new CancellationTokenSource();
        await using var server = await StartAsync();
        await server.CreateFlowAsync("pause", Pause);
        var callers = Enumerable.Range(0, 8).Select(caller => StartManyAsync(server, caller, acknowledged, stop.Token)).ToList();

        await GrowsAsync(100);
        for (var round = 0; round < 5; round++)
        {
            await Postgres.RunAsync(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'sluice'");
            await GrowsAsync(50);
        }

        await Postgres.StopImmediatelyAsync();
        await Postgres.StartAgainAsync();
        await GrowsAsync(50);
        await stop.CancelAsync();
        await Task.WhenAll(callers);

        foreach (var name in acknowledged)
        {
            Assert.Equal("Succeeded", await server.StatusAsync("pause", name, wait: 60));
        }
    }

    [Fact]
    public async Task A_server_on_SQLite_does_not_load_the_library_for_PostgreSQL()
    {
        await using var server = await StartedServer.StartAsync(Path.Combine(_root.FullName, "data"));
        await server.CreateFlowAsync("pause", Pause);
        Assert.Null(await server.TryStartAsync("pause", "a"));

        Assert.Contains("SQLitePCLRaw.core.dll", server.Mapped, StringComparison.Ordinal);
        Assert.DoesNotContain("Npgsql.dll", server.Mapped, StringComparison.Ordinal);
        Assert.DoesNotContain("Orleans", server.Mapped, StringComparison.Ordinal);
        Assert.DoesNotContain("Sluice.Cluster", server.Mapped, StringComparison.Ordinal);
    }

    private Task<StartedServer> StartAsync() => StartedServer.StartAsync(
        Path.Combine(_root.FullName, "data"),
        "http://127.0.0.1:0",
        new Dictionary<string, string> { ["SLUICE_STORE_POSTGRES"] = Postgres.ConnectionString(password: Password) });

    private async Task StartManyAsync(
        StartedServer server, int caller, ConcurrentBag<string> acknowledged, CancellationToken until)
    {
        for (var n = 0; !until.IsCancellationRequested; n++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"e{caller}-{n}");

            // What is not known to be there is asked for again: the execution is found, or started.
            while (await server.TryStartAsync("pause", name) is { } code && code != "ExecutionAlreadyExists")
            {
                if (until.IsCancellationRequested)
                {
                    return;
                }
            }

            acknowledged.Add(name);
            _started.Release();
        }
    }

    private async Task GrowsAsync(int by)
    {
        for (var n = 0; n < by; n++)
        {
            Assert.True(await _started.WaitAsync(Patience), "Nothing is started any more.");
        }
    }
}
