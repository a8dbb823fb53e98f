using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using Sluice.Workbench;

namespace Sluice.Cli.Tests.Serving;

/// <summary>Secrets that a started server sends along, and that are looked for everywhere else.</summary>
public sealed class PlantedSecretTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("sluice-planted-");

    private string Data => Path.Combine(_root.FullName, "data");

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public async Task A_secret_that_is_sent_and_echoed_is_nowhere_else()
    {
        var (key, path, login) = ("planted-1f7a+key", "planted-2c9b/path", "planted-3d5e-login");
        var settings = Settings("""
            secrets:
              flows:
                - { secret: KEY, variable: PLANTED_KEY }
                - { secret: PATH_KEY, directory: DIRECTORY }
                - { secret: "LOGIN-*", command: [sh, -c, "echo $0-login", "planted-3d5e"] }
            metrics: { prometheus: true }
            """);
        await File.WriteAllTextAsync(Path.Combine(_root.FullName, "PATH_KEY"), path + "\n");
        await using var echo = LoopbackServer.Start((request, stream, stopping) => stream.WriteAsync(
            LoopbackServer.Answer(request.Path.StartsWith("/fail", StringComparison.Ordinal) ? "500 Oops" : "200 OK", Encoding.UTF8.GetBytes(
                $"{request.Line} {WebUtility.UrlDecode(request.Path)} {request.Header("Authorization")} {request.Text}")),
            stopping).AsTask());
        var said = new StringBuilder();
        await using (var server = await StartedServer.StartAsync(
            Data,
            "http://127.0.0.1:0",
            new Dictionary<string, string> { ["PLANTED_KEY"] = key, ["SLUICE_LOG_LEVEL"] = "debug", ["SLUICE_LOG_EVENTS"] = "true" },
            "--config",
            settings))
        {
            await server.CreateFlowAsync("call", Flow(echo.Url, "ok"));
            await server.CreateFlowAsync("fail", Flow(echo.Url, "fail"));
            Assert.Null(await server.TryStartAsync("call", "run"));
            Assert.Null(await server.TryStartAsync("fail", "run"));
            Assert.Equal("Succeeded", await server.StatusAsync("call", "run", wait: 60));
            Assert.Equal("Failed", await server.StatusAsync("fail", "run", wait: 60));
            Assert.All(echo.Requests, request =>
            {
                Assert.Equal($"Bearer {key}", request.Header("Authorization"));
                Assert.Contains(Uri.EscapeDataString(path), request.Line, StringComparison.Ordinal);
                Assert.Equal($$"""{"login":"{{login}}"}""", request.Text);
            });

            said.Append(await SaidAsync(server));
        }

        foreach (var file in Directory.EnumerateFiles(Data, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".sock", StringComparison.Ordinal)))
        {
            said.AppendLine(file).Append(Encoding.UTF8.GetString(await File.ReadAllBytesAsync(file)));
        }

        Assert.Contains("Bearer ${secret:KEY}", said.ToString(), StringComparison.Ordinal);
        Assert.Contains("${secret:LOGIN-1}", said.ToString(), StringComparison.Ordinal);
        Assert.All(["planted-1f7a", "planted-2c9b", "planted-3d5e"], value => Assert.DoesNotContain(value, said.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_call_that_was_out_when_the_server_was_killed_is_made_again_with_the_secret_as_it_is_now()
    {
        var (came, answers) = (new SemaphoreSlim(0), false);
        await using var service = LoopbackServer.Start(async (_, stream, stopping) =>
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
        var settings = Settings("secrets: { flows: [{ secret: '*', directory: DIRECTORY }] }");
        foreach (var name in new[] { "KEY", "PATH_KEY", "LOGIN-1" })
        {
            await File.WriteAllTextAsync(Path.Combine(_root.FullName, name), "before-it");
        }

        await using (var server = await StartedServer.StartAsync(Data, more: ["--config", settings]))
        {
            await server.CreateFlowAsync("call", Flow(service.Url, "ok"));
            Assert.Null(await server.TryStartAsync("call", "run"));
            Assert.True(await came.WaitAsync(Patience));
        }

        await File.WriteAllTextAsync(Path.Combine(_root.FullName, "KEY"), "after-it");
        Volatile.Write(ref answers, true);
        await using var next = await StartedServer.StartAsync(Data, more: ["--config", settings]);

        Assert.True(await came.WaitAsync(Patience));
        Assert.Equal("Succeeded", await next.StatusAsync("call", "run", wait: 30));
        Assert.Equal(["Bearer before-it", "Bearer after-it"], service.Requests.Select(request => request.Header("Authorization")));
        Assert.Single(service.Requests.Select(request => request.Header("Idempotency-Key")).Distinct());
    }

    private string Settings(string text)
    {
        var file = Path.Combine(_root.FullName, "sluice.yaml");
        File.WriteAllText(file, text.Replace("DIRECTORY", $"'{_root.FullName}'", StringComparison.Ordinal));
        return file;
    }

    /// <summary>All that the server can be asked for that has to do with these executions.</summary>
    private static async Task<string> SaidAsync(StartedServer server)
    {
        var said = new StringBuilder();
        foreach (var flow in new[] { "call", "fail" })
        {
            said.Append((await server.CallAsync("GetExecutionHistory", ("FlowName", flow), ("ExecutionName", "run"))).Body)
                .Append((await server.CallAsync("DescribeExecution", ("FlowName", flow), ("ExecutionName", "run"))).Body);
        }

        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{server.Port}/") };
        string[] paths =
        [
            .. new[] { "call", "fail" }.SelectMany(flow => new[] { "", "/why", "/events" }
                .Select(part => $"sluice/api/v1/executions/{flow}/run{part}")),
            "sluice/api/v1/executions", "sluice/api/v1/recordings", "sluice/api/v1/targets", "sluice/api/v1/audit", "sluice/api/v1/system", "metrics",
        ];
        foreach (var path in paths)
        {
            said.AppendLine(path).AppendLine(await client.GetStringAsync(path));
        }

        await using var archive = new ZipArchive(await client.GetStreamAsync("sluice/api/v1/system/bundle"), ZipArchiveMode.Read);
        foreach (var entry in archive.Entries)
        {
            said.Append(await new StreamReader(entry.Open()).ReadToEndAsync());
        }

        return said.Append(server.Log).ToString();
    }

    private static string Flow(string url, string path) => $$"""
        Type: StateMachine
        SpecVersion: v1
        StartAt: a
        States:
          - Name: a
            Type: Task
            Action: HTTP:Request
            Parameters:
              method: POST
              url.$: format("{{url}}/{{path}}/{}", $Secret.PATH_KEY)
              headers: { Authorization.$: 'format("Bearer {}", $Secret.KEY)' }
              body: { login.$: '$Secret["LOGIN-1"]' }
            End: true
        """;
}
