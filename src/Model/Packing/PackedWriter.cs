using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Sluice.Model.Json;

namespace Sluice.Model.Packing;

/// <summary>Writes the bytes of stored records: short numbers in few bytes, repeated texts and payloads only once.</summary>
/// <remarks>
/// A text or payload that was written before is named by its place in the order of first use; place 0 announces a new
/// one. The layout is stored: a change of it is a new format number in the codec that uses it.
/// </remarks>
public sealed class PackedWriter
{
    /// <summary>Payloads up to this size are compared by content; larger ones only by identity.</summary>
    private const int ComparedPayloadBytes = 128;

    private readonly ArrayBufferWriter<byte> _buffer = new(256);
    private readonly Dictionary<string, int> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<JsonPayload, int> _payloads = new(PayloadComparer.Instance);

    public int ByteCount => _buffer.WrittenCount;

    public byte[] ToArray() => _buffer.WrittenSpan.ToArray();

    public void Byte(byte value)
    {
        _buffer.GetSpan(1)[0] = value;
        _buffer.Advance(1);
    }

    public void Flag(bool value) => Byte(value ? (byte)1 : (byte)0);

    /// <summary>0 or more; small numbers take one byte.</summary>
    public void Count(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        Varint((ulong)value);
    }

    /// <summary>Any number; those near zero take one byte.</summary>
    public void Number(long value) => Varint((ulong)((value << 1) ^ (value >> 63)));

    public void OptionalNumber(long? value)
    {
        Flag(value is not null);
        if (value is { } number)
        {
            Number(number);
        }
    }

    /// <summary>Eight bytes, whatever the value.</summary>
    public void Fixed(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_buffer.GetSpan(8), value);
        _buffer.Advance(8);
    }

    /// <summary>Whole milliseconds.</summary>
    public void Time(DateTimeOffset value) => Number(value.ToUnixTimeMilliseconds());

    public void OptionalTime(DateTimeOffset? value)
    {
        Flag(value is not null);
        if (value is { } time)
        {
            Time(time);
        }
    }

    public void Text(string value)
    {
        if (!Known(_texts, value))
        {
            var length = Encoding.UTF8.GetByteCount(value);
            Count(length);
            Encoding.UTF8.GetBytes(value, _buffer.GetSpan(length));
            _buffer.Advance(length);
        }
    }

    public void OptionalText(string? value)
    {
        Flag(value is not null);
        if (value is not null)
        {
            Text(value);
        }
    }

    public void Payload(JsonPayload value)
    {
        if (!Known(_payloads, value))
        {
            Count(value.ByteCount);
            _buffer.Write(value.Utf8);
        }
    }

    public void OptionalPayload(JsonPayload? value)
    {
        Flag(value is not null);
        if (value is not null)
        {
            Payload(value);
        }
    }

    /// <summary>Bytes as they are, however often they come.</summary>
    public void OptionalBytes(byte[]? value)
    {
        Flag(value is not null);
        if (value is not null)
        {
            Count(value.Length);
            _buffer.Write(value);
        }
    }

    private bool Known<T>(Dictionary<T, int> places, T value)
        where T : notnull
    {
        if (places.TryGetValue(value, out var place))
        {
            Count(place);
            return true;
        }

        places.Add(value, places.Count + 1);
        Count(0);
        return false;
    }

    private void Varint(ulong value)
    {
        var span = _buffer.GetSpan(10);
        var length = 0;
        while (value >= 0x80)
        {
            span[length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        span[length++] = (byte)value;
        _buffer.Advance(length);
    }

    /// <summary>Small payloads by content, large ones by identity: reading 64 KiB to save them would cost more.</summary>
    private sealed class PayloadComparer : IEqualityComparer<JsonPayload>
    {
        public static PayloadComparer Instance { get; } = new();

        public bool Equals(JsonPayload? x, JsonPayload? y) =>
            ReferenceEquals(x, y)
            || (x is { ByteCount: <= ComparedPayloadBytes } && y?.ByteCount == x.ByteCount && x.Equals(y));

        public int GetHashCode(JsonPayload payload) => payload.ByteCount <= ComparedPayloadBytes
            ? payload.GetHashCode()
            : System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(payload);
    }
}
