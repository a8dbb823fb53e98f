using System.Buffers;
using System.Text;
using Sluice.Model.Json;

namespace Sluice.Model.History;

/// <summary>The detail of one event: a small JSON object whose values are payloads, kept apart and in order.</summary>
/// <remarks>
/// The values are not copied into one text until somebody reads the history, because the same payload is
/// often the value of several events. Source: runtime, section 1.4.
/// </remarks>
public sealed class EventDetail : IEquatable<EventDetail>
{
    private readonly (string Key, JsonPayload Value)[] _members;

    public EventDetail(params (string Key, JsonPayload Value)[] members) => _members = members;

    public static EventDetail Empty { get; } = new();

    /// <summary>In the order they are shown.</summary>
    public ReadOnlySpan<(string Key, JsonPayload Value)> Members => _members;

    /// <summary>The bytes of all values together, without keys and punctuation.</summary>
    public long ByteCount
    {
        get
        {
            var sum = 0L;
            foreach (var (_, value) in _members)
            {
                sum += value.ByteCount;
            }

            return sum;
        }
    }

    public bool Has(string key) => Array.Exists(_members, member => member.Key == key);

    /// <summary>The detail as the JSON text of the API's <c>EventDetail</c>, UTF-8.</summary>
    public void WriteTo(IBufferWriter<byte> writer)
    {
        writer.Write("{"u8);
        for (var i = 0; i < _members.Length; i++)
        {
            writer.Write(i == 0 ? "\""u8 : ",\""u8);
            // Keys are our own words: plain ASCII letters, so nothing needs escaping.
            Encoding.UTF8.GetBytes(_members[i].Key, writer);
            writer.Write("\":"u8);
            writer.Write(_members[i].Value.Utf8);
        }

        writer.Write("}"u8);
    }

    public override string ToString()
    {
        var buffer = new ArrayBufferWriter<byte>();
        WriteTo(buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public bool Equals(EventDetail? other) => other is not null && _members.AsSpan().SequenceEqual(other._members);

    public override bool Equals(object? obj) => Equals(obj as EventDetail);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var (key, value) in _members)
        {
            hash.Add(key);
            hash.Add(value);
        }

        return hash.ToHashCode();
    }
}
