using Sluice.Model.Json;

namespace Sluice.Model.Tests.Json;

public sealed class JsonValueTests
{
    [Theory]
    [InlineData("null", "null", 0)]
    [InlineData("true", "a boolean", 0)]
    [InlineData("1", "a number", 0)]
    [InlineData("\"\"", "a string", 0)]
    [InlineData("[]", "an array", 1)]
    [InlineData("{}", "an object", 1)]
    [InlineData("[1,[2,{\"a\":[]}],{}]", "an array", 4)]
    public void A_value_knows_its_kind_and_depth(string json, string kind, int depth)
    {
        Assert.Equal(kind, Read(json).KindName);
        Assert.Equal(depth, Read(json).Depth);
    }

    [Theory]
    [InlineData("null", "false")]
    [InlineData("null", "0")]
    [InlineData("false", "0")]
    [InlineData("1", "\"1\"")]
    [InlineData("[]", "{}")]
    [InlineData("\"a\"", "\"A\"")]
    [InlineData("[1,2]", "[2,1]")]
    [InlineData("[1]", "[1,1]")]
    [InlineData("{\"a\":1}", "{\"b\":1}")]
    [InlineData("{\"a\":1}", "{\"a\":1,\"b\":null}")]
    [InlineData("{\"a\":null}", "{\"b\":null}")]
    public void Values_that_differ_are_not_equal(string left, string right)
    {
        Assert.False(Read(left).Equals(Read(right)));
        Assert.False(Read(right).Equals(Read(left)));
        Assert.False(Read(left).Equals(null));
    }

    [Theory]
    [InlineData("\"", "\"\\\"\"")]
    [InlineData("\\", "\"\\\\\"")]
    [InlineData("\n\r\t", "\"\\n\\r\\t\"")]
    [InlineData("\0\u001f", "\"\\u0000\\u001f\"")]
    [InlineData("a\"b\\c", "\"a\\\"b\\\\c\"")]
    [InlineData("</script> & 'ä' 你 😀 \u007f", "\"</script> & 'ä' 你 😀 \u007f\"")]
    public void A_string_escapes_only_what_json_demands(string text, string json) =>
        Assert.Equal(json, JsonValue.Of(text).ToString());

    [Fact]
    public void Half_a_surrogate_pair_is_written_as_a_replacement()
    {
        Assert.Equal("\"\uFFFD\"", JsonValue.Of("\ud83d").ToString());
        Assert.Equal("\"\\\"\uFFFD\\n\"", JsonValue.Of("\"\ud83d\n").ToString());
    }

    [Fact]
    public void Names_of_members_are_escaped_like_strings() =>
        Assert.Equal("{\"a\\\"\":1}", JsonObject.Of(("a\"", JsonValue.Of(1))).ToString());

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(500)]
    public void Every_member_is_found_by_its_name_however_many_there_are(int count)
    {
        var value = JsonObject.Of([.. Enumerable.Range(0, count).Select(i => ($"m{i}", (JsonValue)JsonValue.Of(i)))]);

        Assert.All(Enumerable.Range(0, count), i => Assert.Equal(JsonValue.Of(i), value.Get($"m{i}")));
        Assert.False(value.TryGet("m", out var none));
        Assert.Null(none);
        Assert.Same(JsonValue.Null, value.Get("M0"));
    }

    [Fact]
    public void Booleans_and_null_are_written_as_words() =>
        Assert.Equal("[true,false,null]", new JsonArray(JsonValue.Of(true), JsonValue.Of(false), JsonValue.Null).ToString());

    [Fact]
    public void An_array_gives_its_items_by_place()
    {
        var array = new JsonArray(JsonValue.Of("a"), JsonValue.Of(2));

        Assert.Equal(2, array.Count);
        Assert.Equal(JsonValue.Of(2), array[1]);
        Assert.Equal([JsonValue.Of("a"), JsonValue.Of(2)], array.Items.ToArray());
    }

    private static JsonValue Read(string json) =>
        JsonReading.TryParse(json, out var value, out var problem) ? value : throw new InvalidDataException(problem);
}
