using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Engine;
using Sluice.Server.Authentication;
using Sluice.Server.Health;
using Sluice.Server.Hosting;
using Sluice.Server.Tests.Hosting;
using Sluice.Storage.Memory;
using Sluice.Targets;

namespace Sluice.Server.Tests.Health;

public sealed class ReadinessTests : IAsyncLifetime
{
    private readonly HeldTimers _time = new();
    private readonly StopOrder _stop = new(TimeSpan.FromSeconds(5), new HeldTimers());
    private SluiceEngine? _engine;
    private DiskSpace _space = new(Free: 1_000, Total: 2_000);

    public async ValueTask InitializeAsync() => _engine = await SluiceEngine.OpenAsync(
        new MemoryStore(shardCount: 2),
        new TargetSet(),
        new EngineOptions(),
        EnginePorts.OfThisMachine(NullLoggerFactory.Instance),
        _ => { },
        CancellationToken.None);

    public async ValueTask DisposeAsync() => await _engine!.DisposeAsync();

    [Fact]
    public async Task One_that_takes_calls_says_so_to_whoever_asks()
    {
        var (status, json) = await AskAsync();

        Assert.Equal(200, status);
        Assert.True(json.GetProperty("ready").GetBoolean());
        Assert.Equal(
            ["running", "store", "shards", "commitLag", "disk"],
            json.GetProperty("checks").EnumerateArray().Select(check => check.GetProperty("name").GetString()!));
        Assert.All(json.GetProperty("checks").EnumerateArray(), check => Assert.False(check.TryGetProperty("reason", out _)));
    }

    [Fact]
    public async Task A_disk_without_room_is_named_and_nothing_of_it_is_told()
    {
        _space = _space with { Free = 99 };

        var (status, json) = await AskAsync();

        Assert.Equal(503, status);
        Assert.Equal("disk: The disk of the data directory has less room than health.freeMegabytes.", Unmet(json));
        Assert.DoesNotContain(Path.GetTempPath(), json.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_has_been_asked_to_stop_is_not_ready_while_it_still_takes_calls()
    {
        _stop.Give(atOnce: false, () => { });

        var (status, json) = await AskAsync();

        Assert.Equal((503, "running: The server is about to stop."), (status, Unmet(json)));
    }

    [Fact]
    public async Task An_engine_that_has_stopped_has_no_shards()
    {
        await _engine!.DisposeAsync();

        Assert.Equal((503, "shards: No shard is worked on here."), (await AskAsync()) is var (status, json) ? (status, Unmet(json)) : default);
    }

    private async Task<(int Status, JsonElement Json)> AskAsync()
    {
        using var disk = new DiskWatch(() => _space, _time);
        _time.Ring();
        var checks = new ReadyChecks(_engine!.Vitals, disk, new HealthOptions { LeastFreeBytes = 100 }, _stop);
        var server = new ServerFixture
        {
            Authentication = new AuthenticationOptions { Key = new("id", "secret") },
            Mounts = [new Readiness(checks)],
        };
        await using var _ = server;
        await server.InitializeAsync();
        var answer = await server.SendAsync("GET /readyz HTTP/1.1\nHost: flows.test\n\n");
        return (answer.Status, answer.Json);
    }

    private static string Unmet(JsonElement json)
    {
        var unmet = Assert.Single(json.GetProperty("checks").EnumerateArray(), check => !check.GetProperty("ok").GetBoolean());
        return $"{unmet.GetProperty("name").GetString()}: {unmet.GetProperty("reason").GetString()}";
    }
}
