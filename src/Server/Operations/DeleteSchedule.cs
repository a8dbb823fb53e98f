using Sluice.Engine.Api;
using Sluice.Model.Names;
using Sluice.Server.Permissions;

namespace Sluice.Server.Operations;

/// <summary>DeleteSchedule: executions that it has started go on.</summary>
/// <remarks>Source: API reference, section 9.2.</remarks>
internal static class DeleteSchedule
{
    public static Operation Of(ScheduleService schedules) =>
        new Operation<(FlowName Flow, ScheduleName Name)>(nameof(DeleteSchedule), mutates: true)
        {
            Naming = ["FlowName", "ScheduleName"],
            Reading = (parameters, _) => ScheduleParameters.Key(parameters),
            Subject = request => Subject.Flow(request.Flow),
            Run = (request, caller, _, cancellationToken) =>
                schedules.DeleteAsync(caller.Account, request.Flow, request.Name, cancellationToken),
        };
}
