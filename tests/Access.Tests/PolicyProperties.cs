using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Sluice.Access.Reading;
using Sluice.Model.Json;

namespace Sluice.Access.Tests;

public sealed class PolicyProperties
{
    private static readonly string[] Actions = ["fnf:*", "fnf:Describe*", "fnf:DescribeFlow", "fnf:DeleteFlow", "*", "oss:?et*"];
    private static readonly string[] Resources = ["*", "acs:fnf:::flow/*", "acs:fnf:::flow/orders", "acs:fnf:*:2*:flow/*"];

    private static readonly (string Of, string By)[] Slips =
    [
        ("'Action':'[^']*'", "'Action':'fnff:*'"),
        ("'NotAction':'[^']*'", "'NotAction':['fnf:*','fnf:Strat*']"),
        ("'Resource':'[^']*'", "'Resource':'acs:fnf:::flwo/x'"),
        ("'Condition':{.*?}}", "'Condition':{'Bool':{'acs:SecureTransprot':'true'}}"),
        ("'Condition':{.*?}}", "'Condition':{'IpAddress':{'acs:SourceIp':'10.0.0.0/99'}}"),
        ("'Condition':{.*?}}", "'Condition':{}"),
        ("'Resource'", "'Resourse':'*','Resource'"),
    ];

    private static readonly Gen<string> Pattern =
        Gen.Elements('a', 'b', '*', '?').ListOf().Select(chosen => new string([.. chosen.Take(4)]));

    private static readonly string[] ShortTexts =
    [
        .. Enumerable.Range(0, 9).Aggregate(
            new List<string> { "" },
            (all, _) => [.. all, .. all.Where(text => text.Length == all[^1].Length).SelectMany(text => new[] { text + "a", text + "b" })]),
    ];

    private static readonly Gen<string> Statement =
        from effect in Gen.Elements("Allow", "Deny")
        from kind in Gen.Elements("Action", "NotAction")
        from action in Gen.Elements(Actions)
        from resource in Gen.Elements(Resources)
        from condition in Gen.Elements("", ",'Condition':{'Bool':{'acs:SecureTransport':true}}", ",'Condition':{'StringNotLike':{'acs:ResourceTag/k':'t*'}}")
        select $"{{'Effect':'{effect}','{kind}':'{action}','Resource':'{resource}'{condition}}}";

    private static readonly Gen<AccessRequest> Request =
        from action in Gen.Elements("fnf:DescribeFlow", "fnf:DeleteFlow", "oss:GetObject")
        from account in Gen.Elements("1000000000000000", "2000000000000000")
        from flow in Gen.Elements("orders", "bills")
        from k in Gen.Elements("true", "false", "")
        select Some.Request(action, $"acs:fnf:r:{account}:flow/{flow}", k.Length == 0 ? [] : [("acs:SecureTransport", k), ("acs:ResourceTag/k", k)]);

