using Sluice.Model.Json;

namespace Sluice.Model.Tests.Json;

public sealed class JsonNumberTests
{
    [Theory]
    [InlineData("9223372036854775807", "9223372036854775807")]
    [InlineData("-9223372036854775808", "-9223372036854775808")]
    [InlineData("9007199254740993", "9007199254740993")]
    [InlineData("2.0", "2")]
    [InlineData("1e2", "100")]
    [InlineData("1E18", "1000000000000000000")]
    [InlineData("-0", "0")]
    [InlineData("-0.0", "0")]
    [InlineData("0.10", "0.1")]
    [InlineData("9223372036854775808", "9.223372036854776E+18")]
    [InlineData("1e300", "1E+300")]
    [InlineData("1e-400", "0")]
    [InlineData("0.1e-6", "1E-07")]
    public void A_number_prints_as_an_integer_where_it_is_one(string json, string printed) =>
        Assert.Equal(printed, Read(json).ToString());

    [Theory]
    [InlineData("1", "1.0", true)]
    [InlineData("100", "1e2", true)]
    [InlineData("0.1", "1e-1", true)]
    [InlineData("9007199254740992", "9007199254740993", false)]
    [InlineData("9223372036854775807", "9223372036854775806", false)]
    [InlineData("9223372036854775807", "9223372036854775808", false)]
    [InlineData("0", "1e-400", true)]
    public void Numbers_are_equal_by_value(string left, string right, bool equal)
    {
        Assert.Equal(equal, Read(left).Equals(Read(right)));
        Assert.Equal(equal, Read(right).Equals(Read(left)));
    }

    [Fact]
    public void The_greatest_integer_stays_below_the_double_it_rounds_to()
    {
        var integer = new JsonNumber(long.MaxValue);
        var real = new JsonNumber(Math.ScaleB(1, 63));

        Assert.True(integer.CompareTo(real) < 0);
        Assert.True(real.CompareTo(integer) > 0);
        Assert.False(integer.Equals(real));
    }

    [Fact]
    public void A_double_that_holds_the_least_integer_is_that_integer()
    {
        var number = new JsonNumber(-Math.ScaleB(1, 63));

        Assert.True(number.IsInteger);
        Assert.Equal(long.MinValue, number.Int64);
    }

    [Fact]
    public void A_number_with_a_fraction_is_no_integer()
    {
        var number = new JsonNumber(1.5);

        Assert.False(number.IsInteger);
        Assert.Throws<InvalidOperationException>(() => number.Int64);
        Assert.Equal(1.5, number.Double);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void What_json_cannot_say_is_no_number(double value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new JsonNumber(value));

    private static JsonNumber Read(string json) =>
        Assert.IsType<JsonNumber>(JsonReading.TryParse(json, out var value, out _) ? value : null);
}
