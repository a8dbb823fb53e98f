using Sluice.Model;
using Sluice.Model.History;

namespace Sluice.Interpreter.Tests;

/// <summary>Work is counted: a step has one budget for all that it evaluates, and an advance stops when it has had its share.</summary>
public sealed class WorkTests
{
    /// <summary>Bytes of text that one of the conditions, items or mappings below makes.</summary>
    private const int Heavy = 1_000_000;

    private static readonly string Text = $$"""{"text":"{{new string('x', Heavy / 20)}}"}""";

    /// <summary>Makes some megabyte of text.</summary>
    private static readonly string Costly = $"length(format(\"{string.Concat(Enumerable.Repeat("{}", 20))}\"{string.Concat(Enumerable.Repeat(", $Input.text", 20))}))";

    [Fact]
    public void The_conditions_of_a_choice_share_one_budget()
    {
        var few = new FlowRun(Choice(5), Text).Start();
        var many = new FlowRun(Choice(500), Text).Start();

        Assert.Equal(ExecutionStatus.Succeeded, few.End?.Status);
        Assert.Equal((ExecutionStatus.Failed, FailureCodes.ExpressionError), (many.End!.Status, many.End.Error));
        Assert.Contains("more work, than a step may", many.End.Cause, StringComparison.Ordinal);
        Assert.InRange(many.Last.Work, few.Last.Work, 20 * 1024 * 1024);
    }

    [Fact]
    public void A_step_that_has_spent_all_is_caught_as_one_whose_expression_failed()
    {
        const string Catch = "Catch: [{ Errors: [FnF.ExpressionError], Next: b }]";
        var run = new FlowRun(
            Map(items: 40, $"ItemConstructor: {{ n.$: '{Costly}' }}\n    {Catch}")
                + "\n  - { Name: b, Type: Pass, OutputConstructor: {}, End: true }",
            Items(40)).Start();

        Assert.True(run.End?.Status == ExecutionStatus.Succeeded, run.End?.Cause);
    }

    [Fact]
    public void Each_step_has_a_budget_of_its_own()
    {
        var states = string.Concat(Enumerable.Range(0, 30).Select(i =>
            $"  - {{ Name: s{i}, Type: Choice, Branches: [{{ Condition: '{Costly} < 0', Next: s{i + 1} }}], Default: s{i + 1} }}\n"));
        var run = new FlowRun(
            $"Type: StateMachine\nSpecVersion: v1\nStartAt: s0\nStates:\n{states}  - {{ Name: s30, Type: Pass, End: true }}\n",
            Text).Start();

        Assert.Equal(ExecutionStatus.Succeeded, run.End?.Status);
    }

    [Fact]
    public void The_iterations_that_a_map_opens_at_once_share_one_budget()
    {
        var run = new FlowRun(Map(items: 40, $"ItemConstructor: {{ n.$: '{Costly}' }}"), Items(40)).Start();

        Assert.Equal((ExecutionStatus.Failed, FailureCodes.ExpressionError), (run.End!.Status, run.End.Error));
        Assert.DoesNotContain(run.History, item => item.Type == EventType.StepSucceeded);
    }

    [Fact]
    public void The_conditions_of_a_classic_choice_share_one_budget_and_fail_the_step_when_it_is_spent()
    {
        var run = new FlowRun(ClassicChoice("$..*..*..*..* == 1", count: 100), Nested(60)).Start();

        Assert.Equal(ExecutionStatus.Failed, run.End?.Status);
        Assert.StartsWith("choices: ", run.End!.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public void An_advance_that_had_its_share_of_work_stops_at_a_step_and_history_does_not_tell()
    {
        var definition = Map(items: 30, "ItemConstructor: { n.$: $Item, text.$: 'format(\"{}{}\", $Input.short, $Input.short)' }");
        var input = Items(30);
        var whole = new FlowRun(definition, input).Start();
        var inPieces = new FlowRun(definition, input) { MaxWork = 10_000 }.Start();
        var pieces = 1;
        for (; inPieces.End is null; pieces++)
        {
            Assert.Contains(inPieces.Effects, effect => effect is Effect.GoOn);
            inPieces.Give(new Stimulus.Continue());
        }

        Assert.True(pieces > 5, $"it took {pieces} advances");
        Assert.Equal(whole.HistoryText(), inPieces.HistoryText());
    }

    [Fact]
    public void The_same_flow_with_the_same_data_costs_the_same()
    {
        var first = new FlowRun(Choice(5), Text).Start();
        var second = new FlowRun(Choice(5), Text).Start();

        Assert.Equal(first.Last.Work, second.Last.Work);
        Assert.InRange(first.Last.Work, 5 * Heavy, 15 * Heavy);
    }

    [Fact]
    public void What_is_written_costs_by_the_byte_too()
    {
        const string Definition = """
            Type: StateMachine
            SpecVersion: v1
            StartAt: a
            States: [{ Name: a, Type: Pass, End: true }]
            """;
        var small = new FlowRun(Definition).Start();
        var large = new FlowRun(Definition, $$"""{"text":"{{new string('x', 10_000)}}"}""").Start();

        Assert.Equal(small.History.Count, large.History.Count);
        Assert.InRange(large.Last.Work - small.Last.Work, 20_000, 100_000);
    }

    private static string Choice(int conditions) => $$"""
        Type: StateMachine
        SpecVersion: v1
        StartAt: a
        States:
          - { Name: a, Type: Choice, Branches: [{{string.Join(", ", Enumerable.Repeat($"{{ Condition: '{Costly} < 0', Next: b }}", conditions))}}], Default: b }
          - { Name: b, Type: Pass, OutputConstructor: {}, End: true }
        """;

    private static string Map(int items, string constructor) => $$"""
        Type: StateMachine
        SpecVersion: v1
        StartAt: a
        States:
          - Name: a
            Type: Map
            ItemsPath: $Input.items
            MaxConcurrency: {{items}}
            {{constructor}}
            Processor: { StartAt: p, States: [{ Name: p, Type: Pass, OutputConstructor: {}, End: true }] }
            End: true
        """;

    private static string Items(int count) =>
        $$"""{"items":[{{string.Join(',', Enumerable.Range(0, count))}}],"short":"abc","text":"{{new string('x', Heavy / 20)}}"}""";

    private static string ClassicChoice(string condition, int count) => $$"""
        version: v1
        type: flow
        steps:
          - type: choice
            name: pick
            inputMappings: [{ target: all, source: $input.all }]
            choices:
        {{string.Concat(Enumerable.Repeat($"      - {{ condition: '{condition}', goto: last }}\n", count)).TrimEnd()}}
          - { type: pass, name: last }
        """;

    /// <summary>Arrays in each other, which a path with many <c>..</c> goes through again and again.</summary>
    private static string Nested(int depth) =>
        $$"""{"all":{{new string('[', depth)}}{{new string(']', depth)}}}""";
}
