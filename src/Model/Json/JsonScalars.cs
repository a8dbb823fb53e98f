using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Sluice.Model.Json;

public sealed class JsonNull : JsonValue
{
    internal JsonNull()
    {
    }

    public override string KindName => "null";

    public override bool Equals(JsonValue? other) => other is JsonNull;

    public override int GetHashCode() => 0;

    public override void WriteTo(IBufferWriter<byte> writer) => writer.Write("null"u8);
}

public sealed class JsonBoolean : JsonValue
{
    internal JsonBoolean(bool value) => Value = value;

    public bool Value { get; }

    public override string KindName => "a boolean";

    public override bool Equals(JsonValue? other) => other is JsonBoolean b && b.Value == Value;

    public override int GetHashCode() => Value ? 1 : 2;

    public override void WriteTo(IBufferWriter<byte> writer) => writer.Write(Value ? "true"u8 : "false"u8);
}

/// <summary>A finite number: a 64-bit integer where it is one, a double where it is not.</summary>
public sealed class JsonNumber : JsonValue
{
    private readonly long _integer;
    private readonly double _real;

    public JsonNumber(long value) => (_integer, _real, IsInteger) = (value, value, true);

    /// <exception cref="ArgumentOutOfRangeException">Not finite: JSON has no such number.</exception>
    public JsonNumber(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "JSON numbers are finite.");
        }

        _real = value;

        // Doubles that hold an integer exactly become one, so that 2.0 prints as 2 and equals it.
        if (Math.Abs(value) <= 1L << 53 && Math.Truncate(value) == value)
        {
            _integer = (long)value;
            IsInteger = true;
        }
    }

    /// <summary>Whether <see cref="Int64"/> is the exact value.</summary>
    public bool IsInteger { get; }

    /// <exception cref="InvalidOperationException">Not <see cref="IsInteger"/>.</exception>
    public long Int64 => IsInteger ? _integer : throw new InvalidOperationException($"{_real} is not an integer.");

    /// <summary>The nearest double.</summary>
    public double Double => _real;

    public override string KindName => "a number";

    /// <summary>Numeric order; exact between two integers.</summary>
    public int CompareTo(JsonNumber other) =>
        IsInteger && other.IsInteger ? _integer.CompareTo(other._integer) : _real.CompareTo(other._real);

    public override bool Equals(JsonValue? other) => other is JsonNumber n && CompareTo(n) == 0;

    public override int GetHashCode() => _real.GetHashCode();

    public override void WriteTo(IBufferWriter<byte> writer)
    {
        var span = writer.GetSpan(32);
        var written = 0;
        var fits = IsInteger
            ? Utf8Formatter.TryFormat(_integer, span, out written)
            : _real.TryFormat(span, out written, "R", CultureInfo.InvariantCulture);
        if (!fits)
        {
            throw new System.Diagnostics.UnreachableException("A number needs at most 32 characters.");
        }

        writer.Advance(written);
    }
}

public sealed class JsonString(string value) : JsonValue
{
    public string Value { get; } = value;

    public override string KindName => "a string";

    public override bool Equals(JsonValue? other) =>
        other is JsonString s && string.Equals(s.Value, Value, StringComparison.Ordinal);

    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    public override void WriteTo(IBufferWriter<byte> writer) => Write(Value, writer);

    /// <summary>Appends a text as a JSON string, quotes and escapes included.</summary>
    internal static void Write(string text, IBufferWriter<byte> writer)
    {
        var span = writer.GetSpan(2 + (3 * text.Length));
        var length = Encoding.UTF8.GetBytes(text, span[1..]);

        // Escapes only what JSON demands; most texts need none and are written in place.
        if (JavaScriptEncoder.UnsafeRelaxedJsonEscaping.FindFirstCharacterToEncodeUtf8(span.Slice(1, length)) < 0)
        {
            span[0] = (byte)'"';
            span[length + 1] = (byte)'"';
            writer.Advance(length + 2);
            return;
        }

        writer.Write("\""u8);
        writer.Write(JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes);
        writer.Write("\""u8);
    }
}
