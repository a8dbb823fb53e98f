using System.Text.Json;
using Sluice.Engine.Api;
using Sluice.Model.Names;
using Sluice.Server.Answers;
using Sluice.Server.Wire;

namespace Sluice.Server.Operations;

/// <summary>CreateSchedule: a schedule that starts executions of a flow by the clock.</summary>
/// <remarks>Source: API reference, section 9.2.</remarks>
internal static class CreateSchedule
{
    public static async Task HandleAsync(
        Parameters parameters,
        AccountId account,
        ScheduleService schedules,
        Utf8JsonWriter answer,
        CancellationToken cancellationToken)
    {
        var schedule = await schedules.CreateAsync(account, Read(parameters), cancellationToken);

        ScheduleJson.Write(answer, schedule);
    }

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
