using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

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
    private const double TwoTo63 = 9223372036854775808.0;

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

        // A double that holds a 64-bit integer becomes one, so that 2.0 prints as 2 and equals it. What remains
        // has a fraction or lies outside that range, and so never equals an integer.
        if (value is >= -TwoTo63 and < TwoTo63 && Math.Truncate(value) == value)
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

    /// <summary>Numeric order, exact.</summary>
    public int CompareTo(JsonNumber other)
    {
        if (IsInteger && other.IsInteger)
        {
            return _integer.CompareTo(other._integer);
        }

        // The greatest integers round up to 2^63, the one double that they could be mistaken for.
        var order = _real.CompareTo(other._real);
        return order == 0 ? other.IsInteger.CompareTo(IsInteger) : order;
    }

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
    /// <summary>A quotation mark, a backslash, and the control characters below the space.</summary>
    private static readonly SearchValues<byte> Escaped =
        SearchValues.Create([(byte)'"', (byte)'\\', .. Enumerable.Range(0, ' ').Select(code => (byte)code)]);

    public string Value { get; } = value;

    public override string KindName => "a string";

    public override bool Equals(JsonValue? other) =>
        other is JsonString s && string.Equals(s.Value, Value, StringComparison.Ordinal);

    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    public override void WriteTo(IBufferWriter<byte> writer) => Write(Value, writer);

    /// <summary>Appends a text as a JSON string, quotes and escapes included.</summary>
    /// <remarks>Half a surrogate pair, which an expression may cut off, is written as U+FFFD.</remarks>
    internal static void Write(string text, IBufferWriter<byte> writer)
    {
        var span = writer.GetSpan(2 + (3 * text.Length));
        var length = Encoding.UTF8.GetBytes(text, span[1..]);

        // Escapes only what JSON demands; most texts need none and are written in place.
        if (!span.Slice(1, length).ContainsAny(Escaped))
        {
            span[0] = (byte)'"';
            span[length + 1] = (byte)'"';
            writer.Advance(length + 2);
            return;
        }

        var utf8 = span.Slice(1, length).ToArray();
        writer.Write("\""u8);
        WriteEscaped(utf8, writer);
        writer.Write("\""u8);
    }

    private static void WriteEscaped(ReadOnlySpan<byte> utf8, IBufferWriter<byte> writer)
    {
        int plain;
        while ((plain = utf8.IndexOfAny(Escaped)) >= 0)
        {
            writer.Write(utf8[..plain]);
            WriteEscape(utf8[plain], writer);
            utf8 = utf8[(plain + 1)..];
        }

        writer.Write(utf8);
    }

    private static void WriteEscape(byte character, IBufferWriter<byte> writer)
    {
        switch (character)
        {
            case (byte)'"':
                writer.Write("\\\""u8);
                break;
            case (byte)'\\':
                writer.Write("\\\\"u8);
                break;
            case (byte)'\n':
                writer.Write("\\n"u8);
                break;
            case (byte)'\r':
                writer.Write("\\r"u8);
                break;
            case (byte)'\t':
                writer.Write("\\t"u8);
                break;
            default:
                writer.Write("\\u00"u8);
                Utf8Formatter.TryFormat(character, writer.GetSpan(2), out var written, new StandardFormat('x', 2));
                writer.Advance(written);
                break;
        }
    }
}
