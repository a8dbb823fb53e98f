using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Sluice.Model.Json;

/// <summary>An object: its members in written order, found by name.</summary>
public sealed class JsonObject : JsonValue
{
    /// <summary>Up to this many members a walk is faster than a table.</summary>
    private const int WalkedMembers = 8;

    private readonly KeyValuePair<string, JsonValue>[] _members;
    private Dictionary<string, JsonValue>? _table;

    /// <param name="members">Unique names; owned by the object from here on.</param>
    private JsonObject(KeyValuePair<string, JsonValue>[] members)
    {
        _members = members;
        var deepest = 0;
        foreach (var (_, value) in members)
        {
            deepest = Math.Max(deepest, value.Depth);
        }

        Depth = 1 + deepest;
    }

    public static JsonObject Empty { get; } = new([]);

    public override int Depth { get; }

    public int Count => _members.Length;

    /// <summary>In written order.</summary>
    public ReadOnlySpan<KeyValuePair<string, JsonValue>> Members => _members;

    public override string KindName => "an object";

    /// <summary>An object of these members; of a name given twice the last value counts, in the first one's place.</summary>
    public static JsonObject Of(IReadOnlyList<KeyValuePair<string, JsonValue>> members)
    {
        if (members.Count == 0)
        {
            return Empty;
        }

        var places = new Dictionary<string, int>(members.Count, StringComparer.Ordinal);
        var unique = new List<KeyValuePair<string, JsonValue>>(members.Count);
        foreach (var member in members)
        {
            if (places.TryAdd(member.Key, unique.Count))
            {
                unique.Add(member);
            }
            else
            {
                unique[places[member.Key]] = member;
            }
        }

        return new([.. unique]);
    }

    public static JsonObject Of(params (string Name, JsonValue Value)[] members) =>
        Of(Array.ConvertAll(members, member => KeyValuePair.Create(member.Name, member.Value)));

    /// <summary>The union of two objects, top level only; of a common name the second one's value counts.</summary>
    public static JsonObject Merge(JsonObject first, JsonObject second) =>
        first.Count == 0 ? second : second.Count == 0 ? first : Of([.. first._members, .. second._members]);

    public bool TryGet(string name, [NotNullWhen(true)] out JsonValue? value)
    {
        if (_members.Length > WalkedMembers)
        {
            // Two readers may both build the table; either one is right.
            _table ??= new Dictionary<string, JsonValue>(_members, StringComparer.Ordinal);
            return _table.TryGetValue(name, out value);
        }

        foreach (var (key, candidate) in _members)
        {
            if (string.Equals(key, name, StringComparison.Ordinal))
            {
                value = candidate;
                return true;
            }
        }

        value = null;
        return false;
    }

    /// <summary>The member's value, or JSON null where there is none.</summary>
    public JsonValue Get(string name) => TryGet(name, out var value) ? value : Null;

    public override bool Equals(JsonValue? other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        if (other is not JsonObject o || o.Count != Count)
        {
            return false;
        }

        foreach (var (name, value) in _members)
        {
            if (!o.TryGet(name, out var theirs) || !value.Equals(theirs))
            {
                return false;
            }
        }

        return true;
    }

    public override int GetHashCode()
    {
        var sum = _members.Length;
        foreach (var (name, value) in _members)
        {
            sum += HashCode.Combine(name, value);
        }

        return sum;
    }

    public override void WriteTo(IBufferWriter<byte> writer)
    {
        writer.Write("{"u8);
        var first = true;
        foreach (var (name, value) in _members)
        {
            if (!first)
            {
                writer.Write(","u8);
            }

            first = false;
            JsonString.Write(name, writer);
            writer.Write(":"u8);
            value.WriteTo(writer);
        }

        writer.Write("}"u8);
    }
}
