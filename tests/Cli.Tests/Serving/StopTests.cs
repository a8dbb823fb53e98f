using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Sluice.Workbench;

namespace Sluice.Cli.Tests.Serving;

/// <summary>A started server that is asked to stop in the middle of work.</summary>
public sealed class StopTests : IDisposable
{
    private const string Pass = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: a
        States: [{ Name: a, Type: Pass, End: true }]
        """;

    private const string LongPause = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: a
        States: [{ Name: a, Type: Wait, Seconds: 300, End: true }]
        """;

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("sluice-stop-");

    private string Data => Path.Combine(_root.FullName, "data");

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public async Task A_thousand_long_polls_are_answered_with_what_is_known()
    {
        const int Polls = 1_000;
        await using var server = await StartedServer.StartAsync(Data);
        await server.CreateFlowAsync("pause", LongPause);
        Assert.Null(await server.TryStartAsync("pause", "run"));
        var clients = await Task.WhenAll(Enumerable.Range(0, Polls).Select(_ => PollAsync(server.Port)));
        await server.StatusAsync("pause", "run");
        server.BeginStop();

        foreach (var client in clients)
        {
            Assert.Contains("\"Status\":\"Running\"", (await client.ReadAnswerAsync()).Body);
            client.Dispose();
        }

        Assert.Equal(0, await server.EndAsync());
    }

    [Fact]
    public async Task What_is_acknowledged_under_load_is_there_and_nobody_gets_an_error()
    {
        var acknowledged = new ConcurrentBag<string>();
        await using (var server = await StartedServer.StartAsync(Data))
        {
            await server.CreateFlowAsync("pass", Pass);
            var callers = Enumerable.Range(0, 16).Select(caller => StartUntilGoneAsync(server, caller, acknowledged)).ToList();
            while (acknowledged.Count < 200)
            {
                await Task.Yield();
            }

            server.BeginStop();
            await Task.WhenAll(callers);
            Assert.Equal(0, await server.EndAsync());
        }

        await using var next = await StartedServer.StartAsync(Data);
        foreach (var name in acknowledged)
        {
            Assert.Equal("Succeeded", await next.StatusAsync("pass", name, wait: 60));
        }
    }

    [Fact]
    public async Task A_call_that_is_never_answered_is_made_again_by_the_next_server()
    {
        var isSilent = true;
        await using var service = LoopbackServer.Start(async (_, stream, cancellationToken) =>
        {
            if (Volatile.Read(ref isSilent))
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            await stream.WriteAsync(LoopbackServer.Answer("200 OK", "{}"u8.ToArray()), cancellationToken);
        });
        await using (var server = await StartedServer.StartAsync(Data))
        {
            await server.CreateFlowAsync("call", Calling(service.Url));
            Assert.Null(await server.TryStartAsync("call", "run"));
            while (service.Requests.IsEmpty)
            {
                await Task.Yield();
            }

            server.BeginStop();
            Assert.Equal(0, await server.EndAsync());
        }

        Volatile.Write(ref isSilent, false);
        await using var next = await StartedServer.StartAsync(Data);
        Assert.Equal("Succeeded", await next.StatusAsync("call", "run", wait: 60));
        Assert.Single(service.Requests.Select(request => request.Header("Idempotency-Key")).Distinct());
    }

    [Fact]
    public async Task A_backup_under_way_is_called_off_and_leaves_nothing()
    {
        var backup = Path.Combine(_root.FullName, "backup");
        await using var server = await StartedServer.StartAsync(Data);

        // Too large to be copied in the time that a server has for its stop; it takes no room itself.
        using (var large = File.Create(Path.Combine(Data, "objects", "large")))
        {
            large.SetLength(1L << 40);
        }

        using var command = Process.Start(new ProcessStartInfo("dotnet", [StartedServer.Program, "backup", backup, "--data", Data])
        {
            RedirectStandardError = true,
        })!;
        while (!File.Exists(Path.Combine(backup + ".new", "objects", "large")))
        {
            await Task.Yield();
        }

        server.BeginStop();
        Assert.Equal(0, await server.EndAsync());
        await command.WaitForExitAsync();
        Assert.Equal(1, command.ExitCode);
        Assert.StartsWith("sluice: backup: The server ", await command.StandardError.ReadToEndAsync());
        Assert.False(Path.Exists(backup) || Path.Exists(backup + ".new"));
    }

    [Fact]
    public async Task A_request_that_is_never_sent_to_its_end_does_not_keep_the_server()
    {
        await using var server = await StartedServer.StartAsync(Data);
        using var client = await RawClient.ConnectAsync(new IPEndPoint(IPAddress.Loopback, server.Port));
        await client.SendAsync("POST / HTTP/1.1\nHost: localhost\nContent-Length: 100\n\nAction=");
        await server.CallAsync("DescribeRegions");

        server.BeginStop();
        Assert.Equal(0, await server.EndAsync());
        Assert.DoesNotContain("failed inside the server", server.Log);
    }

    [Fact]
    public async Task While_those_who_send_callers_have_their_time_it_is_not_ready_and_takes_calls_all_the_same()
    {
        await using var server = await StartedServer.StartAsync(Data, more: ["--server-drain-seconds", "3600"]);
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{server.Port}") };
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/readyz")).StatusCode);

        server.BeginStop();
        while ((await client.GetAsync("/readyz")).StatusCode != HttpStatusCode.ServiceUnavailable)
        {
            await Task.Yield();
        }

        Assert.Contains("The server is about to stop.", await (await client.GetAsync("/readyz")).Content.ReadAsStringAsync());
        Assert.Equal("ok\n", await client.GetStringAsync("/healthz"));
        await server.CreateFlowAsync("pass", Pass);

        server.BeginStop();
        Assert.Equal(0, await server.EndAsync());
    }

    /// <returns>Once the server has the poll in its hands: it came together with a request that is answered.</returns>
    private static async Task<RawClient> PollAsync(int port)
    {
        var client = await RawClient.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));
        await client.SendAsync(Describe("0") + Describe("60"));
        Assert.Equal(200, (await client.ReadAnswerAsync()).Status);
        return client;
    }

    private static string Describe(string seconds) => RawRequest.Of(
        "DescribeExecution", ("FlowName", "pause"), ("ExecutionName", "run"), ("WaitTimeSeconds", seconds));

    /// <summary>Starts one execution after another until nobody listens any more.</summary>
    private static async Task StartUntilGoneAsync(StartedServer server, int caller, ConcurrentBag<string> acknowledged)
    {
        try
        {
            for (var n = 0; ; n++)
            {
                Assert.Null(await server.TryStartAsync("pass", $"run{caller}-{n}"));
                acknowledged.Add($"run{caller}-{n}");
            }
        }
        catch (HttpRequestException)
        {
            // Not acknowledged: nothing was promised.
        }
    }

    private static string Calling(string url) => $$"""
        Type: StateMachine
        SpecVersion: v1
        StartAt: a
        States:
          - Name: a
            Type: Task
            Action: HTTP:Request
            Parameters: { method: GET, url: '{{url}}' }
            End: true
        """;
}
