using Sluice.Identity.Accounts;
using Sluice.Model.Names;

namespace Sluice.Identity.Tests.Accounts;

public sealed class RoleArnTests
{
    [Theory]
    [InlineData("acs:ram::1000000000000000:role/runner")]
    [InlineData("acs:ram::1000000000000000:runner")]
    [InlineData("acs:ram:cn-hangzhou:1000000000000000:role/runner")]
    public void All_spellings_of_a_role_are_one(string text)
    {
        Assert.Equal("acs:ram::1000000000000000:role/runner", RoleArn.NormalForm(text));
        Assert.True(RoleArn.Find(text)!.Value.IsOf(AccountId.Default));
    }

    [Theory]
    [InlineData("")]
    [InlineData("runner")]
    [InlineData("acs:ram:::role/runner")]
    [InlineData("acs:ram::1000000000000000:")]
    [InlineData("acs:oss::1000000000000000:role/runner")]
    public void What_names_no_role_stays_as_it_is(string text)
    {
        Assert.Null(RoleArn.Find(text));
        Assert.Equal(text, RoleArn.NormalForm(text));
    }
}
