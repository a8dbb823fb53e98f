using Sluice.Access.Reading;

namespace Sluice.Access.Tests;

public sealed class AccessDecisionTests
{
    private const string AllowAll = "{'Effect':'Allow','Action':'fnf:*','Resource':'*'}";
    private const string DenyDelete = "{'Effect':'Deny','Action':'fnf:Delete*','Resource':'*'}";

    [Theory]
    [InlineData("*", true)]
    [InlineData("fnf:*", true)]
    [InlineData("fnf:DescribeFlow", true)]
    [InlineData("FNF:describeflow", true)]
    [InlineData("fnf:Describe*", true)]
    [InlineData("fnf:*Flow", true)]
    [InlineData("fnf:Desc?ibeFl?w", true)]
    [InlineData("fnf:DescribeFlow?*", false)]
    [InlineData("fc:*", false)]
    public void Actions_match_with_wildcards_in_any_letter_case(string pattern, bool expected) => Assert.Equal(
        expected ? Verdict.Allow : Verdict.ImplicitDeny,
        Some.Statements($"{{'Effect':'Allow','Action':'{pattern}','Resource':'*'}}").Decide(Some.Request()));

    [Theory]
    [InlineData("*", true)]
    [InlineData("acs:*", true)]
    [InlineData("acs:fnf:*", true)]
    [InlineData("acs:fnf:::flow/orders", true)]
    [InlineData("acs:fnf:::flow/*", true)]
    [InlineData("acs:fnf:cn-hangzhou::flow/o*s", true)]
    [InlineData("acs:fnf::1000000000000000:flow/orders", true)]
    [InlineData("acs:fnf:cn-*:1000000000000000:flow/orders", true)]
    [InlineData("acs:fnf:*:*:flow/order?", true)]
    [InlineData("acs:fnf:::flow/Orders", false)]
    [InlineData("acs:fnf:::flow/order", false)]
    [InlineData("acs:fnf:cn-shanghai::flow/orders", false)]
    [InlineData("acs:fnf::2000000000000000:flow/orders", false)]
    [InlineData("acs:oss:::flow/orders", false)]
    [InlineData("acs:fnf:::flows/orders", false)]
    public void Resources_match_with_wildcards_and_gaps(string pattern, bool expected) =>
        Assert.Equal(expected, new ResourcePattern(pattern).Matches(Some.Orders));

    [Fact]
    public void NotAction_is_every_other_action_and_denies_nothing()
    {
        var policy = Some.Statements("{'Effect':'Allow','NotAction':['fnf:Delete*','fnf:Create*'],'Resource':'*'}");

        Assert.Equal(Verdict.Allow, policy.Decide(Some.Request("fnf:DescribeFlow")));
        Assert.Equal(Verdict.ImplicitDeny, policy.Decide(Some.Request("fnf:DeleteFlow")));
    }

    [Fact]
    public void A_start_has_two_names_and_either_will_do()
    {
        var policy = Some.Statements("{'Effect':'Allow','Action':'fnf:StartExecution','Resource':'acs:fnf:::flows/orders/executions/*'}");
        var request = Some.Request("fnf:StartExecution") with
        {
            Resources = [Some.Orders, "acs:fnf:cn-hangzhou:1000000000000000:flows/orders/executions/o-17"],
        };

        Assert.Equal(Verdict.Allow, policy.Decide(request));
        Assert.Equal(Verdict.ImplicitDeny, policy.Decide(request with { Resources = [Some.Orders] }));
    }

    [Theory]
    [InlineData("fnf:DescribeFlow", Verdict.Allow)]
    [InlineData("fnf:DeleteFlow", Verdict.ExplicitDeny)]
    [InlineData("oss:GetObject", Verdict.ImplicitDeny)]
    public void A_denial_wins_in_whatever_order(string action, Verdict expected)
    {
        Assert.Equal(expected, Some.Statements(AllowAll, DenyDelete).Decide(Some.Request(action)));
        Assert.Equal(expected, Some.Statements(DenyDelete, AllowAll).Decide(Some.Request(action)));
    }

    [Fact]
    public void Nothing_is_allowed_without_a_policy() => Assert.Equal(
        new AccessDecision(Verdict.ImplicitDeny, "AccountLevelIdentityBasedPolicy"),
        PolicyEvaluation.Decide(new Grants(false, [], null), Some.Request()));

    [Fact]
    public void The_owner_may_do_everything() => Assert.True(
        PolicyEvaluation.Decide(Grants.Owner, Some.Request("fnf:DeleteFlow")).IsAllowed);

