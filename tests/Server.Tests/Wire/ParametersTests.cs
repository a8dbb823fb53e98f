namespace Sluice.Server.Tests.Wire;

public sealed class ParametersTests
{
    [Fact]
    public void The_bodys_value_wins_over_the_querys()
    {
        var parameters = Some.Request(
            "POST", "a=q&b=1", "application/x-www-form-urlencoded", "a=f1&c=2").Parameters;

        Assert.Equal("f1", parameters.Find("a"));
        Assert.Equal("1", parameters.Find("b"));
    }

    // One signature would fit both orders, and so two meanings.
    [Theory]
    [InlineData("a=1&b=2&a=1", "", "query")]
    [InlineData("a=1&b=2&%61=2", "", "query")]
    [InlineData("a=1&a=2", "a=3", "query")]
    [InlineData("b=1", "a=1&a=2", "body")]
    public void A_name_that_stands_twice_in_one_part_is_refused(string query, string body, string part) => Assert.Equal(
        $"InvalidArgument: Parameter error. a: it is given more than once in the {part}; send it once.",
        Some.Error(() => Some.Request("POST", query, "application/x-www-form-urlencoded", body)));

    [Fact]
    public void Names_are_case_sensitive() => Assert.Null(Some.Parameters(("name", "x")).Find("Name"));

    [Fact]
    public void An_empty_value_is_found_but_counts_as_absent_where_it_is_needed()
    {
        var parameters = Some.Parameters(("Name", ""));

        Assert.Equal("", parameters.Find("Name"));
        Assert.Null(parameters.Optional("Name"));
        Assert.Equal(
            "MissingRequiredParams: The HTTP query 'Name' must be specified.", Some.Error(() => parameters.Required("Name")));
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("60", 60)]
    [InlineData("+5", 5)]
    [InlineData(" 7 ", 7)]
    [InlineData("007", 7)]
    [InlineData("", 33)]
    [InlineData(null, 33)]
    public void Integers_are_read(string? text, int expected) => Assert.Equal(expected, Integer(text));

    [Theory]
    [InlineData("0")]
    [InlineData("61")]
    [InlineData("-1")]
    [InlineData("1.0")]
    [InlineData("1,0")]
    [InlineData("0x10")]
    [InlineData("abc")]
    [InlineData("99999999999999999999")]
    [InlineData("٣")]
    public void What_is_no_integer_within_the_bounds_is_refused(string text) => Assert.Equal(
        $"InvalidArgument: Parameter error. Limit: '{text}' is not a whole number from 1 to 60.",
        Some.Error(() => Integer(text)));

    [Theory]
    [InlineData("true", true)]
    [InlineData("True", true)]
    [InlineData("TRUE", true)]
    [InlineData("1", true)]
    [InlineData("false", false)]
    [InlineData("False", false)]
    [InlineData("0", false)]
    public void Booleans_are_read_in_any_letter_case(string text, bool expected) =>
        Assert.Equal(expected, Some.Parameters(("M", text)).Boolean("M", absent: !expected));

    [Theory]
    [InlineData("yes")]
    [InlineData("2")]
    [InlineData(" true")]
    public void What_is_no_boolean_is_refused(string text) => Assert.StartsWith(
        "InvalidArgument: Parameter error. M:",
        Some.Error(() => Some.Parameters(("M", text)).Boolean("M", absent: false)),
        StringComparison.Ordinal);

    [Fact]
    public void Text_is_measured_in_characters()
    {
        var smiles = string.Concat(Enumerable.Repeat("\U0001F600", 128));

        Assert.Equal(smiles, Some.Parameters(("Error", smiles)).Text("Error", 128));
        Assert.Equal(
            "InvalidArgument: Parameter error. Error: it must have 1 to 128 characters, not 129.",
            Some.Error(() => Some.Parameters(("Error", smiles + "x")).Text("Error", 128)));
    }

    [Fact]
    public void A_long_wrong_value_is_not_echoed_whole() => Assert.True(
        Some.Error(() => Integer(new string('x', 100_000))).Length < 300);

    private static int Integer(string? text) =>
        (text is null ? Some.Parameters() : Some.Parameters(("Limit", text))).Integer("Limit", 1, 60, absent: 33);
}
