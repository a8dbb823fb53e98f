using Sluice.Workbench;

namespace Sluice.Cli.Tests.Serving;

/// <summary>A whole server on a disk that has no room left.</summary>
public sealed class FullDiskTests
{
    private const string Pass = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: a
        States: [{ Name: a, Type: Pass, End: true }]
        """;

    private const string Pause = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: a
        States: [{ Name: a, Type: Wait, Seconds: 1, End: true }]
        """;

    /// <summary>So that nothing but the disk itself refuses.</summary>
    private static readonly string[] NothingKept = ["--health-free-megabytes", "0"];

    private static readonly string Input = $$"""{"x":"{{new string('x', 10_000)}}"}""";

    [MountFact]
    public async Task A_full_disk_refuses_writes_and_says_what_to_do_and_room_alone_lets_work_go_on()
    {
        using var disk = new SmallDisk(mebibytes: 24);
        await using var server = await StartedServer.StartAsync(disk.Data, more: NothingKept);
        await server.CreateFlowAsync("pass", Pass);
        await server.CreateFlowAsync("pause", Pause);
        Assert.Null(await server.TryStartAsync("pause", "waits"));
        var acknowledged = await FillAsync(server, disk, spareBytes: 512 * 1024);

        Assert.Equal(500, await CreateFlowsAsync(server));
        await AssertAllThereAsync(server, acknowledged);
        await server.HasSaidAsync("The store cannot write");
        var told = Assert.Single(server.Log.Split('\n'), line => line.Contains("The store cannot write"));
        Assert.Contains("Make room on the disk of the data directory", told);
        using var client = new HttpClient();
        var ready = await client.GetAsync($"http://127.0.0.1:{server.Port}/readyz");
        Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Contains("The store does not write.", await ready.Content.ReadAsStringAsync());

        File.Delete(Ballast(disk));
        while (await server.TryStartAsync("pass", "later") is { } code)
        {
            Assert.Equal("InternalServerError", code);
        }

        Assert.Equal("Succeeded", await server.StatusAsync("pause", "waits", wait: 60));
        Assert.Equal("Succeeded", await server.StatusAsync("pass", "later", wait: 60));
        await AssertAllThereAsync(server, acknowledged);
        await server.HasSaidAsync("The store writes again");
        server.BeginStop();
        Assert.Equal(0, await server.EndAsync());
    }

    [MountFact]
    public async Task The_last_room_on_the_disk_is_for_ending_what_runs()
    {
        using var disk = new SmallDisk(mebibytes: 64);
        await using var server = await StartedServer.StartAsync(disk.Data, more: ["--health-free-megabytes", "48"]);
        await server.CreateFlowAsync("pass", Pass);
        await server.CreateFlowAsync("pause", Pause);
        Assert.Null(await server.TryStartAsync("pause", "waits"));
        using (var ballast = new FileStream(disk.Fill(), FileMode.Open))
        {
            ballast.SetLength(ballast.Length - (40 << 20));
        }

        // The disk is looked at every second.
        string? code;
        for (var begun = 0; (code = await server.TryStartAsync("pass", $"run{begun}")) is null; begun++)
        {
        }

        Assert.Equal("ResourceThrottled", code);
        Assert.Equal("Succeeded", await server.StatusAsync("pause", "waits", wait: 60));

        File.Delete(Ballast(disk));
        while (await server.TryStartAsync("pass", "later") is not null)
        {
            await Task.Yield();
        }

        Assert.Equal("Succeeded", await server.StatusAsync("pass", "later", wait: 60));
    }

    [MountFact]
    public async Task A_server_that_is_stopped_while_the_disk_is_full_ends_well_and_has_lost_nothing()
    {
        using var disk = new SmallDisk(mebibytes: 24);
        List<string> acknowledged;
        await using (var server = await StartedServer.StartAsync(disk.Data, more: NothingKept))
        {
            await server.CreateFlowAsync("pass", Pass);
            acknowledged = await FillAsync(server, disk, spareBytes: 512 * 1024);
            server.BeginStop();
            Assert.Equal(0, await server.EndAsync());
            Assert.DoesNotContain("xception", server.Log);
        }

        File.Delete(Ballast(disk));
        await using var next = await StartedServer.StartAsync(disk.Data, more: NothingKept);
        await AssertAllThereAsync(next, acknowledged);
    }

    private static string Ballast(SmallDisk disk) => Path.Combine(disk.Path, "ballast");

    /// <summary>Leaves a little room, and starts executions until it is used up.</summary>
    /// <returns>Names of those that were acknowledged.</returns>
    private static async Task<List<string>> FillAsync(StartedServer server, SmallDisk disk, int spareBytes)
    {
        using (var ballast = new FileStream(disk.Fill(), FileMode.Open))
        {
            ballast.SetLength(ballast.Length - spareBytes);
        }

        var acknowledged = new List<string>();
        while (await server.TryStartAsync("pass", $"run{acknowledged.Count}", Input) is var code)
        {
            if (code is not null)
            {
                Assert.Equal("InternalServerError", code);
                break;
            }

            acknowledged.Add($"run{acknowledged.Count}");
        }

        // What was too large for the room left may have left some for less, in the log too.
        disk.Fill();
        Assert.NotEmpty(acknowledged);
        while (await server.TryStartAsync("pass", $"less{acknowledged.Count}") is null)
        {
            acknowledged.Add($"less{acknowledged.Count}");
        }

        Assert.Equal("InternalServerError", await server.TryStartAsync("pass", "later"));
        return acknowledged;
    }

    /// <returns>The status of the first that is not created.</returns>
    private static async Task<int> CreateFlowsAsync(StartedServer server)
    {
        for (var n = 0; ; n++)
        {
            var (status, _) = await server.CallAsync(
                "CreateFlow", ("Name", $"more{n}"), ("Type", "FDL"), ("Description", ""), ("Definition", Pass));
            if (status != 200)
            {
                return status;
            }
        }
    }

    private static async Task AssertAllThereAsync(StartedServer server, List<string> names)
    {
        foreach (var name in names)
        {
            await server.StatusAsync("pass", name);
        }
    }
}
