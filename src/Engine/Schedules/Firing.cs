using System.Globalization;
using Sluice.Model.Json;
using Sluice.Storage;

namespace Sluice.Engine.Schedules;

/// <summary>What a schedule starts at an instant. The same instant gives the same, so that twice is once.</summary>
internal static class Firing
{
    /// <summary><c>schedule-{ScheduleId}-20260101T040000Z</c>.</summary>
    public static string ExecutionName(ScheduleRow schedule, DateTimeOffset instant) => string.Create(
        CultureInfo.InvariantCulture, $"schedule-{schedule.Uuid}-{instant.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}");

    /// <summary><c>{"triggerTime":"2026-01-01T04:00:00Z","triggerName":"nightly","payload":{}}</c>.</summary>
    /// <param name="payload">JSON text, or empty for an empty object.</param>
    /// <exception cref="FormatException">The payload is no JSON text; the message says what is wrong.</exception>
    /// <remarks>Source: runtime, section 5.</remarks>
    public static JsonPayload Input(string scheduleName, string payload, DateTimeOffset instant) =>
        JsonPayload.Of(JsonObject.Of(
            ("triggerTime", JsonValue.Of(
                instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture))),
            ("triggerName", JsonValue.Of(scheduleName)),
            ("payload", Parse(payload))));

    private static JsonValue Parse(string payload) =>
        payload.Length == 0 ? JsonObject.Empty
        : JsonReading.TryParse(payload, out var value, out var problem) ? value
        : throw new FormatException(problem);
}
