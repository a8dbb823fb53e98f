using System.Text.Json;
using Sluice.Engine.Api;
using Sluice.Model.Names;
using Sluice.Server.Answers;
using Sluice.Server.Paging;
using Sluice.Server.Permissions;
using Sluice.Server.Wire;

namespace Sluice.Server.Operations;

/// <summary>ListSchedules: schedules of a flow by name, ascending.</summary>
/// <remarks>Source: API reference, sections 4.3 and 9.2.</remarks>
internal static class ListSchedules
{
    private static readonly PagedList<string> Pages = new("Schedules", PageToken.OfName("schedules"), most: 1000);

    public static Operation Of(ScheduleService schedules) =>
        new Operation<(FlowName Flow, string? After, int Limit)>(nameof(ListSchedules), mutates: false)
        {
            ReadsPages = true,
            Naming = ["FlowName"],
            Reading = (parameters, _) => Read(parameters),
            Subject = request => Subject.Flow(request.Flow),
            Run = async (request, caller, answer, cancellationToken) => Write(answer, await schedules.ListAsync(
                caller.Account, request.Flow, request.After, request.Limit, cancellationToken)),
        };

    public static (FlowName Flow, string? After, int Limit) Read(Parameters parameters) => (
        FlowName.Lookup(parameters.Required("FlowName")),
        Pages.Place(parameters),
        Pages.Limit(parameters));

    public static void Write(Utf8JsonWriter answer, Page<ScheduleView> page) =>
        Pages.Write(answer, page.Items, page.Next(schedule => schedule.Name), ScheduleJson.Write);
}
