using System.Text.Json;
using Sluice.Engine.Api;
using Sluice.Model.Names;
using Sluice.Server.Answers;
using Sluice.Server.Wire;

namespace Sluice.Server.Operations;

/// <summary>UpdateSchedule: what is sent replaces, what is not sent stays.</summary>
/// <remarks>Empty text clears the payload or the description. Source: API reference, sections 9.2 and 12 (Q13).</remarks>
internal static class UpdateSchedule
{
    public static async Task HandleAsync(
        Parameters parameters,
        AccountId account,
        ScheduleService schedules,
        Utf8JsonWriter answer,
        CancellationToken cancellationToken)
    {
        var schedule = await schedules.UpdateAsync(account, Read(parameters), cancellationToken);

        ScheduleJson.Write(answer, schedule);
    }

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
