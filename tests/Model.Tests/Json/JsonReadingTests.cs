using System.Text;
using Sluice.Model.Json;

namespace Sluice.Model.Tests.Json;

public sealed class JsonReadingTests
{
    [Theory]
    [InlineData(" { \"a\" : [ 1 , true , null ] } ", "{\"a\":[1,true,null]}")]
    [InlineData("\"\\u00e4\\/\\ud83d\\ude00\"", "\"ä/😀\"")]
    [InlineData("[]", "[]")]
    [InlineData("{}", "{}")]
    [InlineData("\r\n\t 0", "0")]
    public void White_space_and_needless_escapes_are_left_out(string json, string compact) =>
        Assert.Equal(compact, Read(json).ToString());

    [Fact]
    public void Of_a_name_given_twice_the_last_value_counts_in_the_first_place() =>
        Assert.Equal("{\"a\":3,\"b\":2}", Read("{\"a\":1,\"b\":2,\"a\":3}").ToString());

    [Fact]
    public void Members_keep_their_written_order() =>
        Assert.Equal("{\"z\":1,\"a\":2,\"M\":3,\"\":4}", Read("{\"z\":1,\"a\":2,\"M\":3,\"\":4}").ToString());

    [Theory]
    [InlineData("", "not valid JSON at line 1, byte 1: ")]
    [InlineData("{", "not valid JSON at line 1, byte 2: ")]
    [InlineData("{\n  \"a\": nope\n}", "not valid JSON at line 2, byte 9: ")]
    [InlineData("[1,]", "not valid JSON at line 1, byte 4: ")]
    [InlineData("{\"a\":1,}", "not valid JSON at line 1, byte 8: ")]
    [InlineData("{\"a\"}", "not valid JSON at line 1, byte 5: ")]
    [InlineData("[1] [2]", "not valid JSON at line 1, byte 5: ")]
    [InlineData("// no comment\n1", "not valid JSON at line 1, byte 1: ")]
    [InlineData("'a'", "not valid JSON at line 1, byte 1: ")]
    [InlineData("NaN", "not valid JSON at line 1, byte 1: ")]
    [InlineData("01", "not valid JSON at line 1, byte 2: ")]
    [InlineData("+1", "not valid JSON at line 1, byte 1: ")]
    [InlineData("\"a\nb\"", "not valid JSON at line 1, byte 3: ")]
    [InlineData("\"\\x\"", "not valid JSON at line 1, byte 3: ")]
    [InlineData("\uFEFF{}", "not valid JSON at line 1, byte 1: ")]
    public void What_is_not_json_is_refused_with_its_place(string json, string start)
    {
        Assert.False(JsonReading.TryParse(json, out var value, out var problem));

        Assert.Null(value);
        Assert.StartsWith(start, problem, StringComparison.Ordinal);
        Assert.True(problem.Length > start.Length, problem);
        Assert.DoesNotContain("LineNumber", problem, StringComparison.Ordinal);
        Assert.False(problem.EndsWith('.'), problem);
    }

    [Theory]
    [InlineData("1e400")]
    [InlineData("[-1e999]")]
    [InlineData("{\"a\":123456789e307}")]
    public void A_number_beyond_every_double_is_refused(string json) =>
        Assert.Equal("not valid JSON: a number is out of range", Problem(Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData("\"\\ud800\"")]
    [InlineData("\"\\ude00\\ud83d\"")]
    [InlineData("{\"\\udfff\":1}")]
    [InlineData("\"\\ud800x\"")]
    public void Half_a_surrogate_pair_written_as_escape_is_refused(string json) =>
        Assert.Equal(
            "not valid JSON: a string holds text that is not valid Unicode", Problem(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Half_a_surrogate_pair_in_the_text_itself_is_refused()
    {
        Assert.False(JsonReading.TryParse("\"\ud800\"", out _, out var problem));

        Assert.Equal("not valid JSON: a string holds text that is not valid Unicode", problem);
    }

    [Theory]
    [InlineData(new byte[] { (byte)'"', 0xFF, (byte)'"' })]
    [InlineData(new byte[] { (byte)'"', 0xC3, (byte)'"' })]
    [InlineData(new byte[] { (byte)'"', 0xC0, 0x80, (byte)'"' })]
    [InlineData(new byte[] { (byte)'"', 0xED, 0xA0, 0x80, (byte)'"' })]
    [InlineData(new byte[] { (byte)'"', 0xF5, 0x80, 0x80, 0x80, (byte)'"' })]
    public void Bytes_that_are_not_utf8_are_refused(byte[] json) =>
        Assert.Equal("not valid JSON: a string holds text that is not valid Unicode", Problem(json));

    [Fact]
    public void Bytes_that_are_not_utf8_are_refused_outside_of_strings_too() =>
        Assert.StartsWith("not valid JSON at line 1, byte 2", Problem([(byte)'[', 0xFF, (byte)']']), StringComparison.Ordinal);

    [Fact]
    public void Nesting_is_read_up_to_256_levels_and_refused_beyond()
    {
        Assert.Equal(256, Read(Nested(256)).Depth);
        Assert.Contains("256", Problem(Encoding.UTF8.GetBytes(Nested(257))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{\"a\":")]
    public void Nesting_without_end_is_refused_and_does_not_exhaust_the_stack(string opening) =>
        Assert.Contains(
            "256",
            Problem(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(opening, 1_000_000)))),
            StringComparison.Ordinal);

    private static string Nested(int levels) => new string('[', levels) + new string(']', levels);

    private static JsonValue Read(string json) =>
        JsonReading.TryParse(json, out var value, out var problem) ? value : throw new InvalidDataException(problem);

    private static string Problem(byte[] json)
    {
        Assert.False(JsonReading.TryParse(json, out _, out var problem));
        return problem;
    }
}
