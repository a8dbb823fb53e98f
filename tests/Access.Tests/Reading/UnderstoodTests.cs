using Sluice.Access.Reading;

namespace Sluice.Access.Tests.Reading;

/// <summary>Words, keys and values that mean nothing are refused, with the nearest that does.</summary>
public sealed class UnderstoodTests
{
    [Theory]
    [InlineData("fnff:*", "'fnff:*': there is no service 'fnff'; did you mean 'fnf'?")]
    [InlineData("fnf:StartExecutoin", "'fnf:StartExecutoin': there is no action of 'fnf' 'StartExecutoin'; did you mean 'StartExecution'?")]
    [InlineData("fnf:Start-*", "'fnf:Start-*': there is no action of 'fnf' 'Start-*'")]
    [InlineData("ram:PasRole", "'ram:PasRole': there is no action of 'ram' 'PasRole'; did you mean 'PassRole'?")]
    [InlineData("sluice:CreateUsers", "'sluice:CreateUsers': there is no action of 'sluice' 'CreateUsers'; did you mean 'CreateUser'?")]
    [InlineData("fnf:", "it must be '*' or of the form 'fnf:StartExecution', not 'fnf:'")]
    [InlineData(":StartExecution", "it must be '*' or of the form 'fnf:StartExecution', not ':StartExecution'")]
    [InlineData("", "it must be '*' or of the form 'fnf:StartExecution', not ''")]
    public void Actions_of_nothing_are_refused(string action, string expected) =>
        Refused($"'Action':'{action}','Resource':'*'", $"Action: {expected}");

    [Theory]
    [InlineData("fnf:startexecution")]
    [InlineData("fnf:Report*")]
    [InlineData("*:Start*")]
    [InlineData("f*:*")]
    [InlineData("fc:InvokeFunction")]
    [InlineData("oss:?et*")]
    [InlineData("sts:AssumeRole")]
    [InlineData("ram:*")]
    public void Actions_of_something_are_read(string action) =>
        Some.Statements($"{{'Effect':'Deny','Action':'{action}','Resource':'*'}}");

    [Theory]
    [InlineData("acs:fnf:cn-hangzhou", "is not a whole name; it must be of the form")]
    [InlineData("acs:fnf", "is not a whole name; it must be of the form")]
    [InlineData("acs:fnf:::", "names nothing that 'fnf' has; it has 'flow/', 'flows/'")]
    [InlineData("acs:fnf:::flow/", "names nothing that 'fnf' has; it has 'flow/', 'flows/'")]
    [InlineData("acs:fnf:::flow", "names nothing that 'fnf' has; it has 'flow/', 'flows/'")]
    [InlineData("acs:fnf:::flwo/orders", "names nothing that 'fnf' has; it has 'flow/', 'flows/'")]
    [InlineData("acs:fnff:::flow/orders", "there is no service 'fnff'; did you mean 'fnf'?")]
    [InlineData("acs:fnff:*", "there is no service 'fnff'; did you mean 'fnf'?")]
    [InlineData("acs:fnf::mine:flow/orders", "the account must be a number, empty, or have wildcards")]
    [InlineData("acs:ram::1000:rol/x", "names nothing that 'ram' has")]
    [InlineData("arn:aws:states:::x", "it must be '*' or of the form")]
    [InlineData("acs", "it must be '*' or of the form")]
    [InlineData("", "it must be '*' or of the form")]
    public void Resources_that_nothing_can_have_are_refused(string resource, string expected) =>
        Refused($"'Action':'*','Resource':['*','{resource}']", expected);

    [Theory]
    [InlineData("acs:*")]
    [InlineData("acs:fnf:*")]
    [InlineData("acs:f*")]
    [InlineData("acs:fnf:*:flow/orders")]
    [InlineData("acs:fnf:::*")]
    [InlineData("acs:fnf:*:*:flow/orders*")]
    [InlineData("acs:fnf:::flows/orders/executions/*")]
    [InlineData("acs:fnf:cn-?angzhou:1000*:fl*/orders")]
    [InlineData("acs:ram::*:role/x")]
    [InlineData("acs:sluice:*:*:user/ada")]
    [InlineData("acs:mns:*:*:/queues/q/messages")]
    [InlineData("acs:*:*:*:*")]
    public void Resources_that_something_can_have_are_read(string resource) =>
        Some.Statements($"{{'Effect':'Deny','Action':'*','Resource':'{resource}'}}");

