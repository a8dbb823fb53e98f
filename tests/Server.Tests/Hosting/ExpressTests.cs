using Sluice.Workbench;

namespace Sluice.Server.Tests.Hosting;

/// <summary>Express flows over HTTP.</summary>
public sealed class ExpressTests(EngineFixture engine) : IClassFixture<EngineFixture>
{
    private const string Pass = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: a
        States: [{ Name: a, Type: Pass, End: true }]
        """;

    private const string Fail = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: a
        States: [{ Name: a, Type: Fail, Code: OutOfStock, Detail: nothing left }]
        """;

    private const string Approval = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: approve
        States: [{ Name: approve, Type: Task, Action: HTTP:Request, TaskMode: WaitForCustomCallback, End: true }]
        """;

    [Fact]
    public async Task The_answer_is_the_end_of_the_execution()
    {
        await CreateAsync("sync", Pass);

        var answer = await engine.CallAsync(
            "StartSyncExecution", ("FlowName", "sync"), ("ExecutionName", "s-1"), ("Input", """{ "id" : "十七" }"""));

        Assert.Equal(200, answer.Status);
        Assert.Equal(
            ["RequestId", "FlowName", "Name", "Status", "StartedTime", "StoppedTime", "Output", "ErrorCode", "ErrorMessage"],
            answer.Json.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("Succeeded", """{"id":"十七"}"""), (answer.Got("Status"), answer.Got("Output")));
        Assert.Matches("^s-1:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", answer.Got("Name"));
    }

    [Fact]
    public async Task A_failed_execution_is_an_answer_with_status_200()
    {
        await CreateAsync("failing", Fail);

        var answer = await engine.CallAsync("StartSyncExecution", ("FlowName", "failing"));

        Assert.Equal(
            (200, "Failed", "OutOfStock", "nothing left", ""),
            (answer.Status, answer.Got("Status"), answer.Got("ErrorCode"), answer.Got("ErrorMessage"), answer.Got("Output")));
    }

    [Fact]
    public async Task Its_record_can_be_described_listed_and_read()
    {
        await CreateAsync("kept", Pass);
        var name = (await engine.CallAsync("StartSyncExecution", ("FlowName", "kept"))).Got("Name")!;
        (string, string)[] key = [("FlowName", "kept"), ("ExecutionName", name)];

        // Written a second behind: whoever asks earlier asks again.
        var described = await engine.CallAsync("DescribeExecution", key);
        while (described.Status == 404)
        {
            Assert.Equal("ExecutionNotExists", described.ErrorCode());
            described = await engine.CallAsync("DescribeExecution", key);
        }

        Assert.Equal("Succeeded", described.Got("Status"));
        var history = await engine.CallAsync("GetExecutionHistory", key);
        Assert.Equal(6, history.Json.GetProperty("Events").GetArrayLength());
        var listed = await engine.CallAsync("ListExecutions", ("FlowName", "kept"), ("ExecutionNamePrefix", name[..36] + ":"));
        Assert.Equal(name, Assert.Single(listed.Json.GetProperty("Executions").EnumerateArray().ToList()).GetProperty("Name").GetString());
        Assert.Equal("ExecutionAlreadyCompleted", (await engine.CallAsync("StopExecution", key)).ErrorCode());
    }

    [Theory]
    [InlineData("FlowName", "nowhere", 404, "FlowNotExists", "Flow 'nowhere' does not exist")]
    [InlineData("FlowName", "", 400, "MissingRequiredParams", "FlowName")]
    [InlineData("FlowName", "standard", 400, "ActionNotSupported", "Standard execution is not supported")]
    [InlineData("ExecutionName", "a:b", 400, "InvalidArgument", "ExecutionName")]
    [InlineData("Input", "[]", 400, "InvalidArgument", "Input")]
    [InlineData("Input", "{", 400, "InvalidArgument", "Input")]
    [InlineData("Qualifier", "prod", 404, "FlowAliasNotExists", "prod")]
    [InlineData("Qualifier", "1", 404, "FlowVersionNotExists", "1")]
    public async Task A_start_that_cannot_be_is_refused_with_a_sentence(
        string parameter, string value, int status, string code, string sentence)
    {
        await CreateAsync("refusing", Pass);
        await engine.CallAsync("CreateFlow", ("Name", "standard"), ("Definition", Pass));
        var parameters = new Dictionary<string, string> { ["FlowName"] = "refusing" };
        parameters[parameter] = value;

        var answer = await engine.CallAsync("StartSyncExecution", [.. parameters.Select(pair => (pair.Key, pair.Value))]);

        Assert.Equal((status, code), (answer.Status, answer.ErrorCode()));
        Assert.Contains(sentence, answer.Json.GetProperty("Message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_is_run_by_its_number()
    {
        await CreateAsync("versioned", Fail);
        await engine.CallAsync("PublishFlowVersion", ("FlowName", "versioned"));
        await engine.CallAsync("UpdateFlow", ("Name", "versioned"), ("Definition", Pass));

        var first = await engine.CallAsync("StartSyncExecution", ("FlowName", "versioned"), ("Qualifier", "1"));
        var newest = await engine.CallAsync("StartSyncExecution", ("FlowName", "versioned"));

        Assert.Equal(("Failed", "Succeeded"), (first.Got("Status"), newest.Got("Status")));
    }

    [Fact]
    public async Task An_express_flow_is_started_in_no_other_way_and_has_no_callbacks()
    {
        await CreateAsync("express", Pass);

        var started = await engine.CallAsync("StartExecution", ("FlowName", "express"));
        Assert.Equal((400, "ActionNotSupported"), (started.Status, started.ErrorCode()));
        Assert.Contains("Express execution is not supported", started.Body, StringComparison.Ordinal);

        var created = await engine.CallAsync(
            "CreateFlow", ("Name", "waits"), ("Definition", Approval), ("ExecutionMode", "Express"));
        Assert.Equal((400, "InvalidArgument"), (created.Status, created.ErrorCode()));
        Assert.Contains("WaitForCustomCallback", created.Body, StringComparison.Ordinal);
    }

    private Task<RawAnswer> CreateAsync(string name, string definition) => engine.CallAsync(
        "CreateFlow", ("Name", name), ("Definition", definition), ("ExecutionMode", "Express"));
}
