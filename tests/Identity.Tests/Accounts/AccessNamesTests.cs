using Sluice.Identity.Accounts;
using Sluice.Model;

namespace Sluice.Identity.Tests.Accounts;

public sealed class AccessNamesTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("Ada.L_1815-x")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123")]
    public void A_name_is_taken_as_it_is(string name) => Assert.Equal(name, AccessNames.Check("UserName", name));

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a\n")]
    [InlineData("@owner")]
    [InlineData("01234567890123456789012345678901234567890123456789012345678901234")]
    public void What_is_no_name_is_refused_with_what_would_be(string name)
    {
        var error = Assert.Throws<ApiException>(() => AccessNames.Check("UserName", name));

        Assert.Equal("InvalidArgument", error.Code);
        Assert.Contains($"'{name}' is not a name; use 1 to 64 letters", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("900", 900)]
    [InlineData("43200", 43_200)]
    public void A_session_may_last_from_a_quarter_of_an_hour_to_half_a_day(string text, int seconds) =>
        Assert.Equal(seconds, AccessNames.SessionSeconds(text));

    [Theory]
    [InlineData("899")]
    [InlineData("43201")]
    [InlineData("+900")]
    [InlineData("1e3")]
    public void Any_other_time_is_refused(string text) => Assert.Contains(
        "is not a whole number from 900 to 43200",
        Assert.Throws<ApiException>(() => AccessNames.SessionSeconds(text)).Message,
        StringComparison.Ordinal);
}
