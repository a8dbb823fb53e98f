using Sluice.Model.Names;

namespace Sluice.Model.Tests.Names;

public sealed class NameTests
{
    public static TheoryData<string> Good => ["a", "_", "Z9", "_-_", "order-2024_x", new string('a', 128)];

    public static TheoryData<string> Bad =>
        ["", "9a", "-a", "a b", "a.b", "ä", "a\n", "\na", "a/b", "名", new string('a', 129), new string('a', 5000)];

    [Theory]
    [MemberData(nameof(Good))]
    public void A_name_of_the_right_shape_is_accepted_as_it_is(string text)
    {
        Assert.Equal(text, FlowName.Parse("Name", text).Value);
        Assert.Equal(text, ExecutionName.Parse("ExecutionName", text).ToString());
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void Any_other_name_is_refused_with_the_parameter_and_the_rule(string text)
    {
        var refusals = new[]
        {
            Assert.Throws<ApiException>(() => FlowName.Parse("Name", text)),
            Assert.Throws<ApiException>(() => ExecutionName.Parse("Name", text)),
        };

        Assert.All(refusals, refusal =>
        {
            Assert.Equal("InvalidArgument", refusal.Code);
            Assert.StartsWith("Parameter error. Name: '", refusal.Message, StringComparison.Ordinal);
            Assert.Contains("use 1 to 128 letters", refusal.Message, StringComparison.Ordinal);
            Assert.True(refusal.Message.Length < 400);
        });
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_name_to_look_up_may_be_any_text(string text)
    {
        Assert.Equal(text, FlowName.Lookup(text).ToString());
        Assert.Equal(text, ExecutionName.Lookup(text).Value);
    }

    [Fact]
    public void Case_matters() => Assert.NotEqual(FlowName.Parse("Name", "a"), FlowName.Parse("Name", "A"));

    [Theory]
    [InlineData("1000")]
    [InlineData("1234567890123456")]
    [InlineData("99999999999999999999")]
    public void An_account_is_a_number(string text) => Assert.Equal(text, AccountId.Parse("Account", text).Value);

    [Theory]
    [InlineData("")]
    [InlineData("123")]
    [InlineData("0123")]
    [InlineData("12a4")]
    [InlineData("1234\n")]
    [InlineData("١٢٣٤")]
    [InlineData("123456789012345678901")]
    public void Anything_else_is_no_account(string text)
    {
        var refusal = Assert.Throws<ApiException>(() => AccountId.Parse("Account", text));

        Assert.Equal("InvalidArgument", refusal.Code);
        Assert.Contains("4 to 20 digits", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_default_account_is_one_like_others() =>
        Assert.Equal(AccountId.Default, AccountId.Parse("Account", "1000000000000000"));
}
