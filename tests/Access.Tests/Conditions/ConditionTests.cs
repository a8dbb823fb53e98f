using Sluice.Access.Conditions;

namespace Sluice.Access.Tests.Conditions;

public sealed class ConditionTests
{
    [Theory]
    [InlineData("StringEquals", "a", "a", true)]
    [InlineData("StringEquals", "a", "A", false)]
    [InlineData("StringEquals", "a*", "ab", false)]
    [InlineData("StringNotEquals", "a", "b", true)]
    [InlineData("StringNotEquals", "a", "a", false)]
    [InlineData("StringEqualsIgnoreCase", "a", "A", true)]
    [InlineData("StringNotEqualsIgnoreCase", "a", "A", false)]
    [InlineData("StringLike", "o-*", "o-17", true)]
    [InlineData("StringLike", "O-*", "o-17", false)]
    [InlineData("StringNotLike", "o-*", "o-17", false)]
    [InlineData("StringNotLike", "o-?", "o-17", true)]
    [InlineData("NumericEquals", "1.50", "1.5", true)]
    [InlineData("NumericNotEquals", "2", "1", true)]
    [InlineData("NumericLessThan", "2", "1", true)]
    [InlineData("NumericLessThan", "2", "2", false)]
    [InlineData("NumericLessThanEquals", "2", "2", true)]
    [InlineData("NumericGreaterThan", "9", "10", true)]
    [InlineData("NumericGreaterThanEquals", "10", "9", false)]
    [InlineData("NumericEquals", "one", "one", false)]
    [InlineData("NumericNotEquals", "one", "1", true)]
    [InlineData("DateEquals", "2025-01-02T03:04:05Z", "2025-01-02T11:04:05+08:00", true)]
    [InlineData("DateNotEquals", "2025-01-02T03:04:05Z", "2025-01-02T03:04:05Z", false)]
    [InlineData("DateLessThan", "2025-01-02T03:04:05Z", "2025-01-02T03:04:04Z", true)]
    [InlineData("DateLessThanEquals", "2025-01-02", "2025-01-02T00:00:00Z", true)]
    [InlineData("DateGreaterThan", "2025-01-02T03:04:05Z", "2026-01-01T00:00:00Z", true)]
    [InlineData("DateGreaterThanEquals", "2025-01-02T03:04:05Z", "2024-01-01T00:00:00Z", false)]
    [InlineData("DateLessThan", "soon", "2024-01-01T00:00:00Z", false)]
    [InlineData("DateLessThan", "12:00", "2024-01-01T00:00:00Z", false)]
    [InlineData("Bool", "TRUE", "true", true)]
    [InlineData("Bool", "true", "false", false)]
    [InlineData("Bool", "yes", "true", false)]
    [InlineData("IpAddress", "10.0.0.0/8", "10.1.2.3", true)]
    [InlineData("IpAddress", "10.0.0.1/8", "10.9.9.9", true)]
    [InlineData("IpAddress", "10.0.0.0/8", "::ffff:10.1.2.3", true)]
    [InlineData("IpAddress", "10.1.2.3", "10.1.2.3", true)]
    [InlineData("IpAddress", "2001:db8::/32", "2001:db8::1", true)]
    [InlineData("IpAddress", "10.0.0.0/8", "11.1.2.3", false)]
    [InlineData("IpAddress", "10.0.0.0/99", "10.1.2.3", false)]
    [InlineData("NotIpAddress", "10.0.0.0/8", "11.1.2.3", true)]
    [InlineData("NotIpAddress", "10.0.0.0/8", "10.1.2.3", false)]
    public void Each_operator_compares_in_its_family(string name, string value, string actual, bool expected) =>
        Assert.Equal(expected, Holds(name, "k", [value], ("k", actual)));

    [Fact]
    public void Every_operator_of_the_language_exists() => Assert.Equal(21, ConditionOperator.Names.Count());

    [Fact]
    public void Any_listed_value_is_enough()
    {
        Assert.True(Holds("StringEquals", "k", ["a", "b"], ("k", "b")));
        Assert.False(Holds("StringEquals", "k", ["a", "b"], ("k", "c")));
    }

    [Fact]
    public void Of_a_negated_operator_no_listed_value_may_match()
    {
        Assert.False(Holds("StringNotEquals", "k", ["a", "b"], ("k", "b")));
        Assert.True(Holds("StringNotEquals", "k", ["a", "b"], ("k", "c")));
    }

    [Fact]
    public void A_key_that_the_request_does_not_have_satisfies_negated_operators_only()
    {
        foreach (var name in ConditionOperator.Names)
        {
            Assert.Equal(name.Contains("Not", StringComparison.Ordinal), Holds(name, "absent", ["1"], ("k", "1")));
        }
    }

    [Fact]
    public void Keys_are_found_in_any_letter_case() => Assert.True(Holds("Bool", "ACS:secureTransport", ["true"], ("acs:SecureTransport", "true")));

    [Fact]
    public void All_operators_and_all_keys_must_hold()
    {
        var policy = Some.Statements("""
            {'Effect':'Allow','Action':'*','Resource':'*','Condition':{
              'IpAddress':{'acs:SourceIp':['10.0.0.0/8','192.168.0.0/16']},
              'StringEquals':{'acs:ResourceTag/a':'1','acs:ResourceTag/b':'2'}}}
            """);

        Assert.Equal(Verdict.Allow, policy.Decide(Some.Request(context: [("acs:SourceIp", "10.1.1.1"), ("acs:ResourceTag/a", "1"), ("acs:ResourceTag/b", "2")])));
        Assert.Equal(Verdict.ImplicitDeny, policy.Decide(Some.Request(context: [("acs:SourceIp", "10.1.1.1"), ("acs:ResourceTag/a", "1"), ("acs:ResourceTag/b", "3")])));
        Assert.Equal(Verdict.ImplicitDeny, policy.Decide(Some.Request(context: [("acs:SourceIp", "11.1.1.1"), ("acs:ResourceTag/a", "1"), ("acs:ResourceTag/b", "2")])));
        Assert.Equal(Verdict.ImplicitDeny, policy.Decide(Some.Request()));
    }

    private static bool Holds(string name, string key, string[] values, (string Key, string Value) actual) =>
        new PolicyCondition(ConditionOperator.Find(name)!, key, values).Holds(Some.Request(context: [actual]).Context);
}
