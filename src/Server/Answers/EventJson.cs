using System.Buffers;
using System.Text.Json;
using Sluice.Model.History;

namespace Sluice.Server.Answers;

/// <summary>The members of an event of a history.</summary>
/// <remarks>Source: runtime, section 1.2.</remarks>
internal static class EventJson
{
    /// <param name="scratch">Memory that is used again for each event of a page.</param>
    public static void Write(Utf8JsonWriter json, HistoryEvent happened, ArrayBufferWriter<byte> scratch)
    {
        json.WriteString("Type"u8, happened.Type.ToString());
        json.WriteNumber("EventId"u8, happened.Id);
        json.WriteNumber("ScheduleEventId"u8, happened.CauseId);
        json.WriteString("StepName"u8, happened.StepName);
        Times.Write(json, "Time"u8, happened.Time);

        // A string that holds JSON, not JSON itself.
        scratch.ResetWrittenCount();
        happened.Detail.WriteTo(scratch);
        json.WriteString("EventDetail"u8, scratch.WrittenSpan);
    }
}
