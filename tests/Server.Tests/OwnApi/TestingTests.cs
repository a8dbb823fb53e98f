using System.Text.Json;

namespace Sluice.Server.Tests.OwnApi;

/// <summary>Tests of a definition, run in the server.</summary>
public sealed class TestingTests : IAsyncLifetime
{
    private const string Flow = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: Ask
        States:
          - { Name: Ask, Type: Task, Action: 'HTTP:Request', Parameters: { url: 'http://a.test/', method: POST }, Retry: [{ Errors: [HTTP.503], IntervalSeconds: 3600, MaxAttempts: 2 }], OutputConstructor: { id.$: $Output.Body.id }, End: true }
        """;

    private readonly OpenServer _server = new();

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Each_test_is_told_as_the_command_line_tells_it_and_time_is_virtual()
    {
        var (status, json) = await PostAsync("""
            flow: ./flow.yaml
            tests:
              - name: asks again
                targets: { Ask: [ { error: HTTP.503 }, { output: { Code: 200, Body: { id: 7 } } } ] }
                expect: { output: { id: 7 }, took: "1h" }
              - name: is wrong
                targets: { Ask: { output: { Code: 200, Body: { id: 7 } } } }
                expect: { output: { id: 8 } }
            """);

        Assert.True(status == 200, json.GetRawText());
        Assert.Equal((1, 1, true), (json.GetProperty("passed").GetInt32(), json.GetProperty("failed").GetInt32(), json.GetProperty("isComplete").GetBoolean()));
        var wrong = json.GetProperty("tests")[1];
        Assert.Equal(("is wrong", "failed"), (wrong.GetProperty("name").GetString(), wrong.GetProperty("result").GetString()));
        Assert.Equal("output.id", wrong.GetProperty("failures")[0].GetProperty("what").GetString());
        Assert.Equal("tests:8:29", wrong.GetProperty("failures")[0].GetProperty("at").GetString());
    }

    [Fact]
    public async Task A_mistake_in_the_tests_is_refused_with_its_place()
    {
        var (status, json) = await PostAsync("flow: ./flow.yaml\ntests:\n  - { name: a, targets: { Aks: { output: 1 } } }\n");

        Assert.Equal((400, "InvalidArgument"), (status, json.GetProperty("code").GetString()));
        Assert.Equal(3, json.GetProperty("diagnostics")[0].GetProperty("line").GetInt32());
    }

    [Fact]
    public async Task A_file_beside_the_tests_is_none_that_a_server_reads()
    {
        var (status, json) = await PostAsync("flow: ./flow.yaml\ntests:\n  - { name: a, input: { file: /etc/passwd } }\n");

        Assert.Equal(400, status);
        Assert.Contains("SL7007", json.GetRawText(), StringComparison.Ordinal);
    }

    private Task<(int Status, JsonElement Json)> PostAsync(string tests) => _server.CallAsync(
        "POST", "/tests", JsonSerializer.Serialize(new { definition = Flow, tests }));
}
