using System.Text;
using Sluice.Model.Names;
using Sluice.Queues;
using Sluice.Workbench;

namespace Sluice.Cli.Tests.Serving;

/// <summary>What flows call, on the program as it is started: by its settings, and no more of it in memory than they ask for.</summary>
public sealed class TargetTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("sluice-targets-");

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public async Task A_service_that_is_not_set_up_is_named_when_a_flow_is_made_and_when_it_runs()
    {
        await using var server = await StartedServer.StartAsync(Path.Combine(_root.FullName, "data"));

        await server.CreateFlowAsync("f", Calling("RDS:DescribeBackups"));
        await server.TryStartAsync("f", "run");

        await server.HasSaidAsync("Flow 'f' of account 1000000000000000 calls RDS:DescribeBackups, which nothing here serves. Add services.RDS to the settings");
        Assert.Equal("Failed", await server.StatusAsync("f", "run", wait: 60));
        var history = await server.CallAsync("GetExecutionHistory", ("FlowName", "f"), ("ExecutionName", "run"));
        Assert.Contains("Add services.RDS to the settings", history.Body.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_is_set_up_is_called_with_its_secret()
    {
        await using var service = LoopbackServer.Answering("200 OK", "{\"Backups\":[]}");
        await using var server = await StartAsync($$"""
            services:
              RDS: { endpoint: "{{service.Url}}", version: 2014-08-15, accessKey: { id: me, secret: "${secret:RDS_KEY}" } }
            """, ("RDS_KEY", "hidden"));

        await server.CreateFlowAsync("f", Calling("RDS:DescribeBackups"));
        await server.TryStartAsync("f", "run");

        Assert.Equal("Succeeded", await server.StatusAsync("f", "run", wait: 60));
        Assert.Equal("DescribeBackups", service.Request.Header("x-acs-action"));
        Assert.DoesNotContain("which nothing here serves", server.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_vendors_message_service_gets_what_a_route_takes()
    {
        var other = Path.Combine(_root.FullName, "other");
        var keys = new Dictionary<string, string> { ["SLUICE_ACCESS_KEY_ID"] = "me", ["SLUICE_ACCESS_KEY_SECRET"] = "hidden" };

        // A server of our own is such a service, and verifies signatures with code that shares nothing with what makes them.
        await using (var service = await StartedServer.StartAsync(other, "http://127.0.0.1:0", keys))
        {
            await using var server = await StartAsync(
                $$"""
                messages: { routes: [ { queue: jobs, mns: "http://127.0.0.1:{{service.Port}}", accessKey: { id: me, secret: "${secret:KEY}" } } ] }
                """,
                ("KEY", "hidden"));
            await server.CreateFlowAsync("f", Calling(
                "MNS:SendMessage", "{ resourceArn: 'acs:mns:::/queues/jobs/messages', message: { job: 7 }, priority: 3 }"));
            await server.TryStartAsync("f", "none-there");
            Assert.Equal("Failed", await server.StatusAsync("f", "none-there", wait: 60));
            Assert.Contains(
                "MNS.QueueNotExist",
                (await server.CallAsync("GetExecutionHistory", ("FlowName", "f"), ("ExecutionName", "none-there"))).Body.ToString(),
                StringComparison.Ordinal);
        }

        await using (var queues = QueueStore.Open(Path.Combine(other, "queues.db"), TimeProvider.System))
        {
            await queues.MakeQueueAsync(AccountId.Default, "jobs", new());
        }

        await using (var service = await StartedServer.StartAsync(other, "http://127.0.0.1:0", keys))
        {
            await using var server = await StartAsync(
                $$"""
                messages: { routes: [ { queue: jobs, mns: "http://127.0.0.1:{{service.Port}}", accessKey: { id: me, secret: "${secret:KEY}" } } ] }
                """,
                ("KEY", "hidden"));
            await server.TryStartAsync("f", "there");
            Assert.Equal("Succeeded", await server.StatusAsync("f", "there", wait: 60));
        }

        await using var left = QueueStore.Open(Path.Combine(other, "queues.db"), TimeProvider.System);
        var sent = Assert.Single(await left.PeekAsync(AccountId.Default, "jobs", 16));
        Assert.Equal(("{\"job\":7}", 3), (Encoding.UTF8.GetString(sent.Body), sent.Priority));
    }

    [Fact]
    public async Task A_model_is_asked_with_its_key_and_the_prompt_is_in_no_log()
    {
        await using var model = LoopbackServer.Answering("200 OK", """
            {"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"whispered answer"},"finish_reason":"stop"}]}
            """, "Content-Type: application/json");
        await using var server = await StartAsync(
            $$"""
            chat: { url: "{{model.Url}}/v1", key: "${secret:MODEL_KEY}", models: small }
            log: { level: trace, events: true }
            """,
            ("MODEL_KEY", "sk-hidden"));

        await server.CreateFlowAsync("f", Calling("Ext.LLM:Chat", "{ messages: [{ role: user, content: whispered question }] }"));
        await server.TryStartAsync("f", "run");

        Assert.Equal("Succeeded", await server.StatusAsync("f", "run", wait: 60));
        Assert.Equal("Bearer sk-hidden", model.Request.Header("Authorization"));
        Assert.DoesNotContain("whispered", server.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-hidden", server.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_where_nothing_is_set_up_loads_no_library_for_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "It is read from /proc.");
        await using var server = await StartedServer.StartAsync(Path.Combine(_root.FullName, "data"));
        await server.CreateFlowAsync("f", Calling("Ext.LLM:Chat"));
        await server.TryStartAsync("f", "run");

        Assert.Equal("Failed", await server.StatusAsync("f", "run", wait: 60));
        Assert.Contains("Sluice.Targets.Chat.dll", server.Mapped, StringComparison.Ordinal);
        Assert.All(
            ["OpenAI.dll", "Microsoft.Extensions.AI", "System.ClientModel", "RabbitMQ.Client"],
            library => Assert.DoesNotContain(library, server.Mapped, StringComparison.Ordinal));
    }

    private static string Calling(string action, string parameters = "{}") =>
        $"{{Type: StateMachine, SpecVersion: v1, StartAt: a, States: [{{Name: a, Type: Task, Action: '{action}', Parameters: {parameters}, End: true}}]}}";

    private Task<StartedServer> StartAsync(string settings, params (string Name, string Value)[] environment)
    {
        var file = Path.Combine(_root.FullName, "sluice.yaml");
        File.WriteAllText(file, settings);
        return StartedServer.StartAsync(
            Path.Combine(_root.FullName, "data"),
            "http://127.0.0.1:0",
            environment.ToDictionary(variable => variable.Name, variable => variable.Value),
            "--config",
            file);
    }
}
