using Sluice.Engine.Api;
using Sluice.Model.Names;
using Sluice.Server.Answers;
using Sluice.Server.Permissions;
using Sluice.Server.Wire;

namespace Sluice.Server.Operations;

/// <summary>UpdateSchedule: what is sent replaces, what is not sent stays.</summary>
/// <remarks>Empty text clears the payload or the description. Source: API reference, sections 9.2 and 12 (Q13).</remarks>
internal static class UpdateSchedule
{
    public static Operation Of(ScheduleService schedules) =>
        new Operation<ScheduleUpdate>(nameof(UpdateSchedule), mutates: true)
        {
            TakesPayload = true,
            Naming = ["FlowName", "ScheduleName"],
            Reading = (parameters, _) => Read(parameters),
            Subject = request => Subject.Flow(request.Flow),
            Demands = request => Demand.StartByClock(request.Flow),
            Run = async (request, caller, answer, cancellationToken) => ScheduleJson.Write(
                answer, await schedules.UpdateAsync(caller.Account, request, cancellationToken)),
        };

    public static ScheduleUpdate Read(Parameters parameters)
    {
        var (flow, name) = ScheduleParameters.Names(parameters);
        return new(flow, ScheduleName.Lookup(name))
        {
            Cron = parameters.Find("CronExpression"),
            Payload = parameters.Find("Payload"),
            Description = parameters.Find("Description"),
            Enabled = ScheduleParameters.Enable(parameters),
        };
    }
}