    [Theory]
    [InlineData("'IpAddress':{'acs:SourceIp':'10.0.0.0/99'}", "IpAddress.acs:SourceIp: '10.0.0.0/99' is not an address or a range")]
    [InlineData("'IpAddress':{'acs:SourceIp':'10.0.0'}", "'10.0.0' is not an address")]
    [InlineData("'IpAddress':{'acs:SourceIp':'10.0.0/8'}", "'10.0.0/8' is not an address")]
    [InlineData("'IpAddress':{'acs:SourceIp':'10.0.0.0/'}", "'10.0.0.0/' is not an address")]
    [InlineData("'IpAddress':{'acs:SourceIp':'10.0.0.0/8 '}", "'10.0.0.0/8 ' is not an address")]
    [InlineData("'IpAddress':{'acs:SourceIp':'::ffff:10.0.0.0/104'}", "'::ffff:10.0.0.0/104' is not an address")]
    [InlineData("'NotIpAddress':{'acs:SourceIp':['10.0.0.0/8','office']}", "'office' is not an address")]
    [InlineData("'IpAddress':{'acs:SourceIpp':'10.0.0.0/8'}", "there is no key 'acs:SourceIpp'; did you mean 'acs:SourceIp'?")]
    [InlineData("'StringEquals':{'acs:SourceIp':'10.0.0.1'}", "StringEquals does not compare what acs:SourceIp holds; use one of IpAddress, NotIpAddress")]
    [InlineData("'Bool':{'acs:SecureTransport':'flase'}", "Bool.acs:SecureTransport: 'flase' is not true or false")]
    [InlineData("'StringEquals':{'acs:SecureTransport':'False'}", "'False' is not true or false")]
    [InlineData("'DateLessThan':{'acs:CurrentTime':'tomorrow'}", "'tomorrow' is not an instant, such as 2025-01-02T03:04:05Z")]
    [InlineData("'NumericEquals':{'acs:ResourceTag/cost':'one'}", "'one' is not a number")]
    [InlineData("'NumericEquals':{'acs:Service':'1'}", "NumericEquals does not compare what acs:Service holds")]
    [InlineData("'IpAdress':{'acs:SourceIp':'10.0.0.0/8'}", "there is no operator 'IpAdress'; did you mean 'IpAddress'?")]
    [InlineData("'Bool':{'':'true'}", "there is no key ''")]
    [InlineData("'Bool':{}", "Condition.Bool: it must be an object of keys and their values")]
    [InlineData("", "Condition: it is empty; leave it out where there is no condition")]
    public void Conditions_that_can_never_hold_are_refused(string condition, string expected) =>
        Refused($"'Action':'*','Resource':'*','Condition':{{{condition}}}", expected);

    [Theory]
    [InlineData("'IpAddress':{'ACS:sourceip':['10.0.0.0/8','2001:db8::/32','::1','0.0.0.0/0']}")]
    [InlineData("'Bool':{'acs:MFAPresent':true}")]
    [InlineData("'StringEquals':{'acs:SecureTransport':'false'}")]
    [InlineData("'DateLessThan':{'acs:CurrentTime':'2025-01-02'}")]
    [InlineData("'StringNotEquals':{'acs:SourceVpc':'vpc-1'}")]
    [InlineData("'NumericLessThan':{'acs:ResourceTag/cost':5}")]
    public void Conditions_that_can_hold_are_read(string condition) =>
        Some.Statements($"{{'Effect':'Deny','Action':'*','Resource':'*','Condition':{{{condition}}}}}");

