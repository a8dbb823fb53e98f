using System.Text.Json;
using Sluice.Engine.Api;
using Sluice.Model.Names;
using Sluice.Server.Answers;
using Sluice.Server.Permissions;
using Sluice.Server.Wire;

namespace Sluice.Server.Operations;

/// <summary>ListSchedules: schedules of a flow by name, ascending.</summary>
/// <remarks>Source: API reference, sections 4.3 and 9.2.</remarks>
internal static class ListSchedules
{
    private const string TokenOf = "schedules";

    public static Operation Of(ScheduleService schedules) =>
        new Operation<(FlowName Flow, string? After, int Limit)>(nameof(ListSchedules), mutates: false)
        {
            Naming = ["FlowName"],
            Reading = (parameters, _) => Read(parameters),
            Subject = request => Subject.Flow(request.Flow),
            Run = async (request, caller, answer, cancellationToken) => Write(answer, await schedules.ListAsync(
                caller.Account, request.Flow, request.After, request.Limit, cancellationToken)),
        };

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
