using Sluice.Model.Json;
using Sluice.Model.Packing;

namespace Sluice.Model.History;

/// <summary>The stored form of the events that one transition appended.</summary>
/// <remarks>
/// Format 1: number of the first event, count, then for each its type, the distance to its cause, step name, distance in
/// time to the one before, and its detail's members. Names and payloads stand once. Every format ever written stays
/// readable, and has a golden file among the tests.
/// </remarks>
public static class EventCodec
{
    private const byte Format = 1;

    /// <param name="events">One or more, with consecutive numbers.</param>
    public static byte[] Encode(IReadOnlyList<HistoryEvent> events)
    {
        var writer = new PackedWriter();
        writer.Byte(Format);
        writer.Count(events[0].Id);
        writer.Count(events.Count);
        var time = 0L;
        foreach (var item in events)
        {
            writer.Byte((byte)item.Type);
            writer.Count(item.Id - item.CauseId);
            writer.Text(item.StepName);
            var milliseconds = item.Time.ToUnixTimeMilliseconds();
            writer.Number(milliseconds - time);
            time = milliseconds;
            writer.Count(item.Detail.Members.Length);
            foreach (var (key, value) in item.Detail.Members)
            {
                writer.Text(key);
                writer.Payload(value);
            }
        }

        return writer.ToArray();
    }

    /// <exception cref="InvalidDataException">Not such bytes, or of a newer release.</exception>
    public static IReadOnlyList<HistoryEvent> Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new PackedReader(bytes);
        var format = reader.Byte();
        if (format != Format)
        {
            throw new InvalidDataException($"Events are stored in format {format}; this release reads {Format}.");
        }

        var id = reader.Count();
        var events = new HistoryEvent[reader.ItemCount()];
        var time = 0L;
        for (var i = 0; i < events.Length; i++, id++)
        {
            var type = (EventType)reader.Byte();
            var cause = id - reader.Count();
            var step = reader.Text();
            time += reader.Number();
            events[i] = new HistoryEvent(
                id, cause, type, step, PackedReader.ToTime(time), ReadDetail(ref reader));
        }

        return events;
    }

    private static EventDetail ReadDetail(ref PackedReader reader)
    {
        var members = new (string, JsonPayload)[reader.ItemCount()];
        for (var i = 0; i < members.Length; i++)
        {
            members[i] = (reader.Text(), reader.Payload());
        }

        return members.Length == 0 ? EventDetail.Empty : new EventDetail(members);
    }
}
