using Sluice.Engine.Api;
using Sluice.Model.Names;
using Sluice.Server.Wire;

namespace Sluice.Server.Operations;

/// <summary>DeleteSchedule: executions that it has started go on.</summary>
/// <remarks>Source: API reference, section 9.2.</remarks>
internal static class DeleteSchedule
{
    public static Task HandleAsync(
        Parameters parameters, AccountId account, ScheduleService schedules, CancellationToken cancellationToken)
    {
        var (flow, name) = ScheduleParameters.Names(parameters);

        return schedules.DeleteAsync(account, flow, ScheduleName.Lookup(name), cancellationToken);
    }
}