    [Theory]
    [InlineData("fnf:DescribeFlow", Verdict.Allow, "AccountLevelIdentityBasedPolicy")]
    [InlineData("fnf:DeleteFlow", Verdict.ExplicitDeny, "SessionPolicy")]
    [InlineData("oss:GetObject", Verdict.ImplicitDeny, "SessionPolicy")]
    [InlineData("sts:AssumeRole", Verdict.ImplicitDeny, "AccountLevelIdentityBasedPolicy")]
    public void A_session_can_only_narrow(string action, Verdict verdict, string source)
    {
        var session = Some.Statements(AllowAll, DenyDelete, "{'Effect':'Allow','Action':'sts:*','Resource':'*'}");
        var grants = new Grants(false, [Some.Statements(AllowAll)], session);

        var decision = PolicyEvaluation.Decide(grants, Some.Request(action));
        Assert.Equal((verdict, source), (decision.Verdict, decision.Source));
    }

    [Fact]
    public void A_decision_tells_which_side_says_no_and_by_which_statement()
    {
        var (all, denying) = (Some.Statements(AllowAll), Some.Statements(AllowAll, DenyDelete));
        var delete = Some.Request("fnf:DeleteFlow");

        Assert.Equal("no policy of 'ada' allows it", Reason(new Grants(false, [], null)));
        Assert.Equal("statement 2 of policy 2 of 'ada' denies it", Reason(new Grants(false, [all, denying], null)));
        Assert.Equal(
            "statement 2 of policy 'Named' of 'ada' denies it", Reason(new Grants(false, [denying with { Name = "Named" }], null)));
        Assert.Equal(
            "statement 2 of the policy of the session 'ada' denies it", Reason(new Grants(false, [all], denying)));
        Assert.Equal(
            "the policy of the session 'ada' does not allow it",
            Reason(new Grants(false, [all], Some.Statements("{'Effect':'Allow','Action':'sts:*','Resource':'*'}"))));

        string Reason(Grants grants) => PolicyEvaluation.Decide(grants, delete).Reason("ada");
    }

    [Theory]
    [InlineData("acs:ram::1:user/ada", Verdict.Allow)]
    [InlineData("acs:ram::1:root", Verdict.Allow)]
    [InlineData("acs:ram::1:user/eve", Verdict.ExplicitDeny)]
    [InlineData("acs:ram::2:user/bob", Verdict.Allow)]
    [InlineData("acs:ram::2:user/eve", Verdict.ImplicitDeny)]
    [InlineData("acs:ram::11:user/ada", Verdict.ImplicitDeny)]
    [InlineData("acs:ram::3:role/r/night-shift", Verdict.Allow)]
    [InlineData("acs:ram::3:role/rest", Verdict.ImplicitDeny)]
    public void A_trust_policy_says_who_may_take_on_a_role(string name, Verdict expected)
    {
        var trust = PolicyReader.ReadTrust(
            Some.Json("""
                {"Version":"1","Statement":[
                  {"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"RAM":["acs:ram::1:root","acs:ram::2:user/b*","acs:ram::3:role/r"]}},
                  {"Effect":"Deny","Action":"sts:AssumeRole","Principal":{"RAM":"acs:ram::1:user/eve"}}]}
                """),
            out _)!;

        var decision = PolicyEvaluation.DecideTrust(trust, new Principal("RAM", name), Some.Request("sts:AssumeRole"));

        Assert.Equal(new AccessDecision(expected, "AssumeRolePolicy"), decision);
    }

    [Theory]
    [InlineData("AliyunFnFFullAccess", "fnf:DeleteFlow", true)]
    [InlineData("AliyunFnFFullAccess", "sluice:CreateUser", false)]
    [InlineData("AliyunFnFReadOnlyAccess", "fnf:ListFlows", true)]
    [InlineData("AliyunFnFReadOnlyAccess", "fnf:GetExecutionHistory", true)]
    [InlineData("AliyunFnFReadOnlyAccess", "fnf:StartExecution", false)]
    [InlineData("AliyunSTSAssumeRoleAccess", "sts:AssumeRole", true)]
    [InlineData("SluiceViewerAccess", "sluice:GetExecution", true)]
    [InlineData("SluiceViewerAccess", "fnf:DescribeFlow", true)]
    [InlineData("SluiceViewerAccess", "sluice:StartExecution", false)]
    [InlineData("SluiceViewerAccess", "sluice:ListUsers", false)]
    [InlineData("SluiceViewerAccess", "sluice:ListAuditRecords", false)]
    [InlineData("SluiceOperatorAccess", "sluice:GetExecution", true)]
    [InlineData("SluiceOperatorAccess", "sluice:StartExecution", true)]
    [InlineData("SluiceOperatorAccess", "fnf:ReportTaskSucceeded", true)]
    [InlineData("SluiceOperatorAccess", "sluice:PutFlow", false)]
    [InlineData("SluiceOperatorAccess", "fnf:UpdateFlow", false)]
    [InlineData("SluiceOperatorAccess", "sluice:CreateUser", false)]
    [InlineData("SluiceAdministratorAccess", "sluice:CreateUser", true)]
    [InlineData("SluiceAdministratorAccess", "sluice:PutFlow", true)]
    public void Ready_made_policies_allow_what_they_say(string name, string action, bool expected) =>
        Assert.Equal(expected, ReadyMade.Find(name)!.Decide(Some.Request(action)) == Verdict.Allow);
}
