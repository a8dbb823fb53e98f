using Sluice.Engine.Api;
using Sluice.Model.Names;
using Sluice.Server.Answers;
using Sluice.Server.Permissions;

namespace Sluice.Server.Operations;

/// <summary>DescribeSchedule: a schedule as it stands.</summary>
/// <remarks>Source: API reference, section 9.2.</remarks>
internal static class DescribeSchedule
{
    public static Operation Of(ScheduleService schedules) =>
        new Operation<(FlowName Flow, ScheduleName Name)>(nameof(DescribeSchedule), mutates: false)
        {
            Naming = ["FlowName", "ScheduleName"],
            Reading = (parameters, _) => ScheduleParameters.Key(parameters),
            Subject = request => Subject.Flow(request.Flow),
            Run = async (request, caller, answer, cancellationToken) => ScheduleJson.Write(
                answer, await schedules.GetAsync(caller.Account, request.Flow, request.Name, cancellationToken)),
        };
}
