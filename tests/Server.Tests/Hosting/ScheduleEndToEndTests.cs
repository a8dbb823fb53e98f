using System.Text.Json;
using Sluice.Workbench;

namespace Sluice.Server.Tests.Hosting;

/// <summary>Schedules, from the wire to the engine and back. Source: API reference, section 9.2.</summary>
public sealed class ScheduleEndToEndTests(EngineFixture engine) : IClassFixture<EngineFixture>
{
    private const string Definition = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: a
        States: [{ Name: a, Type: Pass, End: true }]
        """;

    [Fact]
    public async Task A_schedule_is_made_shown_changed_listed_and_deleted()
    {
        await CreateFlowAsync("life");
        (string, string)[] key = [("FlowName", "life"), ("ScheduleName", "nightly")];
        var made = await engine.CallAsync(
            "CreateSchedule",
            [.. key, ("CronExpression", "CRON_TZ=Asia/Shanghai 0 0 4 * * *"), ("Payload", """{ "k": 1 }"""), ("Description", "d")]);
        Assert.Equal(200, made.Status);
        Assert.Equal(("nightly", "d", """{ "k": 1 }"""), (made.Got("ScheduleName"), made.Got("Description"), made.Got("Payload")));
        Assert.Equal(JsonValueKind.True, made.Json.GetProperty("Enable").ValueKind);
        Assert.True(Guid.TryParse(made.Got("ScheduleId"), out _));

        AssertSame(made, await engine.CallAsync("DescribeSchedule", key));
        var changed = await engine.CallAsync("UpdateSchedule", [.. key, ("Enable", "false"), ("Payload", "")]);
        Assert.Equal(
            (made.Got("ScheduleId"), "d", "", made.Got("CreatedTime"), "CRON_TZ=Asia/Shanghai 0 0 4 * * *"),
            (changed.Got("ScheduleId"), changed.Got("Description"), changed.Got("Payload"), changed.Got("CreatedTime"),
                changed.Got("CronExpression")));
        Assert.Equal(JsonValueKind.False, changed.Json.GetProperty("Enable").ValueKind);
        Assert.NotEqual(made.Got("LastModifiedTime"), changed.Got("LastModifiedTime"));
        AssertSame(changed, await engine.CallAsync("DescribeSchedule", key));

        var deleted = await engine.CallAsync("DeleteSchedule", key);
        Assert.Equal(["RequestId"], deleted.Json.EnumerateObject().Select(member => member.Name));
        Assert.Equal("[]", (await engine.CallAsync("ListSchedules", key[..1])).Json.GetProperty("Schedules").ToString());
    }

    [Fact]
    public async Task Schedules_are_listed_by_name_page_by_page()
    {
        await CreateFlowAsync("pages");
        foreach (var name in new[] { "c", "a", "B" })
        {
            await engine.CallAsync(
                "CreateSchedule", ("FlowName", "pages"), ("ScheduleName", name), ("CronExpression", "@every 60m"));
        }

        var first = await engine.CallAsync("ListSchedules", ("FlowName", "pages"), ("Limit", "2"));
        Assert.Equal(["B", "a"], Names(first));
        var last = await engine.CallAsync(
            "ListSchedules", ("FlowName", "pages"), ("Limit", "2"), ("NextToken", first.Got("NextToken")!));
        Assert.Equal(["c"], Names(last));
        Assert.False(last.Json.TryGetProperty("NextToken", out _));
        Assert.Equal(
            (400, "InvalidArgument"), await ErrorAsync("ListSchedules", ("FlowName", "pages"), ("NextToken", "x")));
    }

    [Theory]
    [InlineData("CreateSchedule")]
    [InlineData("UpdateSchedule")]
    [InlineData("DescribeSchedule")]
    [InlineData("DeleteSchedule")]
    public async Task Each_operation_names_what_is_missing_and_what_does_not_exist(string action)
    {
        await engine.CallAsync("CreateFlow", ("Name", "errors"), ("Definition", Definition), ("Description", ""));
        (string, string)[] key = [("FlowName", "errors"), ("ScheduleName", "none"), ("CronExpression", "@every 1m")];

        Assert.Equal((400, "MissingRequiredParams"), await ErrorAsync(action, key[1..]));
        Assert.Equal((400, "MissingRequiredParams"), await ErrorAsync(action, [key[0], key[2]]));
        Assert.Equal((404, "FlowNotExists"), await ErrorAsync(action, [("FlowName", "nowhere"), .. key[1..]]));
        if (action != "CreateSchedule")
        {
            var missing = await engine.CallAsync(action, key);
            Assert.Equal((404, "ScheduleNotExists"), (missing.Status, missing.ErrorCode()));
            Assert.Equal("The schedule 'none' for flow 'errors' does not exist.", Message(missing));
        }
    }

    [Fact]
    public async Task A_list_needs_a_flow_that_exists()
    {
        Assert.Equal((400, "MissingRequiredParams"), await ErrorAsync("ListSchedules"));
        Assert.Equal((404, "FlowNotExists"), await ErrorAsync("ListSchedules", ("FlowName", "nowhere")));
    }

    [Theory]
    [InlineData("CronExpression", "0 0 25 * * *", "in the field hours, '25' is not a number from 0 to 23")]
    [InlineData("CronExpression", "@every 90s", "'@every 1m'")]
    [InlineData("Payload", "[1]", "it must be a JSON object, not an array")]
    [InlineData("Payload", "{\"a\":", "JSON")]
    [InlineData("Enable", "perhaps", "'perhaps' is not 'true' or 'false'")]
    public async Task A_bad_value_is_refused_with_what_would_be_right(string parameter, string value, string told)
    {
        await engine.CallAsync("CreateFlow", ("Name", "values"), ("Definition", Definition), ("Description", ""));
        (string, string)[] key = [("FlowName", "values"), ("ScheduleName", "there")];
        await engine.CallAsync("CreateSchedule", [.. key, ("CronExpression", "@every 60m")]);

        (string, string)[] cron = parameter == "CronExpression" ? [] : [("CronExpression", "@every 60m")];

        foreach (var action in new[] { "CreateSchedule", "UpdateSchedule" })
        {
            var refused = await engine.CallAsync(action, [.. key, .. cron, (parameter, value)]);
            Assert.Equal((400, "InvalidArgument"), (refused.Status, refused.ErrorCode()));
            Assert.StartsWith($"Parameter error. {parameter}: ", Message(refused), StringComparison.Ordinal);
            Assert.Contains(told, Message(refused), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_name_is_taken_once()
    {
        await CreateFlowAsync("twice");
        (string, string)[] all = [("FlowName", "twice"), ("ScheduleName", "s"), ("CronExpression", "@every 60m")];
        await engine.CallAsync("CreateSchedule", all);

        var refused = await engine.CallAsync("CreateSchedule", all);
        Assert.Equal((409, "ScheduleAlreadyExists"), (refused.Status, refused.ErrorCode()));
        Assert.Equal("The schedule 's' already exists in flow 'twice'.", Message(refused));
    }

    [Fact]
    public async Task An_Express_flow_has_no_schedules()
    {
        await engine.CallAsync(
            "CreateFlow", ("Name", "quick"), ("Definition", Definition), ("Description", ""), ("ExecutionMode", "Express"));

        Assert.Equal(
            (400, "InvalidArgument"),
            await ErrorAsync(
                "CreateSchedule", ("FlowName", "quick"), ("ScheduleName", "s"), ("CronExpression", "@every 60m")));
    }

    private async Task CreateFlowAsync(string name) => Assert.Equal(
        200,
        (await engine.CallAsync("CreateFlow", ("Name", name), ("Definition", Definition), ("Description", ""))).Status);

    private async Task<(int Status, string Code)> ErrorAsync(string action, params (string, string)[] parameters)
    {
        var answer = await engine.CallAsync(action, parameters);
        return (answer.Status, answer.ErrorCode());
    }

    private static string? Message(RawAnswer refused) => refused.Json.GetProperty("Message").GetString();

    private static void AssertSame(RawAnswer expected, RawAnswer actual) =>
        Assert.Equal(WithoutRequest(expected), WithoutRequest(actual));

    private static List<string> WithoutRequest(RawAnswer answer) =>
        [.. answer.Json.EnumerateObject().Where(member => member.Name != "RequestId").Select(member => member.ToString())];

    private static IEnumerable<string?> Names(RawAnswer list) =>
        list.Json.GetProperty("Schedules").EnumerateArray().Select(item => item.GetProperty("ScheduleName").GetString());
}
