using System.Buffers;
using System.Text;

namespace Sluice.Model.Json;

/// <summary>A JSON value: immutable, and therefore free to be part of many others.</summary>
/// <remarks>
/// Integers in the signed 64-bit range keep their exact value; every other number is an IEEE double. Object
/// members keep their written order, which equality ignores. Source: definition language, section 4.5.
/// </remarks>
public abstract class JsonValue : IEquatable<JsonValue>
{
    private protected JsonValue()
    {
    }

    public static JsonNull Null { get; } = new();

    public static JsonBoolean True { get; } = new(true);

    public static JsonBoolean False { get; } = new(false);

    /// <summary>Levels of arrays and objects: 0 for a scalar, 1 for <c>{}</c>.</summary>
    public virtual int Depth => 0;

    /// <summary>What a person calls this kind of value: <c>a string</c>, <c>null</c>.</summary>
    public abstract string KindName { get; }

    public static JsonBoolean Of(bool value) => value ? True : False;

    public static JsonNumber Of(long value) => new(value);

    public static JsonString Of(string value) => new(value);

    /// <summary>Deep equality: numbers by value, objects without regard to order.</summary>
    public abstract bool Equals(JsonValue? other);

    public sealed override bool Equals(object? obj) => Equals(obj as JsonValue);

    public abstract override int GetHashCode();

    /// <summary>Appends the compact JSON text, UTF-8.</summary>
    public abstract void WriteTo(IBufferWriter<byte> writer);

    /// <summary>The compact JSON text.</summary>
    public sealed override string ToString()
    {
        var buffer = new ArrayBufferWriter<byte>();
        WriteTo(buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