    // Goal: wildcards mean what they say. Method: the same pattern as a regular expression.
    [Fact]
    public void Wildcards_agree_with_regular_expressions() =>
        Prop.ForAll(
            Text("ab:/*?").SelectMany(pattern => Text("ab:/").Select(text => (pattern, text))).ToArbitrary(),
            made => Regex.IsMatch(
                    made.text,
                    "\\A" + Regex.Escape(made.pattern).Replace("\\*", ".*").Replace("\\?", ".") + "\\z",
                    RegexOptions.Singleline)
                == Wildcards.Match(made.pattern, made.text, ignoreCase: false)).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_of_statements_and_policies_does_not_matter() =>
        Prop.ForAll(
            Statement.ListOf().SelectMany(all => Request.Select(request => (all, request))).ToArbitrary(),
            made =>
            {
                var one = made.all.Select(statement => Some.Statements(statement)).ToList();
                var together = Policy.Decide(one, made.request);
                Assert.Equal(together, Policy.Decide(Enumerable.Reverse(one), made.request));
                if (made.all.Count is > 0 and <= PolicyReader.MaxStatements)
                {
                    Assert.Equal(together, Some.Statements([.. made.all]).Decide(made.request));
                }
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Adding_a_denial_never_allows_more() =>
        Prop.ForAll(
            Statement.ListOf().SelectMany(all => Statement.SelectMany(more => Request.Select(request => (all, more, request)))).ToArbitrary(),
            made =>
            {
                var policies = made.all.Select(statement => Some.Statements(statement)).ToList();
                var denial = Some.Statements(made.more.Replace("'Allow'", "'Deny'", StringComparison.Ordinal));
                return Policy.Decide(policies, made.request) == Verdict.Allow
                    || Policy.Decide([.. policies, denial], made.request) != Verdict.Allow;
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_session_never_allows_more() =>
        Prop.ForAll(
            Statement.SelectMany(own => Statement.SelectMany(session => Request.Select(request => (own, session, request)))).ToArbitrary(),
            made =>
            {
                var grants = new Grants(false, [Some.Statements(made.own)], null);
                var narrowed = grants with { Session = Some.Statements(made.session) };
                return PolicyEvaluation.Decide(grants, made.request).IsAllowed
                    || !PolicyEvaluation.Decide(narrowed, made.request).IsAllowed;
            }).QuickCheckThrowOnFailure();

    // Goal: what is not understood never opens. Method: a statement with one of its words exchanged for one that means
    // nothing, read as a stored one.
    [Fact]
    public void A_stored_statement_with_a_slip_never_allows_more_and_never_denies_less() =>
        Prop.ForAll(
            Statement.SelectMany(one => Gen.Elements(Slips).SelectMany(slip => Request.Select(request => (one, slip, request)))).ToArbitrary(),
            made =>
            {
                var written = Regex.Replace(made.one, made.slip.Of, made.slip.By);
                var right = Some.Statements(made.one).Decide(made.request);
                var slipped = PolicyReader.ReadStored(
                    Some.Json($$"""{"Version":"1","Statement":[{{written.Replace('\'', '"')}}]}"""), isTrust: false, out var problems)
                    .Decide(made.request);
                Assert.Equal(written != made.one, problems.Count > 0);
                Assert.True(right != Verdict.ExplicitDeny || slipped == Verdict.ExplicitDeny, written);
                Assert.True(slipped != Verdict.Allow || right == Verdict.Allow, written);
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    // Goal: two patterns are told to have a text in common just when they have one. Method: all texts of a small alphabet.
    [Fact]
    public void Patterns_intersect_when_some_text_fits_both() =>
        Prop.ForAll(
            Pattern.SelectMany(a => Pattern.Select(b => (a, b))).ToArbitrary(),
            made => Wildcards.Intersect(made.a, made.b) == ShortTexts.Any(text =>
                Wildcards.Match(made.a, text, ignoreCase: false) && Wildcards.Match(made.b, text, ignoreCase: false)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    // Goal: no document surprises the reader. Method: a right one with some characters changed.
    [Fact]
    public void Damaged_documents_are_read_or_refused() =>
        Prop.ForAll(
            Statement.SelectMany(statement => Gen.Choose(0, 200).Two().Select(at => (statement, at))).ToArbitrary(),
            made =>
            {
                var text = $$"""{"Version":"1","Statement":[{{made.statement.Replace('\'', '"')}}]}""".ToCharArray();
                text[made.at.Item1 % text.Length] = text[made.at.Item2 % text.Length];
                if (JsonReading.TryParse(new string(text), out var document, out _))
                {
                    var policy = PolicyReader.Read(document, out var problems);
                    Assert.Equal(policy is null, problems.Count > 0);
                }
            }).QuickCheckThrowOnFailure();

    private static Gen<string> Text(string letters) =>
        Gen.Elements(letters.ToCharArray()).ListOf().Select(chosen => new string([.. chosen.Take(12)]));
}
