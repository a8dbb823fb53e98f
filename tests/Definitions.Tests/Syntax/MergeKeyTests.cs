using Sluice.Definitions.Syntax;
using Sluice.Model;

namespace Sluice.Definitions.Tests.Syntax;

public sealed class MergeKeyTests
{
    [Theory]
    [InlineData("{<<: {a: 1}}", """{"a":1}""")]
    [InlineData("{!!merge <<: {a: 1}}", """{"a":1}""")]
    [InlineData("{x: 0, <<: {a: 1, b: 2}, y: 3}", """{"x":0,"a":1,"b":2,"y":3}""")]
    [InlineData("{a: 0, <<: {a: 1, b: 2}}", """{"a":0,"b":2}""")]
    [InlineData("{<<: {a: 1, b: 2}, a: 0}", """{"b":2,"a":0}""")]
    [InlineData("{<<: [{a: 1}, {a: 2, b: 2}, {b: 3, c: 3}]}", """{"a":1,"b":2,"c":3}""")]
    [InlineData("{<<: [], a: 1}", """{"a":1}""")]
    [InlineData("{<<: {}}", "{}")]
    [InlineData("{<<: {'<<': 1}}", """{"<<":1}""")]
    [InlineData("{<<: {a: 1}, '<<': 2}", """{"a":1,"<<":2}""")]
    [InlineData("{<<: {a: {b: 1}}, a: {c: 2}}", """{"a":{"c":2}}""")]
    [InlineData("[&m {a: 1}, {<<: *m, b: 2}]", """[{"a":1},{"a":1,"b":2}]""")]
    [InlineData("[&m {a: 1}, &n {<<: *m, b: 2}, {<<: *n, a: 3}, *n]", """[{"a":1},{"a":1,"b":2},{"b":2,"a":3},{"a":1,"b":2}]""")]
    [InlineData("[&m {a: 1}, &n {b: 2}, {<<: [*n, *m]}]", """[{"a":1},{"b":2},{"b":2,"a":1}]""")]
    [InlineData("[&l [{a: 1}, {b: 2}], {<<: *l}]", """[[{"a":1},{"b":2}],{"a":1,"b":2}]""")]
    [InlineData("{<<: &m {a: &v [1]}, b: *m, c: *v}", """{"a":[1],"b":{"a":[1]},"c":[1]}""")]
    [InlineData("[<<, {k: <<}]", """["<<",{"k":"<<"}]""")]
    public void Members_of_other_mappings_come_in_where_the_mapping_has_none(string yaml, string json)
    {
        var root = Read(yaml, out var problems);

        Assert.Empty(problems);
        Assert.Equal(json, root?.ToJson().ToString());
    }

    [Fact]
    public void What_is_merged_stands_where_it_was_written()
    {
        var root = (MappingNode)Read("base: &base\n  a: 1\n  b: 2\nuse:\n  <<: *base\n  b: 3\n", out _)!;
        var use = (MappingNode)root.Find("use")!.Value;

        Assert.Equal(new(5, 3), use.Position);
        Assert.Equal((new(2, 3), new(2, 6)), (use.Find("a")!.KeyPosition, use.Find("a")!.Value.Position));
        Assert.Equal((new(6, 3), new(6, 6)), (use.Find("b")!.KeyPosition, use.Find("b")!.Value.Position));
    }

