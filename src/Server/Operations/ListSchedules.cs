using System.Text.Json;
using Sluice.Engine.Api;
using Sluice.Model.Names;
using Sluice.Server.Answers;
using Sluice.Server.Wire;

namespace Sluice.Server.Operations;

/// <summary>ListSchedules: schedules of a flow by name, ascending.</summary>
/// <remarks>Source: API reference, sections 4.3 and 9.2.</remarks>
internal static class ListSchedules
{
    private const string TokenOf = "schedules";

    public static async Task HandleAsync(
        Parameters parameters,
        AccountId account,
        ScheduleService schedules,
        Utf8JsonWriter answer,
        CancellationToken cancellationToken)
    {
        var (flow, after, limit) = Read(parameters);

        var page = await schedules.ListAsync(account, flow, after, limit, cancellationToken);

        Write(answer, page);
    }

    public static (FlowName Flow, string? After, int Limit) Read(Parameters parameters) => (
        FlowName.Lookup(parameters.Required("FlowName")),
        PageToken.Read(parameters, TokenOf),
        parameters.Integer("Limit", least: 1, most: 1000, absent: 60));

    public static void Write(Utf8JsonWriter answer, SchedulePage page)
    {
        answer.WriteStartArray("Schedules"u8);
        foreach (var schedule in page.Schedules)
        {
            ScheduleJson.WriteListed(answer, schedule);
        }

        answer.WriteEndArray();
        if (page.HasMore)
        {
            answer.WriteString("NextToken"u8, PageToken.Of(TokenOf, page.Schedules[^1].Name));
        }
    }
}