    [Theory]
    [InlineData("'RAM':'acs:ram::1000'", "it must be '*' or 'acs:ram::<account>:root'")]
    [InlineData("'RAM':'acs:ram:::root'", "it must be '*' or 'acs:ram::<account>:root'")]
    [InlineData("'RAM':'acs:ram::1000:users/ada'", "it must be '*' or 'acs:ram::<account>:root'")]
    [InlineData("'RAM':'ada'", "it must be '*' or 'acs:ram::<account>:root'")]
    [InlineData("'RAM':''", "it is empty")]
    [InlineData("'Service':'fnf'", "it must be a service such as 'fnf.aliyuncs.com'")]
    [InlineData("'Service':'fnff.aliyuncs.com'", "there is no service 'fnff'; did you mean 'fnf'?")]
    public void Principals_that_nobody_is_are_refused(string principal, string expected)
    {
        Assert.Null(Trust(principal, out var problems));
        Assert.Contains(problems, problem => problem.ToString().Contains(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("'RAM':'*'", true)]
    [InlineData("'RAM':'acs:ram::*:root'", true)]
    [InlineData("'RAM':'acs:ram::*:user/*'", true)]
    [InlineData("'RAM':'acs:ram::1000:root'", false)]
    [InlineData("'RAM':'acs:ram::*:role/runner'", false)]
    [InlineData("'Service':'fnf.aliyuncs.com'", false)]
    public void Trust_for_everybody_is_known(string principal, bool expected)
    {
        var trust = Trust(principal, out var problems);

        Assert.Empty(problems);
        Assert.Equal(expected, trust!.TrustsEverybody);
    }

    [Theory]
    [InlineData("'Action':'fnff:*','Resource':'*'", "fnf:DeleteFlow", true)]
    [InlineData("'NotAction':'fnff:*','Resource':'*'", "fnf:DeleteFlow", true)]
    [InlineData("'Action':'fnf:Delete*','Resource':'acs:fnf'", "fnf:DeleteFlow", true)]
    [InlineData("'Action':'fnf:Delete*','Resource':'acs:fnf'", "fnf:DescribeFlow", false)]
    [InlineData("'Action':'fnf:*','Resource':'*','Condition':{'IpAddress':{'acs:SourceIp':'10.0.0.0/99'}}", "fnf:DeleteFlow", true)]
    [InlineData("'Action':'fnf:*','Resource':'*','Condition':{'IpAddress':{'acs:SourceIpp':'10.0.0.0/8'}}", "fnf:DeleteFlow", true)]
    [InlineData("'Action':'fnf:*','Resource':'*','Condition':{'Bool':{'acs:MFAPresent':'flase','acs:SecureTransport':'true'}}", "fnf:DeleteFlow", false)]
    [InlineData("'Action':'fnf:*','Resource':'*','Condition':{}", "fnf:DeleteFlow", true)]
    public void A_stored_denial_that_is_not_understood_denies(string statement, string action, bool expected)
    {
        var policy = Stored("{'Effect':'Allow','Action':'*','Resource':'*'}", $"{{'Effect':'Deny',{statement}}}");

        Assert.Equal(expected ? Verdict.ExplicitDeny : Verdict.Allow, policy.Decide(Some.Request(action)));
    }

    [Fact]
    public void A_stored_permission_that_is_not_understood_allows_nothing() => Assert.Equal(
        Verdict.ImplicitDeny,
        Stored("{'Effect':'Allow','Action':['fnf:*','fnff:*'],'Resource':'*'}").Decide(Some.Request()));

    [Theory]
    [InlineData("7")]
    [InlineData("""{"Version":"1"}""")]
    [InlineData("""{"Version":"1","Statement":[7]}""")]
    public void A_stored_document_that_says_nothing_denies_everything(string document) => Assert.Equal(
        Verdict.ExplicitDeny,
        PolicyReader.ReadStored(Some.Json(document), isTrust: false, out _).Decide(Some.Request()));

    private static Policy Stored(params string[] statements)
    {
        var document = $$"""{"Version":"1","Statement":[{{string.Join(',', statements).Replace('\'', '"')}}]}""";
        var policy = PolicyReader.ReadStored(Some.Json(document), isTrust: false, out var problems);
        Assert.NotEmpty(problems);
        return policy;
    }

    private static Policy? Trust(string principal, out IReadOnlyList<PolicyProblem> problems) => PolicyReader.ReadTrust(
        Some.Json($$"""
            {"Version":"1","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal": { {{principal.Replace('\'', '"')}} } }]}
            """),
        out problems);

    private static void Refused(string statement, string expected)
    {
        var document = $$"""{"Version":"1","Statement":[{"Effect":"Deny",{{statement.Replace('\'', '"')}}}]}""";
        Assert.Null(PolicyReader.Read(Some.Json(document), out var problems));
        var problem = Assert.Single(problems).ToString();
        Assert.StartsWith("Statement[0].", problem, StringComparison.Ordinal);
        Assert.Contains(expected, problem, StringComparison.Ordinal);
    }
}
