using System.Buffers.Binary;
using System.Text;
using Sluice.Model.Json;

namespace Sluice.Model.Packing;

/// <summary>Reads what <see cref="PackedWriter"/> wrote.</summary>
/// <exception cref="InvalidDataException">From every member: the bytes end early or say what cannot be.</exception>
public ref struct PackedReader(ReadOnlySpan<byte> bytes)
{
    private readonly List<string> _texts = [];
    private readonly List<JsonPayload> _payloads = [];
    private ReadOnlySpan<byte> _rest = bytes;

    public readonly bool AtEnd => _rest.IsEmpty;

    public byte Byte() => Take(1)[0];

    public bool Flag() => Byte() switch
    {
        0 => false,
        1 => true,
        var other => throw new InvalidDataException($"A flag is 0 or 1, not {other}."),
    };

    public long Count()
    {
        var value = Varint();
        return value <= long.MaxValue ? (long)value : throw new InvalidDataException("A count is out of range.");
    }

    /// <summary>A count that is the length of something in memory.</summary>
    public int SmallCount()
    {
        var value = Count();
        return value <= int.MaxValue ? (int)value : throw new InvalidDataException("A length is out of range.");
    }

    /// <summary>How many items follow, so that room for them can be made: no more than there are bytes left.</summary>
    public int ItemCount()
    {
        var count = SmallCount();
        return count <= _rest.Length ? count : throw new InvalidDataException("The record ends early.");
    }

    public long Number()
    {
        var value = Varint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public long? OptionalNumber() => Flag() ? Number() : null;

    public ulong Fixed() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    public DateTimeOffset Time() => ToTime(Number());

    /// <param name="milliseconds">Since the Unix epoch, of whatever size.</param>
    public static DateTimeOffset ToTime(long milliseconds)
    {
        try
        {
            return DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new InvalidDataException("A time is out of range.", e);
        }
    }

    public DateTimeOffset? OptionalTime() => Flag() ? Time() : null;

    public string Text()
    {
        var place = SmallCount();
        if (place > 0)
        {
            return Known(_texts, place);
        }

        var text = Encoding.UTF8.GetString(Take(SmallCount()));
        _texts.Add(text);
        return text;
    }

    public string? OptionalText() => Flag() ? Text() : null;

    public JsonPayload Payload()
    {
        var place = SmallCount();
        if (place > 0)
        {
            return Known(_payloads, place);
        }

        var payload = JsonPayload.FromStored(Take(SmallCount()).ToArray());
        _payloads.Add(payload);
        return payload;
    }

    public JsonPayload? OptionalPayload() => Flag() ? Payload() : null;

    public byte[]? OptionalBytes() => Flag() ? Take(SmallCount()).ToArray() : null;

    private static T Known<T>(List<T> values, int place) => place <= values.Count
        ? values[place - 1]
        : throw new InvalidDataException($"Place {place} was never written.");

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _rest.Length)
        {
            throw new InvalidDataException("The record ends early.");
        }

        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("A number has too many bytes.");
    }
}
