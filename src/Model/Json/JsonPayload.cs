using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Sluice.Model.Json;

/// <summary>JSON data on its way through a flow: compact UTF-8 bytes, a value, or both, each made when asked for.</summary>
/// <remarks>
/// A payload that is only carried is never parsed, and one that is only looked into is never written. Immutable
/// to its users; two threads that ask at once may both do the work, and either result is right.
/// </remarks>
public sealed class JsonPayload : IEquatable<JsonPayload>
{
    private byte[]? _utf8;
    private JsonValue? _value;

    private JsonPayload(byte[]? utf8, JsonValue? value) => (_utf8, _value) = (utf8, value);

    public static JsonPayload EmptyObject { get; } = new("{}"u8.ToArray(), JsonObject.Empty);

    public static JsonPayload Null { get; } = new("null"u8.ToArray(), JsonValue.Null);

    /// <summary>Compact JSON text.</summary>
    public ReadOnlySpan<byte> Utf8 => Bytes;

    /// <summary>Compact JSON text, to be kept; never to be changed.</summary>
    public ReadOnlyMemory<byte> Utf8Memory => Bytes;

    /// <summary>The measure of every size limit.</summary>
    public int ByteCount => Bytes.Length;

    public JsonValue Value => _value ??= ParseOwn();

    private byte[] Bytes => _utf8 ??= Write(_value!);

    public static JsonPayload Of(JsonValue value) => new(null, value);

    public static JsonPayload Of(string text) => new(null, new JsonString(text));

    public static JsonPayload Of(long number) => new(null, new JsonNumber(number));

    /// <summary>A payload from bytes that this class wrote, such as stored ones. Not checked.</summary>
    public static JsonPayload FromStored(byte[] utf8) => new(utf8, null);

    /// <summary>A payload from outside, checked whole and made compact.</summary>
    /// <param name="problem">What is wrong, without a full stop at the end.</param>
    public static bool TryParse(
        ReadOnlySpan<byte> utf8,
        int maxDepth,
        [NotNullWhen(true)] out JsonPayload? payload,
        [NotNullWhen(false)] out string? problem)
    {
        payload = null;
        if (!JsonReading.TryParse(utf8, out var value, out problem))
        {
            return false;
        }

        if (value.Depth > maxDepth)
        {
            problem = $"nested deeper than {maxDepth} levels";
            return false;
        }

        payload = Of(value);
        return true;
    }

    public bool Equals(JsonPayload? other) =>
        other is not null && (ReferenceEquals(this, other) || Utf8.SequenceEqual(other.Utf8));

    public override bool Equals(object? obj) => Equals(obj as JsonPayload);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Utf8);
        return hash.ToHashCode();
    }

    public override string ToString() => Encoding.UTF8.GetString(Utf8);

    private static byte[] Write(JsonValue value)
    {
        var buffer = new ArrayBufferWriter<byte>(64);
        value.WriteTo(buffer);
        return buffer.WrittenSpan.ToArray();
    }

    private JsonValue ParseOwn() => JsonReading.TryParse(_utf8, out var value, out var problem)
        ? value
        : throw new InvalidDataException($"A stored payload cannot be read: {problem}.");
}
