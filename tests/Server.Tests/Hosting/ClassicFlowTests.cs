using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Engine;
using Sluice.Server.Operations;
using Sluice.Storage.Sqlite;
using Sluice.Targets;
using Sluice.Targets.Functions;
using Sluice.Workbench;

namespace Sluice.Server.Tests.Hosting;

/// <summary>The classic language with a function, from the wire to the file and back.</summary>
public sealed class ClassicFlowTests
{
    /// <summary>Source: classic language, section 9.</summary>
    private const string WorkedExample = """
        version: v1
        type: flow
        timeoutSeconds: 3600
        steps:
          - type: pass
            name: setup
            outputMappings:
              - {target: cursor, source: 0}
          - type: task
            name: page
            resourceArn: acs:fc:::services/catalog/functions/fetchPage
            inputMappings:
              - {target: from, source: $local.cursor}
              - {target: tenant, source: $input.tenant}
            timeoutSeconds: 30
            retry:
              - errors: [FC.ResourceThrottled, FC.Unknown]
                intervalSeconds: 2
                maxAttempts: 4
                multiplier: 1.5
                maxIntervalSeconds: 5
            catch:
              - {errors: [TenantGone], goto: gone}
            errorMappings:
              - {target: why, source: $local.cause}
          - type: foreach
            name: items
            iterationMapping: {collection: $.rows, item: row, index: pos}
            steps:
              - type: pass
                name: one
                outputMappings: [{target: id, source: $input.row.id}]
            outputMappings: [{target: ids, source: "$local[*].id"}]
          - type: choice
            name: more
            choices:
              - {condition: $.hasMore, goto: page}
            default: {goto: done}
          - type: fail
            name: gone
            error: TenantGone
          - type: succeed
            name: done
        outputMappings:
          - {target: lastIds, source: $local.ids}
          - {target: tenant, source: $input.tenant}
        """;

    [Fact]
    public async Task The_worked_example_pages_through_a_catalogue()
    {
        string[] pages =
        [
            """{"rows":[{"id":1}],"cursor":1,"hasMore":true}""", """{"rows":[{"id":2}],"cursor":2,"hasMore":false}""",
        ];
        var asked = 0;
        await using var function = LoopbackServer.Start(async (_, stream, stopping) => await stream.WriteAsync(
            LoopbackServer.Answer("200 OK", System.Text.Encoding.UTF8.GetBytes(pages[asked++])), stopping));

        var ended = await RunAsync(function.Url);

        Assert.Equal("Succeeded", ended.GetProperty("Status").GetString());
        Assert.Equal("""{"lastIds":[2],"tenant":"t"}""", ended.GetProperty("Output").GetString());
        Assert.Equal(
            ["""{"from":0,"tenant":"t"}""", """{"from":1,"tenant":"t"}"""],
            function.Requests.Select(request => request.Text));
    }

    [Fact]
    public async Task An_error_that_the_function_names_is_caught_by_its_name()
    {
        await using var function = LoopbackServer.Answering(
            "404 Not Found", """{"errorMessage":"no such tenant","errorType":"TenantGone"}""");

        var ended = await RunAsync(function.Url);

        Assert.Equal("Failed", ended.GetProperty("Status").GetString());
        Assert.Single(function.Requests);
    }

    [Fact]
    public async Task A_function_that_nothing_stands_for_is_not_found()
    {
        var ended = await RunAsync("http://127.0.0.1:1", pattern: "functions/other");

        Assert.Equal("Failed", ended.GetProperty("Status").GetString());
    }

    private static async Task<JsonElement> RunAsync(string url, string pattern = "services/catalog/functions/*")
    {
        var data = Directory.CreateTempSubdirectory("sluice-classic-");
        try
        {
            await using var store = await SqliteStore.OpenAsync(
                new SqliteStoreOptions { Directory = data.FullName }, CancellationToken.None);
            await using var targets = new TargetSet(
                new FunctionTarget(new() { Functions = [new FunctionMapping(pattern, new Uri(url))] }));
            await using var engine = await SluiceEngine.OpenAsync(
                store,
                targets,
                new EngineOptions(),
                EnginePorts.OfThisMachine(NullLoggerFactory.Instance),
                _ => { },
                CancellationToken.None);
            var server = new ServerFixture
            {
                Operations = stopping => OperationTable.Of(engine, new Region("cn-test", "sluice.test:8700"), stopping),
            };
            await server.InitializeAsync();
            try
            {
                await CallAsync(server, "CreateFlow", ("Name", "pages"), ("Definition", WorkedExample));
                await CallAsync(server, "StartExecution", ("FlowName", "pages"), ("ExecutionName", "run"), ("Input", """{"tenant":"t"}"""));
                return await CallAsync(
                    server, "DescribeExecution", ("FlowName", "pages"), ("ExecutionName", "run"), ("WaitTimeSeconds", "60"));
            }
            finally
            {
                await server.DisposeAsync();
            }
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static async Task<JsonElement> CallAsync(
        ServerFixture server, string action, params (string Name, string Value)[] parameters)
    {
        var answer = await server.SendAsync(RawRequest.Of(action, parameters));
        Assert.True(answer.Status == 200, answer.Json.ToString());
        return answer.Json;
    }
}
