using System.Text;
using Sluice.Server.Wire;

namespace Sluice.Server.Tests.Wire;

public sealed class ParameterValueTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(100_000)]
    public void A_value_is_the_same_as_bytes_and_as_text(int length)
    {
        var text = string.Concat(Enumerable.Repeat("é", length / 2)) + (length % 2 == 0 ? "" : "x");
        var bytes = Encoding.UTF8.GetBytes(text);

        var value = ParameterValue.Of(bytes);

        Assert.Equal(text, value.Text);
        Assert.Equal(bytes, value.Utf8);
        Assert.Equal(length == 0, value.IsEmpty);
        Assert.Equal(length > 256, value.IsLong);
    }

    [Fact]
    public void A_long_value_goes_out_as_the_bytes_that_came_in()
    {
        var parameters = new Parameters([], UrlEncoded.Read(Encoding.UTF8.GetBytes($"Input=%7B{new string('x', 1_000)}%7D")));

        var bytes = parameters.Utf8("Input");

        Assert.Same(bytes, parameters.Utf8("Input"));
        Assert.Equal($"{{{new string('x', 1_000)}}}", parameters.Find("Input"));
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("Input=", null)]
    [InlineData("Input=%7B%7D", "{}")]
    [InlineData("Input.a=1", """{"a":"1"}""")]
    public void Bytes_are_there_whenever_the_text_is(string form, string? expected)
    {
        var parameters = new Parameters([], UrlEncoded.Read(Encoding.UTF8.GetBytes(form)));

        Assert.Equal(expected, parameters.Utf8("Input") is { } bytes ? Encoding.UTF8.GetString(bytes) : null);
        Assert.Equal(expected, parameters.Optional("Input"));
    }
}
