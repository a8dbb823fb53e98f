using System.Text.Json;
using Sluice.Engine.Api;

namespace Sluice.Server.Answers;

/// <summary>The members of a schedule; its flow's name is not among them. Source: API reference, section 5.4.</summary>
internal static class ScheduleJson
{
    /// <summary>As every operation on schedules shows it.</summary>
    public static void Write(Utf8JsonWriter json, ScheduleView schedule)
    {
        json.WriteString("ScheduleId"u8, schedule.Id);
        json.WriteString("ScheduleName"u8, schedule.Name);
        json.WriteString("Description"u8, schedule.Description);
        json.WriteString("Payload"u8, schedule.Payload);
        json.WriteString("CronExpression"u8, schedule.Cron);
        json.WriteBoolean("Enable"u8, schedule.Enabled);
        Times.Write(json, "CreatedTime"u8, schedule.Created);
        Times.Write(json, "LastModifiedTime"u8, schedule.Modified);
        WriteMissed(json, schedule);
    }

    /// <summary>Members that the vendor's answer does not have, and so only where there is something to say: its clients
    /// pass over them.</summary>
    private static void WriteMissed(Utf8JsonWriter json, ScheduleView schedule)
    {
        if (schedule is { Missed: > 0, MissedFrom: { } from, MissedUntil: { } until })
        {
            json.WriteNumber("MissedFirings"u8, schedule.Missed);
            Times.Write(json, "LastMissedFrom"u8, from);
            Times.Write(json, "LastMissedUntil"u8, until);
        }
    }
}
