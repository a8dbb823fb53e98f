using System.Text.Json;

namespace Sluice.Server.Tests.OwnApi;

/// <summary>A definition explored in the server.</summary>
public sealed class ExploringTests : IAsyncLifetime
{
    private const string Order = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: Charge
        States:
          - { Name: Charge, Type: Task, Action: 'HTTP:Request', Parameters: { url: 'http://a.test/', method: POST }, Next: Ship }
          - { Name: Ship, Type: Task, Action: 'HTTP:Request', Parameters: { url: 'http://b.test/', method: POST }, Catch: [{ Errors: [FnF.ALL], Next: Gone }], Next: Done }
          - { Name: Gone, Type: Fail, Code: Gone }
          - { Name: Done, Type: Succeed }
        """;

    private readonly OpenServer _server = new();

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task What_nothing_handles_comes_back_with_its_place_and_as_a_test()
    {
        var (status, json) = await PostAsync(Order);

        Assert.True(status == 200, json.GetRawText());
        Assert.Equal(2, json.GetProperty("completeUpTo").GetInt32());
        var finding = json.GetProperty("findings")[0];
        Assert.Equal(("unhandled", "Charge", 5), (Text(finding, "kind"), Text(finding, "state"), finding.GetProperty("line").GetInt32()));
        Assert.Contains("handled: true", Text(finding, "test"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_statements_of_a_file_of_tests_are_held_against_every_run()
    {
        const string tests = """
            flow: ./flow.yaml
            tests: [ { name: well, targets: { HTTP:Request: { output: { Code: 200, Body: "" } } } } ]
            explore: { allow: [ { unhandled: Charge } ], expect: [ { never: { succeeded: Charge, error: Gone } } ] }
            """;

        var (status, json) = await PostAsync(Order, $", \"tests\": {JsonSerializer.Serialize(tests)}, \"faults\": 1");

        Assert.True(status == 200, json.GetRawText());
        Assert.Equal(["property"], json.GetProperty("findings").EnumerateArray().Select(finding => Text(finding, "kind")));
        Assert.Equal("answers as in the tests", Text(json, "assumed"));
    }

    [Fact]
    public async Task A_flow_that_computes_for_ever_is_given_up_and_that_is_said()
    {
        var (status, json) = await PostAsync("""
            Type: StateMachine
            SpecVersion: v1
            StartAt: Count
            States:
              - { Name: Count, Type: Pass, OutputConstructor: { n.$: $Input.n + 1 }, Next: Count }
            """, ", \"input\": {\"n\": 0}");

        Assert.True(status == 200, json.GetRawText());
        Assert.Equal(1, json.GetProperty("runs").GetInt32());
    }

    [Theory]
    [InlineData(", \"faults\": 9", "faults")]
    [InlineData(", \"runs\": 0", "runs")]
    [InlineData(", \"input\": [1]", "input")]
    [InlineData(", \"tests\": \"tests: 1\"", "tests")]
    [InlineData(", \"test\": \"\"", "test")]
    public async Task What_cannot_be_asked_is_refused_by_name(string more, string parameter)
    {
        var (status, json) = await PostAsync(Order, more);

        Assert.Equal((400, "InvalidArgument"), (status, Text(json, "code")));
        Assert.Contains(parameter, Text(json, "message"), StringComparison.Ordinal);
    }

    private static string Text(JsonElement of, string name) => of.GetProperty(name).GetString()!;

    private Task<(int Status, JsonElement Json)> PostAsync(string definition, string more = "") =>
        _server.CallAsync("POST", "/explorations", $"{{\"definition\": {JsonSerializer.Serialize(definition)}{more}}}");
}