    [Theory]
    [InlineData("{<<: 1}", "a number", 1, 6)]
    [InlineData("{<<: }", "null", 1, 6)]
    [InlineData("{<<: text}", "a string", 1, 6)]
    [InlineData("a: &a x\nb:\n  <<: *a\n", "a string", 3, 7)]
    [InlineData("a: &a {}\nb:\n  <<: [*a, 5]\n", "a list with a number", 3, 7)]
    [InlineData("a: &a [[]]\nb:\n  <<: *a\n", "a list with a sequence", 3, 7)]
    public void Only_mappings_merge(string yaml, string kind, int line, int column)
    {
        Read(yaml, out var problems);

        var problem = Assert.Single(problems);
        Assert.Equal((DiagnosticCodes.BadMerge, new(line, column)), (problem.Code, problem.Position));
        Assert.Contains($", not {kind}.", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a: &a {<<: *a}", DiagnosticCodes.CyclicAlias, 1, 12)]
    [InlineData("a: &a {b: {<<: [*a]}}", DiagnosticCodes.CyclicAlias, 1, 17)]
    [InlineData("{<<: *none}", DiagnosticCodes.UnknownAlias, 1, 6)]
    [InlineData("{<<: {a: 1}, <<: {b: 1}}", DiagnosticCodes.DuplicateKey, 1, 14)]
    [InlineData("{<<: {a: 1, a: 2}}", DiagnosticCodes.DuplicateKey, 1, 13)]
    [InlineData("{<<: {}, a: 1, a: 2}", DiagnosticCodes.DuplicateKey, 1, 16)]
    [InlineData("{a: !!merge x}", DiagnosticCodes.CustomTag, 1, 5)]
    public void Merging_lifts_no_other_rule(string yaml, string code, int line, int column)
    {
        Read(yaml, out var problems);

        var problem = Assert.Single(problems);
        Assert.Equal((code, new(line, column)), (problem.Code, problem.Position));
    }

    [Theory]
    [InlineData("{<<: *P, kN: 1}")]
    [InlineData("{<<: [*P, *P], kN: 1}")]
    [InlineData("{<<: *P, kN: *P}")]
    [InlineData("{<<: [{kN: *P}, *P]}")]
    public void Merges_that_multiply_are_refused_before_they_cost_anything(string one)
    {
        var text = string.Concat(Enumerable.Range(1, 20_000).Select(i =>
            $"a{i}: &a{i} {one.Replace("P", $"a{i - 1}").Replace("N", $"{i}")}\n"));

        Read("a0: &a0 {k0: 1}\n" + text, out var problems);

        Assert.Equal(DiagnosticCodes.ExpandsTooLarge, Assert.Single(problems).Code);
    }

    [Fact]
    public void Merging_comes_before_a_state_machine_is_checked()
    {
        const string Text = """
            x-call: &call
              Type: Task
              Action: HTTP:Request
              Retry:
                - Errors: [FnF.ALL]
                  MaxAttempts: ATTEMPTS
                  IntervalSeconds: 1
            x-last: &last { End: true }
            Type: StateMachine
            SpecVersion: v1
            StartAt: pay
            States:
              - Name: pay
                <<: [*call, *last]
                Parameters: { url: http://127.0.0.1, method: GET }
            """;

        Assert.Equal(4, Assert.Single(Given.Flow(Text.Replace("ATTEMPTS", "4")).States[0].Retry).MaxAttempts);
        var problem = Assert.Single(Given.Compiled(Text.Replace("ATTEMPTS", "many")).Diagnostics);
        Assert.Equal((DiagnosticCodes.WrongType, new(6, 20)), (problem.Code, problem.Position));
        Assert.StartsWith("State 'pay': Retry[0].MaxAttempts", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Merging_comes_before_a_classic_flow_is_checked()
    {
        const string Text = """
            version: v1
            type: flow
            steps:
              - &first
                type: task
                name: first
                resourceArn: acs:fc:::functions/f
                retry: [{ errors: [E], maxAttempts: 5 }]
              - <<: *first
                name: second
            """;

        Assert.Equal(5, Assert.Single(Given.Flow(Text).States[1].Retry).MaxAttempts);
        Assert.Contains(
            Given.Compiled(Text.Replace("name: second", "nam: second")).Diagnostics,
            problem => problem is { Code: DiagnosticCodes.UnknownKey, Position: { Line: 10, Column: 5 } });
    }

    private static SyntaxNode? Read(string yaml, out IReadOnlyList<Diagnostic> problems)
    {
        var bag = new DiagnosticBag();
        var root = YamlReader.Read(yaml, Limits.Default, bag);
        problems = bag.InOrder();
        return root;
    }
}
