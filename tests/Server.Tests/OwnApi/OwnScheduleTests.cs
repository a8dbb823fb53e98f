using System.Text.Json;
using Sluice.Server.Tests.Admission;

namespace Sluice.Server.Tests.OwnApi;

public sealed class OwnScheduleTests(AccessFixture server) : IClassFixture<AccessFixture>
{
    [Fact]
    public async Task Schedules_of_all_flows_are_listed_page_by_page_with_what_comes_next()
    {
        foreach (var flow in new[] { "a", "b", "c" })
        {
            await PutAsync(flow);
        }

        await ScheduleAsync("a", "noon", "CRON_TZ=Asia/Shanghai 0 0 12 * * *");
        await ScheduleAsync("c", "first", "@every 60m");
        await ScheduleAsync("c", "second", "@every 60m");

        var seen = new List<JsonElement>();
        string? next = "";
        while (next is not null)
        {
            var page = await server.OwnAsync(
                AccessFixture.Owner, "GET", "/schedules", query: next.Length == 0 ? "limit=1" : $"after={next}&limit=1");
            Assert.Equal(200, page.Status);
            seen.AddRange(page.Json.GetProperty("items").EnumerateArray().Where(IsOurs));
            next = page.Json.GetProperty("next").GetString();
        }

        Assert.Equal(
            ["a/noon", "c/first", "c/second"],
            seen.Select(item => $"{item.GetProperty("flow").GetString()}/{item.GetProperty("name").GetString()}"));
        var noon = seen[0].GetProperty("next")[1];
        Assert.Equal("2025-01-03T04:00:00.000Z", noon.GetProperty("utc").GetString());
        Assert.Equal("2025-01-03T12:00:00+08:00", noon.GetProperty("local").GetString());
        Assert.Equal(("Asia/Shanghai", 5), (seen[0].GetProperty("zone").GetString(), seen[0].GetProperty("next").GetArrayLength()));
    }

    [Fact]
    public async Task One_is_paused_resumed_and_run_at_once()
    {
        await PutAsync("paused");
        await ScheduleAsync("paused", "hourly", "@every 60m");

        var paused = await PostAsync("pause");
        Assert.Equal((false, 0), (paused.GetProperty("isEnabled").GetBoolean(), paused.GetProperty("next").GetArrayLength()));
        var resumed = await PostAsync("resume");
        Assert.Equal((true, 5), (resumed.GetProperty("isEnabled").GetBoolean(), resumed.GetProperty("next").GetArrayLength()));

        var started = await PostAsync("run");
        var execution = await server.OwnAsync(
            AccessFixture.Owner, "GET", $"/executions/paused/{started.GetProperty("name").GetString()}");
        Assert.Equal(
            """{"triggerTime":"2025-01-02T03:04:05Z","triggerName":"hourly","payload":{"a":1}}""",
            execution.Json.GetProperty("input").GetRawText());
    }

    /// <summary>Not of the other test, which may have come first.</summary>
    private static bool IsOurs(JsonElement item) => item.GetProperty("flow").GetString() is not "paused";

    private async Task<JsonElement> PostAsync(string verb)
    {
        var answer = await server.OwnAsync(AccessFixture.Owner, "POST", $"/flows/paused/schedules/hourly/{verb}");
        Assert.True(answer.Status == 200, answer.Body);
        return answer.Json;
    }

    private async Task PutAsync(string flow)
    {
        var body = JsonSerializer.Serialize(new { definition = SomeDefinitions.Pass.Replace("hello", flow) });
        Assert.Equal(200, (await server.OwnAsync(AccessFixture.Owner, "PUT", $"/flows/{flow}", body)).Status);
    }

    private async Task ScheduleAsync(string flow, string name, string cron)
    {
        var answer = await server.CallAsync(
            AccessFixture.Owner,
            "CreateSchedule",
            ("FlowName", flow),
            ("ScheduleName", name),
            ("CronExpression", cron),
            ("Payload", """{"a":1}"""));
        Assert.True(answer.Status == 200, answer.Body);
    }
}
