using Sluice.Engine.Api;
using Sluice.Model.Names;
using Sluice.Server.Answers;
using Sluice.Server.Permissions;
using Sluice.Server.Wire;

namespace Sluice.Server.Operations;

/// <summary>CreateSchedule: a schedule that starts executions of a flow by the clock.</summary>
/// <remarks>Source: API reference, section 9.2.</remarks>
internal static class CreateSchedule
{
    public static Operation Of(ScheduleService schedules) =>
        new Operation<NewSchedule>(nameof(CreateSchedule), mutates: true)
        {
            TakesPayload = true,
            Naming = ["FlowName", "ScheduleName"],
            Reading = (parameters, _) => Read(parameters),
            Subject = request => Subject.Flow(request.Flow),
            Demands = request => Demand.StartByClock(request.Flow),
            Run = async (request, caller, answer, cancellationToken) => ScheduleJson.Write(
                answer, await schedules.CreateAsync(caller.Account, request, cancellationToken)),
        };

    public static NewSchedule Read(Parameters parameters)
    {
        var (flow, name) = ScheduleParameters.Names(parameters);
        var cron = parameters.Required("CronExpression");
        return new(flow, ScheduleName.Parse("ScheduleName", name), cron)
        {
            Payload = parameters.Find("Payload") ?? "",
            Description = parameters.Find("Description") ?? "",
            Enabled = ScheduleParameters.Enable(parameters) ?? true,
        };
    }
}
