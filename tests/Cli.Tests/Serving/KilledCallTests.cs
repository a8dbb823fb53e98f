using Sluice.Workbench;

namespace Sluice.Cli.Tests.Serving;

/// <summary>A started server that is killed while it calls functions.</summary>
public sealed class KilledCallTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("sluice-killed-");

    private string Data => Path.Combine(_root.FullName, "data");

    public void Dispose() => _root.Delete(recursive: true);

    [Theory]
    [InlineData("Sync")]
    [InlineData("Async")]
    public async Task A_call_that_was_out_is_made_again_with_the_same_key(string type)
    {
        var (came, answers) = (new SemaphoreSlim(0), false);
        await using var function = LoopbackServer.Start(async (_, stream, stopping) =>
        {
            came.Release();
            if (Volatile.Read(ref answers))
            {
                await stream.WriteAsync(LoopbackServer.Answer("200 OK", "{}"u8.ToArray()), stopping);
            }
            else
            {
                await Task.Delay(Timeout.Infinite, stopping);
            }
        });
        await using (var server = await StartedServer.StartAsync(Data, more: ["--functions", $"*={function.Url}"]))
        {
            await server.CreateFlowAsync("call", Flow(type));
            Assert.Null(await server.TryStartAsync("call", "run"));
            Assert.True(await came.WaitAsync(Patience));
            Assert.Equal(type == "Sync" ? "Running" : "Succeeded", await server.StatusAsync("call", "run", wait: type == "Sync" ? 0 : 30));
        }

        Volatile.Write(ref answers, true);
        await using var next = await StartedServer.StartAsync(Data, more: ["--functions", $"*={function.Url}"]);

        Assert.True(await came.WaitAsync(Patience));
        Assert.Equal("Succeeded", await next.StatusAsync("call", "run", wait: 30));
        Assert.Equal(2, function.Requests.Count);
        Assert.Single(function.Requests.Select(request => request.Header("Idempotency-Key")).Distinct());
    }

    [LinuxFact]
    public async Task A_program_that_was_started_for_a_function_dies_with_the_server()
    {
        var script = Path.Combine(_root.FullName, "function.cjs");
        var ids = Path.Combine(_root.FullName, "id");
        await File.WriteAllTextAsync(script, $$"""
            require('fs').writeFileSync('{{ids}}', String(process.pid));
            require('http').createServer((request, response) => response.end('{}')).listen(process.env.PORT, '127.0.0.1');
            """);
        var settings = Path.Combine(_root.FullName, "sluice.yaml");
        await File.WriteAllTextAsync(settings, $"functions: [{{ function: '*', process: [node, '{script}'] }}]");
        await using (var server = await StartedServer.StartAsync(Data, more: ["--config", settings]))
        {
            await server.CreateFlowAsync("call", Flow("Sync"));
            Assert.Null(await server.TryStartAsync("call", "run"));
            Assert.Equal("Succeeded", await server.StatusAsync("call", "run", wait: 30));
            Assert.True(IsAlive(await File.ReadAllTextAsync(ids)));
        }

        using var limit = new CancellationTokenSource(Patience);
        while (IsAlive(await File.ReadAllTextAsync(ids, limit.Token)))
        {
            await Task.Yield();
        }
    }

    private static bool IsAlive(string id) =>
        File.Exists($"/proc/{id}/stat") && !File.ReadAllText($"/proc/{id}/stat").Contains(") Z ", StringComparison.Ordinal);

    private static string Flow(string type) => $$"""
        Type: StateMachine
        SpecVersion: v1
        StartAt: a
        States:
          - Name: a
            Type: Task
            Action: FC:InvokeFunction
            Parameters: { resourceArn: "acs:fc:::functions/f", invocationType: {{type}} }
            End: true
        """;
}
