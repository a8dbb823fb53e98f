using Sluice.Access.Reading;

namespace Sluice.Access.Tests.Reading;

public sealed class PolicyReaderTests
{
    private const string Right = """{"Effect":"Allow","Action":"fnf:*","Resource":"*"}""";

    [Theory]
    [InlineData("""{"Effect":"Allow","Action":"*","Resource":"*"}""")]
    [InlineData("""{"Effect":"Deny","NotAction":["fnf:List*","fnf:Get*"],"Resource":["acs:fnf:*:*:*","*"]}""")]
    [InlineData("""{"Effect":"Allow","Action":"fnf:*","Resource":"*","Condition":{"Bool":{"acs:SecureTransport":true}}}""")]
    [InlineData("""{"Effect":"Allow","Action":"fnf:*","Resource":"*","Condition":{"NumericEquals":{"acs:ResourceTag/k":[1,"2",3.5]}}}""")]
    public void Right_statements_are_read(string statement) =>
        Some.Policy($$"""{"Version":"1","Statement":[{{statement}},{{Right}}]}""");

    [Theory]
    [InlineData("[]", "it is an array, not an object with Version and Statement")]
    [InlineData("""{"Statement":[@]}""", "Version: it must be \"1\"")]
    [InlineData("""{"Version":"2","Statement":[@]}""", "Version: it must be \"1\"")]
    [InlineData("""{"Version":1,"Statement":[@]}""", "Version: it must be \"1\"")]
    [InlineData("""{"Version":"1"}""", "Statement: it must be an array of one statement or more")]
    [InlineData("""{"Version":"1","Statement":[]}""", "Statement: it must be an array of one statement or more")]
    [InlineData("""{"Version":"1","Statement":@}""", "Statement: it must be an array of one statement or more")]
    [InlineData("""{"Version":"1","Statement":[@],"Id":"x"}""", "Id: there is no such member here; known are Version, Statement")]
    [InlineData("""{"Version":"1","Statement":[@,7]}""", "Statement[1]: it is a number, not an object")]
    public void Wrong_documents_are_refused(string document, string expected) =>
        Assert.Contains(expected, Problems(document.Replace("@", Right, StringComparison.Ordinal)));

    [Theory]
    [InlineData("'Action':'fnf:*','Resource':'*'", "Effect: it must be \"Allow\" or \"Deny\"")]
    [InlineData("'Effect':'allow','Action':'fnf:*','Resource':'*'", "Effect: it must be \"Allow\" or \"Deny\"")]
    [InlineData("'Effect':'Allow','Resource':'*'", ": it must have either Action or NotAction")]
    [InlineData("'Effect':'Allow','Action':'fnf:*','NotAction':'fnf:*','Resource':'*'", ": it must have either Action or NotAction")]
    [InlineData("'Effect':'Allow','Action':'DescribeFlow','Resource':'*'", "Action: it must be '*' or of the form 'fnf:StartExecution', not 'DescribeFlow'")]
    [InlineData("'Effect':'Allow','Action':['*',5],'Resource':'*'", "Action: it must be a string, or an array of strings")]
    [InlineData("'Effect':'Allow','Action':[],'Resource':'*'", "Action: it is empty")]
    [InlineData("'Effect':'Allow','Action':'fnf:*'", "Resource: it must be a string, or an array of strings")]
    [InlineData("'Effect':'Allow','Action':'fnf:*','Resource':'flow/orders'", "Resource: it must be '*' or of the form 'acs:<service>:<region>:<account>:<what>', such as 'acs:fnf:*:*:flow/orders', not 'flow/orders'")]
    [InlineData("'Effect':'Allow','Action':'fnf:*','Resource':'*','Principal':'*'", "Principal: there is no such member here; known are Effect, Action, NotAction, Resource, Condition")]
    [InlineData("'Effect':'Allow','Action':'fnf:*','Resource':'*','Condition':[]", "Condition: it is an array, not an object of operators")]
    [InlineData("'Effect':'Allow','Action':'fnf:*','Resource':'*','Condition':{'StringIs':{'a':'b'}}", "Condition.StringIs: there is no operator 'StringIs'")]
    [InlineData("'Effect':'Allow','Action':'fnf:*','Resource':'*','Condition':{'Bool':true}", "Condition.Bool: it must be an object of keys and their values")]
    [InlineData("'Effect':'Allow','Action':'fnf:*','Resource':'*','Condition':{'Bool':{'acs:MFAPresent':{}}}", "Condition.Bool.acs:MFAPresent: it must be a string, or an array of strings")]
    public void Wrong_statements_are_refused_with_their_place(string statement, string expected)
    {
        var separator = expected.StartsWith(':') ? "" : ".";
        Assert.Contains(
            $"Statement[1]{separator}{expected}",
            Problems("""{"Version":"1","Statement":[@,{#}]}"""
                .Replace("@", Right, StringComparison.Ordinal)
                .Replace("#", statement.Replace('\'', '"'), StringComparison.Ordinal)));
    }

    [Fact]
    public void All_problems_are_told_at_once() => Assert.Equal(
        ["Version: it must be \"1\"", "Statement[0]: it must have either Action or NotAction"],
        Problems("""{"Version":"3","Statement":[{"Effect":"Allow","Resource":"*"}]}"""));

    [Fact]
    public void There_may_be_a_hundred_statements()
    {
        Some.Statements([.. Enumerable.Repeat(Right, 100)]);
        Assert.Equal(
            ["Statement: it has 101 statements; at most 100 are allowed"],
            Problems($$"""{"Version":"1","Statement":[{{string.Join(',', Enumerable.Repeat(Right, 101))}}]}"""));
    }

    [Fact]
    public void A_trust_policy_names_principals_in_place_of_resources()
    {
        var policy = PolicyReader.ReadTrust(
            Some.Json("""
                {"Statement":[{"Action":"sts:AssumeRole","Effect":"Allow",
                  "Principal":{"Service":["fnf.aliyuncs.com"],"RAM":"acs:ram::1:root"}}],"Version":"1"}
                """),
            out var problems);

        Assert.Empty(problems);
        Assert.Equal(
            [new Principal("Service", "fnf.aliyuncs.com"), new Principal("RAM", "acs:ram::1:root")],
            Assert.Single(policy!.Statements).Principals);
    }

    [Theory]
    [InlineData("""{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*"}""", "Statement[0].Principal: it must be an object with RAM, Service or Federated")]
    [InlineData("""{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"AWS":"x"}}""", "Statement[0].Principal.AWS: there is no such member here; known are RAM, Service, Federated")]
    [InlineData("""{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"RAM":[]}}""", "Statement[0].Principal.RAM: it is empty")]
    public void Wrong_trust_policies_are_refused(string statement, string expected)
    {
        Assert.Null(PolicyReader.ReadTrust(Some.Json($$"""{"Version":"1","Statement":[{{statement}}]}"""), out var problems));
        Assert.Contains(expected, problems.Select(problem => problem.ToString()));
    }

    [Fact]
    public void The_ready_made_policies_are_right() => Assert.All(ReadyMade.Names, name => Assert.NotNull(ReadyMade.Find(name)));

    private static IEnumerable<string> Problems(string document)
    {
        Assert.Null(PolicyReader.Read(Some.Json(document), out var problems));
        return problems.Select(problem => problem.ToString());
    }
}
