using System.Text.Json;
using Sluice.Engine.Api;
using Sluice.Model.Names;
using Sluice.Server.Answers;
using Sluice.Server.Wire;

namespace Sluice.Server.Operations;

/// <summary>DescribeSchedule: a schedule as it stands.</summary>
/// <remarks>Source: API reference, section 9.2.</remarks>
internal static class DescribeSchedule
{
    public static async Task HandleAsync(
        Parameters parameters,
        AccountId account,
        ScheduleService schedules,
        Utf8JsonWriter answer,
        CancellationToken cancellationToken)
    {
        var (flow, name) = ScheduleParameters.Names(parameters);

        var schedule = await schedules.GetAsync(account, flow, ScheduleName.Lookup(name), cancellationToken);

        ScheduleJson.Write(answer, schedule);
    }
}
