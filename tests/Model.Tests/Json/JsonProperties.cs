using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Sluice.Model.Json;

namespace Sluice.Model.Tests.Json;

public sealed class JsonProperties
{
    [Fact]
    public void Reading_what_was_written_gives_the_value_back() =>
        Holds(Some.Value, value => Read(value.ToString()).Equals(value));

    [Fact]
    public void Writing_what_was_read_gives_the_text_back() =>
        Holds(Some.Value, value => Read(value.ToString()).ToString() == value.ToString());

    [Fact]
    public void What_is_written_is_json_for_others_too() => Holds(Some.Value, value =>
    {
        using var document = JsonDocument.Parse(value.ToString());
        return document.RootElement.ValueKind.ToString() == value switch
        {
            JsonObject => "Object",
            JsonArray => "Array",
            JsonString => "String",
            JsonNumber => "Number",
            _ => value == JsonValue.True ? "True" : value == JsonValue.False ? "False" : "Null",
        };
    });

    [Fact]
    public void Equal_values_are_equal_both_ways_and_have_one_hash() => Holds(Some.Value.Two(), pair =>
    {
        var (a, b) = pair;
        return a.Equals(b) == b.Equals(a) && (!a.Equals(b) || a.GetHashCode() == b.GetHashCode());
    });

    [Fact]
    public void A_copy_is_equal_and_has_the_same_hash_and_depth() => Holds(Some.Value, value =>
    {
        var copy = Read(value.ToString());
        return copy.Equals(value) && copy.GetHashCode() == value.GetHashCode() && copy.Depth == value.Depth;
    });

    [Fact]
    public void The_order_of_members_makes_no_difference() => Holds(Some.Object, value =>
    {
        var members = value.Members.ToArray();
        Array.Reverse(members);
        var turned = JsonObject.Of(members);
        return turned.Equals(value) && turned.GetHashCode() == value.GetHashCode();
    });

    [Fact]
    public void A_changed_member_makes_a_difference() => Holds(Some.Object.Where(o => o.Count > 0), value =>
    {
        var members = value.Members.ToArray();
        members[^1] = KeyValuePair.Create<string, JsonValue>(members[^1].Key, new JsonArray(members[^1].Value));
        return !JsonObject.Of(members).Equals(value);
    });

    [Fact]
    public void A_merge_has_every_member_and_the_second_object_wins() => Holds(Some.Object.Two(), pair =>
    {
        var (first, second) = pair;
        var merged = JsonObject.Merge(first, second);
        return first.Members.ToArray().All(m => merged.Get(m.Key).Equals(second.TryGet(m.Key, out var v) ? v : m.Value))
            && second.Members.ToArray().All(m => merged.Get(m.Key).Equals(m.Value))
            && merged.Members.ToArray().All(m => first.TryGet(m.Key, out _) || second.TryGet(m.Key, out _));
    });

    [Fact]
    public void Merging_does_not_depend_on_the_brackets() => Holds(Some.Object.Three(), three =>
    {
        var (a, b, c) = three;
        return JsonObject.Merge(JsonObject.Merge(a, b), c).ToString()
            == JsonObject.Merge(a, JsonObject.Merge(b, c)).ToString();
    });

    [Fact]
    public void Merging_with_itself_or_with_nothing_changes_nothing() => Holds(Some.Object, value =>
        JsonObject.Merge(value, value).ToString() == value.ToString()
        && JsonObject.Merge(value, JsonObject.Empty).ToString() == value.ToString()
        && JsonObject.Merge(JsonObject.Empty, value).ToString() == value.ToString());

    [Fact]
    public void Numbers_are_in_one_order() => Holds(Some.Number.Three(), three =>
    {
        var (a, b, c) = three;
        return Math.Sign(a.CompareTo(b)) == -Math.Sign(b.CompareTo(a))
            && (a.CompareTo(b) > 0 || b.CompareTo(c) > 0 || a.CompareTo(c) <= 0)
            && (a.CompareTo(b) == 0) == a.Equals(b)
            && (!a.Equals(b) || !b.Equals(c) || a.Equals(c));
    });

    [Fact]
    public void Every_double_comes_back_as_it_was() => Holds(
        Some.Real, real => Assert.IsType<JsonNumber>(Read(new JsonNumber(real).ToString())).Double == real);

    [Fact]
    public void Every_integer_comes_back_as_it_was() => Holds(
        Some.Integer, integer => Assert.IsType<JsonNumber>(Read(new JsonNumber(integer).ToString())).Int64 == integer);

    [Fact]
    public void Any_bytes_are_read_or_refused_with_a_sentence() => Holds(
        ArbMap.Default.GeneratorFor<byte[]>(),
        bytes => JsonReading.TryParse(bytes, out var value, out var problem)
            ? value is not null && problem is null
            : value is null && problem is { Length: > 10 });

    [Fact]
    public void Broken_json_is_read_or_refused_with_a_sentence() => Holds(
        Some.Value.Zip(Gen.Choose(0, 1000)).Zip(Gen.Choose(0, 255)), damage =>
        {
            var ((value, place), replacement) = damage;
            var bytes = Encoding.UTF8.GetBytes(value.ToString());
            bytes[place % bytes.Length] = (byte)replacement;
            return JsonReading.TryParse(bytes, out _, out var problem) == problem is null;
        });

    private static void Holds<T>(Gen<T> values, Func<T, bool> property) =>
        Prop.ForAll(values.ToArbitrary(), property).QuickCheckThrowOnFailure();

    private static JsonValue Read(string json) =>
        JsonReading.TryParse(json, out var value, out var problem) ? value : throw new InvalidDataException(problem);
}
