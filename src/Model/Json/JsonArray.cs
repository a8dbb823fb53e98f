using System.Buffers;

namespace Sluice.Model.Json;

public sealed class JsonArray : JsonValue
{
    private readonly JsonValue[] _items;

    /// <param name="items">Owned by the array from here on: the caller must not change it.</param>
    public JsonArray(params JsonValue[] items)
    {
        _items = items;
        Depth = 1 + JsonDepth.Deepest(items);
    }

    public static JsonArray Empty { get; } = new();

    public override int Depth { get; }

    public int Count => _items.Length;

    public ReadOnlySpan<JsonValue> Items => _items;

    public override string KindName => "an array";

    public JsonValue this[int index] => _items[index];

    public override bool Equals(JsonValue? other) =>
        ReferenceEquals(this, other) || (other is JsonArray a && Items.SequenceEqual(a.Items));

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in _items)
        {
            hash.Add(item);
        }

        return hash.ToHashCode();
    }

    public override void WriteTo(IBufferWriter<byte> writer)
    {
        writer.Write("["u8);
        for (var i = 0; i < _items.Length; i++)
        {
            if (i > 0)
            {
                writer.Write(","u8);
            }

            _items[i].WriteTo(writer);
        }

        writer.Write("]"u8);
    }
}

internal static class JsonDepth
{
    public static int Deepest(ReadOnlySpan<JsonValue> values)
    {
        var deepest = 0;
        foreach (var value in values)
        {
            deepest = Math.Max(deepest, value.Depth);
        }

        return deepest;
    }
}
