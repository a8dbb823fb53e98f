using System.Text.Json;
using Sluice.Workbench;

namespace Sluice.Server.Tests.Hosting;

/// <summary>Calls from the wire to the engine and back.</summary>
public sealed class EndToEndTests(EngineFixture engine) : IClassFixture<EngineFixture>
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
        StartAt: pause
        States: [{ Name: pause, Type: Wait, Seconds: 300, End: true }]
        """;

    private const string Approval = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: approve
        States:
          - Name: approve
            Type: Task
            Action: HTTP:Request
            TaskMode: WaitForCustomCallback
            Parameters: { value: 1 }
            End: true
        """;

    [Fact]
    public async Task A_flow_lives_and_dies()
    {
        var made = await engine.CallAsync("CreateFlow", ("Name", "life"), ("Definition", Pass), ("Environment", """{"Variables":[]}"""));
        Assert.Equal(("life", Pass, "FDL", "Standard"), (made.Got("Name"), made.Got("Definition"), made.Got("Type"), made.Got("ExecutionMode")));
        Assert.Equal((409, "FlowAlreadyExists"), await ErrorAsync("CreateFlow", ("Name", "life"), ("Definition", Pass)));

        var updated = await engine.CallAsync("UpdateFlow", ("Name", "life"), ("Description", "new"), ("Environment", ""));
        Assert.Equal(("new", ""), (updated.Got("Description"), updated.Got("ExternalStorageLocation")));
        Assert.False(updated.Json.TryGetProperty("Environment", out _));

        var shown = await engine.CallAsync("DescribeFlow", ("Name", "life"));
        Assert.Equal((made.Got("Id"), "new"), (shown.Got("Id"), shown.Got("Description")));

        (await engine.CallAsync("DeleteFlow", ("Name", "life"))).Got("RequestId");
        Assert.Equal((404, "FlowNotExists"), await ErrorAsync("DescribeFlow", ("Name", "life")));
        Assert.Equal((404, "FlowNotExists"), await ErrorAsync("DeleteFlow", ("Name", "life")));
    }

    [Fact]
    public async Task Flows_are_listed_page_by_page()
    {
        string[] names = ["page-a", "page-b", "page-c"];
        foreach (var name in names)
        {
            (await engine.CallAsync(
                "CreateFlow", ("Name", name), ("Definition", Pass), ("ResourceGroupId", "pages"))).Got("Id");
        }

        var listed = new List<string>();
        var token = "";
        do
        {
            var page = await engine.CallAsync(
                "ListFlows", ("Limit", "2"), ("NextToken", token), ("ResourceGroupId", "pages"));
            token = page.Got("NextToken") ?? "";
            listed.AddRange(page.Json.GetProperty("Flows").EnumerateArray().Select(Name));
        }
        while (token.Length > 0);

        Assert.Equal(names, listed);
    }

    [Fact]
    public async Task A_definition_that_cannot_be_is_told_with_its_place()
    {
        var answer = await engine.CallAsync("CreateFlow", ("Name", "bad"), ("Definition", "Type: StateMachine\nStates: 7"));

        Assert.Equal((400, "InvalidArgument"), (answer.Status, answer.ErrorCode()));
        Assert.Contains("line 2", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_execution_runs_to_its_end_and_shows_its_history()
    {
        await engine.CallAsync("CreateFlow", ("Name", "run"), ("Definition", Pass));
        const string Input = """{ "id" : "十七" }""";
        var started = await engine.CallAsync("StartExecution", ("FlowName", "run"), ("ExecutionName", "r-1"), ("Input", Input));
        Assert.Equal((Input, "r-1"), (started.Got("Input"), started.Got("Name")));

        (string, string)[] key = [("FlowName", "run"), ("ExecutionName", "r-1")];
        var ended = await engine.CallAsync("DescribeExecution", [.. key, ("WaitTimeSeconds", "60")]);
        Assert.Equal(("Succeeded", """{"id":"十七"}"""), (ended.Got("Status"), ended.Got("Output")));
        Assert.EndsWith("Z", ended.Got("StoppedTime"), StringComparison.Ordinal);

        var first = await engine.CallAsync("GetExecutionHistory", [.. key, ("Limit", "2")]);
        Assert.Equal("3", first.Got("NextToken"));
        var rest = await engine.CallAsync("GetExecutionHistory", [.. key, ("NextToken", "3")]);
        Assert.Null(rest.Got("NextToken"));
        Assert.Equal(
            ["ExecutionStarted", "StepEntered", "StepStarted", "StepSucceeded", "StepExited", "ExecutionSucceeded"],
            Events(first).Concat(Events(rest)).Select(happened => happened.GetProperty("Type").GetString()));

        var listed = await engine.CallAsync("ListExecutions", ("FlowName", "run"), ("Status", "Succeeded"), ("MetadataOnly", "true"));
        var item = Assert.Single(listed.Json.GetProperty("Executions").EnumerateArray());
        Assert.Equal("r-1", Name(item));
        Assert.False(item.TryGetProperty("Input", out _));
        Assert.Equal((400, "ExecutionAlreadyExists"), await ErrorAsync("StartExecution", key));
        Assert.Equal((400, "ExecutionAlreadyCompleted"), await ErrorAsync("StopExecution", key));
    }

    [Fact]
    public async Task Executions_are_listed_page_by_page()
    {
        await engine.CallAsync("CreateFlow", ("Name", "many"), ("Definition", Pass));
        for (var i = 0; i < 5; i++)
        {
            (await engine.CallAsync("StartExecution", ("FlowName", "many"), ("ExecutionName", $"m-{i}"))).Got("Name");
        }

        var listed = new List<string>();
        var token = "";
        do
        {
            var page = await engine.CallAsync("ListExecutions", ("FlowName", "many"), ("Limit", "2"), ("NextToken", token));
            token = page.Got("NextToken") ?? "";
            listed.AddRange(page.Json.GetProperty("Executions").EnumerateArray().Select(Name));
        }
        while (token.Length > 0);

        Assert.Equal(["m-0", "m-1", "m-2", "m-3", "m-4"], listed.Order());
    }

    [Fact]
    public async Task A_running_execution_is_stopped()
    {
        await engine.CallAsync(
            "CreateFlow", ("Name", "stop"), ("Definition", Pause), ("RoleArn", "acs:ram::1:role/fnf"));
        (string, string)[] key = [("FlowName", "stop"), ("ExecutionName", "s-1")];
        var started = await engine.CallAsync("StartExecution", key);
        Assert.False(started.Json.TryGetProperty("StoppedTime", out _));
        Assert.False(started.Json.TryGetProperty("RoleArn", out _));

        var stopped = await engine.CallAsync("StopExecution", [.. key, ("Error", "Cancelled"), ("Cause", "by hand")]);

        Assert.Equal(
            ("Stopped", "", "acs:ram::1:role/fnf"), (stopped.Got("Status"), stopped.Got("Output"), stopped.Got("RoleArn")));
        var history = await engine.CallAsync("GetExecutionHistory", key);
        Assert.Equal(
            """{"error":"Cancelled","cause":"by hand","by":"caller"}""",
            Events(history)[^1].GetProperty("EventDetail").GetString());
    }

    [Fact]
    public async Task A_waiting_task_is_reported_on_once()
    {
        await engine.CallAsync("CreateFlow", ("Name", "approve"), ("Definition", Approval));
        (string, string)[] key = [("FlowName", "approve"), ("ExecutionName", "a-1")];
        await engine.CallAsync("StartExecution", key);
        var token = await engine.TaskToken;

        var reported = await engine.CallAsync("ReportTaskSucceeded", ("TaskToken", token), ("Output", """{"ok":true}"""));

        var ended = await engine.CallAsync("DescribeExecution", [.. key, ("WaitTimeSeconds", "60")]);
        Assert.Equal("""{"ok":true}""", ended.Got("Output"));
        var succeeded = Events(await engine.CallAsync("GetExecutionHistory", key))
            .Single(happened => happened.GetProperty("Type").GetString() == "TaskSucceeded");
        Assert.Equal(
            succeeded.GetProperty("EventId").GetInt64(), reported.Json.GetProperty("EventId").GetInt64());
        Assert.Equal(
            (400, "TaskAlreadyCompleted"), await ErrorAsync("ReportTaskFailed", ("TaskToken", token), ("Error", "E")));
        Assert.Equal(
            (400, "InvalidArgument"), await ErrorAsync("ReportTaskFailed", ("TaskToken", "none"), ("Error", "E")));
    }

    [Theory]
    [InlineData("Input", "[]", "InvalidArgument")]
    [InlineData("Input", "{", "InvalidArgument")]
    [InlineData("Qualifier", "prod", "FlowAliasNotExists")]
    [InlineData("Qualifier", "1", "FlowVersionNotExists")]
    [InlineData("CallbackFnFTaskToken", "none", "InvalidArgument")]
    public async Task A_start_that_cannot_be_is_refused(string name, string value, string code)
    {
        await engine.CallAsync("CreateFlow", ("Name", "start"), ("Definition", Pass));

        Assert.Equal(code, (await ErrorAsync("StartExecution", ("FlowName", "start"), (name, value))).Code);
    }

    [Fact]
    public async Task A_server_that_stops_tells_its_waiting_callers_how_things_stand()
    {
        var own = new EngineFixture();
        await own.InitializeAsync();
        try
        {
            await own.CallAsync("CreateFlow", ("Name", "pause"), ("Definition", Pause));
            (string, string)[] key = [("FlowName", "pause"), ("ExecutionName", "p-1")];
            await own.CallAsync("StartExecution", key);
            var poll = own.CallAsync("DescribeExecution", [.. key, ("WaitTimeSeconds", "60")]);
            await own.DescribeBegan.Task;

            await own.Server.StopAsync();

            Assert.Equal("Running", (await poll).Got("Status"));
        }
        finally
        {
            await own.DisposeAsync();
        }
    }

    private async Task<(int Status, string Code)> ErrorAsync(string action, params (string, string)[] parameters)
    {
        var answer = await engine.CallAsync(action, parameters);
        return (answer.Status, answer.ErrorCode());
    }

    private static string Name(JsonElement item) => item.GetProperty("Name").GetString()!;

    private static JsonElement[] Events(RawAnswer history) => [.. history.Json.GetProperty("Events").EnumerateArray()];
}
