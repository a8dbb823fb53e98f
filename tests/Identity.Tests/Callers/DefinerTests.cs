using Sluice.Identity.Accounts;
using Sluice.Identity.Callers;
using Sluice.Model.Names;

namespace Sluice.Identity.Tests.Callers;

/// <summary>Who has defined a flow, as it is kept, and what that one may do by now.</summary>
public sealed class DefinerTests
{
    private const string Listing = """{"Version": "1", "Statement": [{"Effect":"Allow","Action":"fnf:List*","Resource":"*"}]}""";
    private const string Prefix = "acs:ram::1000000000000000:";

    private static readonly AccessState State = AccessState.Empty
        .With(Some.User("ada", Some.ReadOnly)).With(Some.Role("runner", "*", Some.ReadOnly));

    [Theory]
    [InlineData(null)]
    [InlineData(Listing)]
    public void It_comes_back_as_it_was_kept(string? policy)
    {
        var definer = new Definer(Prefix + "role/runner/night", policy);

        Assert.Equal(definer, Definer.FromStored(definer.ToStored()));
    }

    [Theory]
    [InlineData("root", "fnf:DeleteFlow", true)]
    [InlineData("user/ada", "fnf:ListFlows", true)]
    [InlineData("user/ada", "fnf:DeleteFlow", false)]
    [InlineData("user/gone", "fnf:ListFlows", false)]
    [InlineData("role/runner/night", "fnf:DescribeFlow", true)]
    [InlineData("role/runner", "fnf:DescribeFlow", false)]
    [InlineData("role/gone/night", "fnf:DescribeFlow", false)]
    [InlineData("group/all", "fnf:ListFlows", false)]
    public void It_may_what_its_policies_say_now(string name, string action, bool expected) =>
        Assert.Equal(expected, new Definer(Prefix + name, null).GrantsIn(State, AccountId.Default).May(action));

    [Fact]
    public void The_policy_of_its_session_still_narrows_it()
    {
        var grants = new Definer(Prefix + "role/runner/night", Listing).GrantsIn(State, AccountId.Default);

        Assert.True(grants.May("fnf:ListFlows"));
        Assert.False(grants.May("fnf:DescribeFlow"));
    }

    [Fact]
    public void In_another_account_it_is_nobody() => Assert.False(
        new Definer("acs:ram::2000000000000000:root", null).GrantsIn(State, AccountId.Default).May("fnf:ListFlows"));

    [Fact]
    public void Whoever_calls_becomes_the_definer_with_the_policy_of_the_session()
    {
        var caller = Caller.Open with { SessionPolicy = Listing };

        Assert.Equal(new Definer(Prefix + "root", Listing), Definer.Of(caller));
    }
}
