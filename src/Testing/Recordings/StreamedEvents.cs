using System.Text.Json;
using Sluice.Model.History;
using Sluice.Model.Json;

namespace Sluice.Testing.Recordings;

/// <summary>Reads the events of a line of <see cref="RecordingLines"/>. Values stay text until somebody looks into them.</summary>
internal static class StreamedEvents
{
    /// <param name="line">A whole line: <c>{"events":[[…],…]}</c>.</param>
    /// <exception cref="InvalidDataException">It is no such line.</exception>
    public static void Read(ReadOnlySpan<byte> line, List<HistoryEvent> events)
    {
        try
        {
            var json = new Utf8JsonReader(line);
            Expect(ref json, JsonTokenType.StartObject);
            Expect(ref json, JsonTokenType.PropertyName);
            Expect(ref json, JsonTokenType.StartArray);
            while (json.Read() && json.TokenType == JsonTokenType.StartArray)
            {
                events.Add(ReadEvent(ref json, line));
            }
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or OverflowException)
        {
            throw new InvalidDataException($"A line of events cannot be read: {e.Message}", e);
        }
    }

    private static HistoryEvent ReadEvent(ref Utf8JsonReader json, ReadOnlySpan<byte> line)
    {
        var id = Number(ref json);
        var cause = Number(ref json);
        Expect(ref json, JsonTokenType.String);
        var type = Enum.TryParse<EventType>(json.GetString(), out var known)
            ? known
            : throw new InvalidDataException($"Event {id} is of a type that this release does not know: {json.GetString()}.");
        Expect(ref json, JsonTokenType.String);
        var step = json.GetString()!;
        var time = DateTimeOffset.FromUnixTimeMilliseconds(Number(ref json));
        var detail = ReadDetail(ref json, line);
        Expect(ref json, JsonTokenType.EndArray);
        return new(id, cause, type, step, time, detail);
    }

    private static EventDetail ReadDetail(ref Utf8JsonReader json, ReadOnlySpan<byte> line)
    {
        Expect(ref json, JsonTokenType.StartObject);
        var members = new List<(string, JsonPayload)>(4);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var key = json.GetString()!;
            json.Read();
            var start = (int)json.TokenStartIndex;
            json.Skip();
            members.Add((key, JsonPayload.FromStored(line[start..(int)json.BytesConsumed].ToArray())));
        }

        return members.Count == 0 ? EventDetail.Empty : new EventDetail([.. members]);
    }

    private static long Number(ref Utf8JsonReader json)
    {
        Expect(ref json, JsonTokenType.Number);
        return json.GetInt64();
    }

    private static void Expect(ref Utf8JsonReader json, JsonTokenType type)
    {
        if (!json.Read() || json.TokenType != type)
        {
            throw new InvalidDataException($"A line of events has {json.TokenType} where {type} belongs.");
        }
    }
}
