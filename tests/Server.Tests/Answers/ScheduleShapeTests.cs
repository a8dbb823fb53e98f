using System.Text;
using System.Text.Json;
using Sluice.Engine.Api;
using Sluice.Server.Answers;
using Sluice.Server.Operations;

namespace Sluice.Server.Tests.Answers;

/// <summary>Answers about schedules, as clients expect them. Source: API reference, section 5.4.</summary>
public sealed class ScheduleShapeTests
{
    private static readonly ScheduleView Schedule = new()
    {
        Id = new Guid("2b6c8d3a-7b5c-4a34-9d25-0d2f0c6f8a11"),
        Name = "nightly",
        Description = "d",
        Payload = """{ "k":  1 }""",
        Cron = "@every 5m",
        Enabled = false,
        Created = DateTimeOffset.FromUnixTimeMilliseconds(1_735_787_045_678),
        Modified = DateTimeOffset.FromUnixTimeMilliseconds(1_735_787_045_679),
    };

    private const string Members =
        """
        "ScheduleId":"2b6c8d3a-7b5c-4a34-9d25-0d2f0c6f8a11","ScheduleName":"nightly","Description":"d","Payload":"{ \"k\":  1 }","CronExpression":"@every 5m","Enable":false,"CreatedTime":"2025-01-02T03:04:05.678Z","LastModifiedTime":"2025-01-02T03:04:05.679Z"
        """;

    [Fact]
    public void A_schedule_is_flat_and_without_its_flow() =>
        Assert.Equal($"{{{Members}}}", Json(json => ScheduleJson.Write(json, Schedule)));

    // Beside the vendor's members, which its clients pass over; where nothing was missed they are not there.
    [Fact]
    public void What_was_missed_is_told_only_when_there_was_something() => Assert.Equal(
        $$"""{{{Members}},"MissedFirings":7,"LastMissedFrom":"2025-01-02T03:04:00.000Z","LastMissedUntil":"2025-01-02T03:05:00.000Z"}""",
        Json(json => ScheduleJson.Write(json, Schedule with
        {
            Missed = 7,
            MissedFrom = DateTimeOffset.FromUnixTimeMilliseconds(1_735_787_040_000),
            MissedUntil = DateTimeOffset.FromUnixTimeMilliseconds(1_735_787_100_000),
        })));

    [Fact]
    public void A_list_wraps_schedules_and_has_a_token_only_while_there_is_more()
    {
        Assert.Equal("""{"Schedules":[]}""", Json(json => ListSchedules.Write(json, new([], HasMore: false))));
        Assert.Equal(
            $$"""{"Schedules":[{{{Members}}}]}""", Json(json => ListSchedules.Write(json, new([Schedule], HasMore: false))));

        var token = JsonDocument.Parse(Json(json => ListSchedules.Write(json, new([Schedule], HasMore: true))))
            .RootElement.GetProperty("NextToken").GetString()!;
        Assert.Equal("nightly", ListSchedules.Read(Some.Parameters(("FlowName", "f"), ("NextToken", token))).After);
        Assert.StartsWith(
            "InvalidArgument: Parameter error. NextToken",
            Some.Error(() => ListFlowAliases.Read(Some.Parameters(("FlowName", "f"), ("NextToken", token)))),
            StringComparison.Ordinal);
    }

    private static string Json(Action<Utf8JsonWriter> write)
    {
        using var buffer = AnswerBuffer.Rent();
        buffer.Json.WriteStartObject();
        write(buffer.Json);
        buffer.Json.WriteEndObject();
        return Encoding.UTF8.GetString(buffer.Written);
    }
}
