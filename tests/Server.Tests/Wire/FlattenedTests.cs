using FsCheck;
using FsCheck.Fluent;
using Sluice.Model;

namespace Sluice.Server.Tests.Wire;

public sealed class FlattenedTests
{
    [Fact]
    public void A_list_of_objects_is_put_together_again() => Assert.Equal(
        """[{"Version":"1","Weight":"80"},{"Version":"2","Weight":"20"}]""",
        Some.Parameters(
            ("RoutingConfigurations.2.Version", "2"),
            ("RoutingConfigurations.1.Version", "1"),
            ("RoutingConfigurations.1.Weight", "80"),
            ("RoutingConfigurations.2.Weight", "20")).Find("RoutingConfigurations"));

    [Fact]
    public void A_list_inside_an_object_is_put_together_again() => Assert.Equal(
        """{"Variables":[{"Name":"k","Value":"v \"1\""}]}""",
        Some.Parameters(
            ("Environment.Variables.1.Name", "k"), ("Environment.Variables.1.Value", "v \"1\"")).Find("Environment"));

    [Theory]
    [InlineData("10", "9", """["b","a"]""")]
    [InlineData("1", "0", """{"1":"a","0":"b"}""")]
    [InlineData("1", "01", """{"1":"a","01":"b"}""")]
    [InlineData("1", "x", """{"1":"a","x":"b"}""")]
    [InlineData("1", "", """{"1":"a","":"b"}""")]
    [InlineData("1", "99999999999999999999", """{"1":"a","99999999999999999999":"b"}""")]
    public void Members_are_a_list_when_all_are_counted_from_one(string first, string second, string expected) =>
        Assert.Equal(expected, Some.Parameters(("X." + first, "a"), ("X." + second, "b")).Find("X"));

    [Fact]
    public void The_plain_name_wins_over_its_parts() =>
        Assert.Equal("plain", Some.Parameters(("X.1", "a"), ("X", "plain")).Find("X"));

    [Fact]
    public void Parts_of_another_name_do_not_count() =>
        Assert.Null(Some.Parameters(("XY.1", "a"), ("X-1", "a")).Find("X"));

    [Fact]
    public void A_part_that_is_value_and_group_is_refused()
    {
        Assert.StartsWith(
            "InvalidArgument: Parameter error. X:",
            Some.Error(() => Some.Parameters(("X.a", "1"), ("X.a.b", "2")).Find("X")),
            StringComparison.Ordinal);
        Assert.StartsWith(
            "InvalidArgument: Parameter error. X:",
            Some.Error(() => Some.Parameters(("X.a.b", "2"), ("X.a", "1")).Find("X")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_is_too_deep_is_refused() => Assert.StartsWith(
        "InvalidArgument: Parameter error. X:",
        Some.Error(() => Some.Parameters(("X" + string.Concat(Enumerable.Repeat(".a", 100_000)), "1")).Find("X")),
        StringComparison.Ordinal);

    // Goal: no surprise. Method: any names of the flattened kind give JSON or the one error.
    [Fact]
    public void Any_names_are_folded_or_refused() =>
        Prop.ForAll(Names.ListOf().ToArbitrary(), names =>
        {
            try
            {
                var text = Some.Parameters([.. names.Select(name => (name, "v"))]).Find("X");
                Assert.True(text is null || Model.Json.JsonReading.TryParse(text, out _, out _));
            }
            catch (ApiException e)
            {
                Assert.Equal("InvalidArgument", e.Code);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    private static Gen<string> Names =>
        Gen.Elements(".1", ".2", ".a", ".", ".01", ".b").ListOf().Select(parts => "X." + string.Concat(parts));
}
