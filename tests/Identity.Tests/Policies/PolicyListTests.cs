using Sluice.Access;
using Sluice.Identity.Policies;
using Sluice.Model;

namespace Sluice.Identity.Tests.Policies;

public sealed class PolicyListTests
{
    private const string Document = """{"Version":"1","Statement":[{"Effect":"Allow","Action":"fnf:List*","Resource":"*"}]}""";

    [Fact]
    public void Names_and_documents_are_kept_as_text_and_understood()
    {
        var list = PolicyList.Parse("Policies", Some.Json($"""["{Some.ReadOnly}", {Document}]"""));

        Assert.Equal([Some.ReadOnly, Document], list.Texts);
        Assert.Equal(2, list.Policies.Count);
        Assert.Equal(list.Texts, PolicyList.FromStored(list.Texts).Texts);
        Assert.True(new Grants(IsOwner: false, list.Policies, Session: null).May("fnf:ListFlows"));
    }

    [Theory]
    [InlineData("{}", "Policies", "it must be an array of at most 20 names and policy documents")]
    [InlineData("""["Full"]""", "Policies[0]", "there is no policy 'Full'; known are AliyunFnFFullAccess, ")]
    [InlineData("""["AliyunFnFFullAccess",{"Version":"2"}]""", "Policies[1]", "Version")]
    public void What_is_wrong_is_told_with_its_place(string json, string place, string problem)
    {
        var error = Assert.Throws<ApiException>(() => PolicyList.Parse("Policies", Some.Json(json)));

        Assert.Equal("InvalidArgument", error.Code);
        Assert.Contains(place, error.Message, StringComparison.Ordinal);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Twenty_policies_are_enough_and_each_has_its_length()
    {
        var twenty = string.Join(',', Enumerable.Repeat($"\"{Some.ReadOnly}\"", PolicyList.Most));
        var name = new string('x', PolicyList.DocumentCharacters);

        Assert.Equal(PolicyList.Most, PolicyList.Parse("Policies", Some.Json($"[{twenty}]")).Policies.Count);
        Assert.Throws<ApiException>(() => PolicyList.Parse("Policies", Some.Json($"[{twenty},\"{Some.Full}\"]")));
        Assert.Contains(
            "at most 6144 characters",
            Assert.Throws<ApiException>(() => PolicyList.Parse("Policies", Some.Json($$"""[{"{{name}}":1}]"""))).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "at most 6144 characters",
            Assert.Throws<ApiException>(() => TrustDocument.Parse("TrustPolicy", Some.Json($$"""{"{{name}}":1}"""))).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Gone", "there is no policy 'Gone'")]
    [InlineData("{", "")]
    public void What_was_stored_and_is_not_understood_allows_nothing_and_is_told(string text, string problem)
    {
        var list = PolicyList.FromStored([text]);

        Assert.Contains(problem, Assert.Single(list.Problems), StringComparison.Ordinal);
        Assert.False(new Grants(IsOwner: false, list.Policies, Session: null).May("fnf:ListFlows"));
    }

    [Fact]
    public void A_broken_document_denies_what_others_allow() => Assert.False(
        new Grants(IsOwner: false, PolicyList.FromStored([Some.Full, "{"]).Policies, Session: null).May("fnf:ListFlows"));

    [Fact]
    public void A_trust_policy_is_kept_as_text_and_tells_what_is_not_understood()
    {
        var text = Some.Trust("acs:ram::1000000000000000:root");

        var trust = TrustDocument.Parse("TrustPolicy", Some.Json(text));

        Assert.Equal(text, trust.Text);
        Assert.Empty(TrustDocument.FromStored(text).Problems);
        Assert.Single(TrustDocument.FromStored("[").Problems);
        Assert.Contains(
            "TrustPolicy",
            Assert.Throws<ApiException>(() => TrustDocument.Parse("TrustPolicy", Some.Json("[]"))).Message,
            StringComparison.Ordinal);
    }
}
