using Sluice.Definitions.States;
using Sluice.Model;

namespace Sluice.Definitions.Tests.StateMachine;

/// <summary>What a definition must have, may have, and must not have.</summary>
public sealed class StructureTests
{
    private const string End = "- { Name: b, Type: Succeed }";

    [Theory]
    [InlineData("States: []", DiagnosticCodes.WrongCount)]
    [InlineData("States: {}", DiagnosticCodes.WrongType)]
    [InlineData("States:", DiagnosticCodes.WrongType)]
    [InlineData("Nothing: 1", DiagnosticCodes.FieldMissing)]
    [InlineData("StartAt: 1\nStates: [{ Name: a, Type: Succeed }]", DiagnosticCodes.WrongType)]
    [InlineData("StartAt: b\nStates: [{ Name: a, Type: Succeed }]", DiagnosticCodes.UnknownTarget)]
    [InlineData("StartAt: a\nStates: [a]", DiagnosticCodes.WrongType)]
    [InlineData("StartAt: a\nTimeout: 0\nStates: [{ Name: a, Type: Succeed }]", DiagnosticCodes.OutOfRange)]
    [InlineData("StartAt: a\nTimeout: -5\nStates: [{ Name: a, Type: Succeed }]", DiagnosticCodes.OutOfRange)]
    [InlineData("StartAt: a\nTimeout: 1.5\nStates: [{ Name: a, Type: Succeed }]", DiagnosticCodes.WrongType)]
    [InlineData("StartAt: a\nTimeout: '5'\nStates: [{ Name: a, Type: Succeed }]", DiagnosticCodes.WrongType)]
    [InlineData("StartAt: a\nTimeout: 31536001\nStates: [{ Name: a, Type: Succeed }]", DiagnosticCodes.OutOfRange)]
    [InlineData("StartAt: a\nName: other\nStates: [{ Name: a, Type: Succeed }]", DiagnosticCodes.NameDiffers)]
    [InlineData("StartAt: a\nName: 5\nStates: [{ Name: a, Type: Succeed }]", DiagnosticCodes.WrongType)]
    public void The_top_level_is_checked(string rest, string code) =>
        Assert.Contains(code, Codes($"Type: StateMachine\nSpecVersion: v1\n{rest}\n"));

    [Theory]
    [InlineData("SpecVersion: v1", DiagnosticCodes.UnknownLanguage)]
    [InlineData("Type: statemachine\nSpecVersion: v1", DiagnosticCodes.UnknownLanguage)]
    [InlineData("type: StateMachine\nSpecVersion: v1", DiagnosticCodes.UnknownLanguage)]
    [InlineData("Type: StateMachine", DiagnosticCodes.FieldMissing)]
    [InlineData("Type: StateMachine\nSpecVersion: V1", DiagnosticCodes.UnknownSpecVersion)]
    [InlineData("Type: StateMachine\nSpecVersion: 1", DiagnosticCodes.WrongType)]
    public void The_language_and_its_version_are_checked(string head, string code) =>
        Assert.Equal(code, Assert.Single(Codes($"{head}\nStartAt: b\nStates:\n{End}\n")));

    [Theory]
    [InlineData("- { Name: a }", DiagnosticCodes.FieldMissing)]
    [InlineData("- { Name: a, Type: 5 }", DiagnosticCodes.WrongType)]
    [InlineData("- { Name: a, Type: succeed }", DiagnosticCodes.UnknownStateType)]
    [InlineData("- { Name: a, Type: Succeed }\n- { Name: a, Type: Succeed }", DiagnosticCodes.DuplicateState)]
    [InlineData("- { Name: a, Type: Pass, Next: c }", DiagnosticCodes.UnknownTarget)]
    [InlineData("- { Name: a, Type: Pass, Next: c, End: true }", DiagnosticCodes.UnknownTarget)]
    [InlineData("- { Name: a, Type: Pass }", DiagnosticCodes.NoWayOn)]
    [InlineData("- { Name: a, Type: Pass, End: false }", DiagnosticCodes.NoWayOn)]
    [InlineData("- { Name: a, Type: Pass, End: 'true' }", DiagnosticCodes.WrongType)]
    [InlineData("- { Name: a, Type: Pass, Next: 5 }", DiagnosticCodes.WrongType)]
    [InlineData("- { Name: a, Type: Succeed, End: false }", DiagnosticCodes.AlwaysEnds)]
    [InlineData("- { Name: a, Type: Fail, End: false }", DiagnosticCodes.AlwaysEnds)]
    [InlineData("- { Name: a, Type: Pass, End: true, InputConstructor: 5 }", DiagnosticCodes.WrongType)]
    [InlineData("- { Name: a, Type: Pass, End: true, InputConstructor: }", DiagnosticCodes.WrongType)]
    [InlineData("- { Name: a, Type: Pass, End: true, OutputConstructor: [] }", DiagnosticCodes.WrongType)]
    [InlineData("- { Name: a, Type: Pass, End: true, GlobalConstructor: x }", DiagnosticCodes.WrongType)]
    [InlineData("- { Name: a, Type: Fail, OutputConstructor: { x.$: } }", null)]
    [InlineData("- { Name: a, Type: Fail, OutputConstructor: { x.$: '' } }", DiagnosticCodes.ExpressionSyntax)]
    public void States_are_checked(string state, string? code) => AssertOnly(code, $"{state}\n{End}");

    [Theory]
    [InlineData("- { Type: Succeed }", DiagnosticCodes.FieldMissing)]
    [InlineData("- { Name: 5, Type: Succeed }", DiagnosticCodes.WrongType)]
    [InlineData("- { Name: \"a\\u0000\", Type: Succeed }", DiagnosticCodes.BadStateName)]
    [InlineData("- { Name: '', Type: Succeed }", DiagnosticCodes.BadStateName)]
    public void Names_of_states_are_checked(string state, string code) =>
        Assert.Equal(
            [DiagnosticCodes.UnknownTarget, code], Codes(Given.Definition($"{state}\n{End}")));

    [Theory]
    [InlineData(128, true)]
    [InlineData(129, false)]
    public void A_name_has_at_most_128_characters(int length, bool isValid)
    {
        var name = new string('n', length);

        var compiled = Given.Compiled(
            $"Type: StateMachine\nSpecVersion: v1\nStartAt: {name}\nStates: [{{ Name: {name}, Type: Succeed }}]");

        Assert.Equal(isValid, compiled.IsValid);
    }

    [Theory]
    [InlineData("Seconds: 1", null)]
    [InlineData("Seconds: 300", null)]
    [InlineData("Seconds.$: $Input.n", null)]
    [InlineData("Seconds: 0", DiagnosticCodes.OutOfRange)]
    [InlineData("Seconds: 301", DiagnosticCodes.OutOfRange)]
    [InlineData("Seconds: -1", DiagnosticCodes.OutOfRange)]
    [InlineData("Seconds: 1.5", DiagnosticCodes.WrongType)]
    [InlineData("Seconds: '5'", DiagnosticCodes.WrongType)]
    [InlineData("Seconds: $Input.n", DiagnosticCodes.WrongType)]
    [InlineData("Seconds: [5]", DiagnosticCodes.WrongType)]
    [InlineData("Description: x", DiagnosticCodes.FieldMissing)]
    [InlineData("Seconds: 5, Seconds.$: $Input.n", DiagnosticCodes.GivenTwice)]
    [InlineData("Seconds.$: [5]", DiagnosticCodes.WrongType)]
    [InlineData("Seconds.$: $Output.n", DiagnosticCodes.VariableNotHere)]
    [InlineData("UntilDateTime: 2026-01-01T00:00:00Z", DiagnosticCodes.UntilDateTime)]
    [InlineData("UntilDateTime: 2026-01-01T00:00:00Z, Seconds: 5", null)]
    public void Waits_are_checked(string fields, string? code) =>
        AssertOnly(code, $"- {{ Name: a, Type: Wait, Next: b, {fields} }}\n{End}");

    [Theory]
    [InlineData("Action: HTTP:Request", null)]
    [InlineData("Action: ECS:DescribeInstances", null)]
    [InlineData("Action: Made:Up, TaskMode: WaitForSystemCallback", null)]
    [InlineData("Description: x", DiagnosticCodes.FieldMissing)]
    [InlineData("Action: 5", DiagnosticCodes.WrongType)]
    [InlineData("Action: HTTP", DiagnosticCodes.BadAction)]
    [InlineData("Action: 'HTTP:'", DiagnosticCodes.BadAction)]
    [InlineData("Action: ':Request'", DiagnosticCodes.BadAction)]
    [InlineData("Action: FC::InvokeFunction", DiagnosticCodes.BadAction)]
    [InlineData("Action: 'HTTP:Re quest'", DiagnosticCodes.BadAction)]
    [InlineData("Action: 'a:b:c'", DiagnosticCodes.BadAction)]
    [InlineData("Action: HTTP:Request, TaskMode: requestComplete", DiagnosticCodes.UnknownTaskMode)]
    [InlineData("Action: HTTP:Request, TaskMode: 1", DiagnosticCodes.WrongType)]
    [InlineData("Action: HTTP:Request, TaskMode: '1'", DiagnosticCodes.UnknownTaskMode)]
    [InlineData("Action: HTTP:Request, Timeout: 0", null)]
    [InlineData("Action: HTTP:Request, Timeout: 604800", null)]
    [InlineData("Action: HTTP:Request, Timeout: '604800'", null)]
    [InlineData("Action: HTTP:Request, Timeout.$: $Input.t", null)]
    [InlineData("Action: HTTP:Request, Timeout: 604801", DiagnosticCodes.OutOfRange)]
    [InlineData("Action: HTTP:Request, Timeout: '604801'", DiagnosticCodes.OutOfRange)]
    [InlineData("Action: HTTP:Request, Timeout: -1", DiagnosticCodes.OutOfRange)]
    [InlineData("Action: HTTP:Request, Timeout: '5s'", DiagnosticCodes.OutOfRange)]
    [InlineData("Action: HTTP:Request, Timeout: true", DiagnosticCodes.WrongType)]
    [InlineData("Action: HTTP:Request, Parameters: x", DiagnosticCodes.WrongType)]
    [InlineData("Action: HTTP:Request, Parameters: { x.$: $Output }", DiagnosticCodes.VariableNotHere)]
    [InlineData("Action: HTTP:Request, OnErrors: [1]", null)]
    public void Tasks_are_checked(string fields, string? code) =>
        AssertOnly(code, $"- {{ Name: a, Type: Task, Next: b, {fields} }}\n{End}");

    [Theory]
    [InlineData("FC:InvokeFunction", "RequestComplete WaitForSystemCallback WaitForCustomCallback")]
    [InlineData("FNF:StartExecution", "RequestComplete WaitForSystemCallback WaitForCustomCallback")]
    [InlineData("EventBridge:PutEvents", "RequestComplete WaitForCustomCallback")]
    [InlineData("MNS:SendMessage", "RequestComplete WaitForCustomCallback")]
    [InlineData("HTTP:Request", "RequestComplete WaitForCustomCallback")]
    [InlineData("OSS:GetObject", "RequestComplete")]
    public void An_action_has_its_modes_and_no_others(string action, string modes)
    {
        foreach (var mode in Enum.GetNames<TaskMode>())
        {
            var state = $"- {{ Name: a, Type: Task, Next: b, Action: {action}, TaskMode: {mode} }}\n{End}";
            var isAvailable = modes.Split(' ').Contains(mode);

            AssertOnly(isAvailable ? null : DiagnosticCodes.ModeNotOfAction, state);
            AssertOnly(
                mode == "RequestComplete" ? null : DiagnosticCodes.ModeNotInExpress, state, ExecutionMode.Express);
        }
    }

    [Theory]
    [InlineData("Branches: [{ Condition: $Input.x, Next: b }], Default: b", null)]
    [InlineData("Branches: [{ Condition: true, Next: b }], Default: b", null)]
    [InlineData("Branches: [{ Condition: $Input.x, Next: b }], Default: b, OutputConstructor: 5", null)]
    [InlineData("Default: b", DiagnosticCodes.FieldMissing)]
    [InlineData("Branches: [], Default: b", DiagnosticCodes.WrongCount)]
    [InlineData("Branches: {}, Default: b", DiagnosticCodes.WrongType)]
    [InlineData("Branches: [x], Default: b", DiagnosticCodes.WrongType)]
    [InlineData("Branches: [{ Condition: $Input.x, Next: b }]", DiagnosticCodes.FieldMissing)]
    [InlineData("Branches: [{ Next: b }], Default: b", DiagnosticCodes.FieldMissing)]
    [InlineData("Branches: [{ Condition: $Input.x }], Default: b", DiagnosticCodes.FieldMissing)]
    [InlineData("Branches: [{ Condition: $Input.x, Next: c }], Default: b", DiagnosticCodes.UnknownTarget)]
    [InlineData("Branches: [{ Condition: $Input.x, Next: b }], Default: c", DiagnosticCodes.UnknownTarget)]
    [InlineData("Branches: [{ Condition: $Input.x, Next: b }], Default: b, Next: b", DiagnosticCodes.ChoiceCannotEnd)]
    [InlineData("Branches: [{ Condition: $Input.x, Next: b }], Default: b, End: false", DiagnosticCodes.ChoiceCannotEnd)]
    [InlineData("Branches: [{ Condition: $Output.x, Next: b }], Default: b", DiagnosticCodes.VariableNotHere)]
    [InlineData("Branches: [{ Condition: {}, Next: b }], Default: b", DiagnosticCodes.WrongType)]
    public void Choices_are_checked(string fields, string? code) =>
        AssertOnly(code, $"- {{ Name: a, Type: Choice, {fields} }}\n{End}");

    [Theory]
    [InlineData("Retry: []", null)]
    [InlineData("Catch: []", null)]
    [InlineData("Retry: [{ Errors: [x], MaxAttempts: 0, IntervalSeconds: 1 }]", null)]
    [InlineData("Retry: [{ Errors: [x], MaxAttempts: 3, IntervalSeconds: 86400, BackoffRate: 1 }]", null)]
    [InlineData("Retry: { Errors: [x] }", DiagnosticCodes.WrongType)]
    [InlineData("Retry: [x]", DiagnosticCodes.WrongType)]
    [InlineData("Retry: [{ MaxAttempts: 1, IntervalSeconds: 1 }]", DiagnosticCodes.FieldMissing)]
    [InlineData("Retry: [{ Errors: [x], IntervalSeconds: 1 }]", DiagnosticCodes.FieldMissing)]
    [InlineData("Retry: [{ Errors: [x], MaxAttempts: 1 }]", DiagnosticCodes.FieldMissing)]
    [InlineData("Retry: [{ Errors: [], MaxAttempts: 1, IntervalSeconds: 1 }]", DiagnosticCodes.WrongCount)]
    [InlineData("Retry: [{ Errors: x, MaxAttempts: 1, IntervalSeconds: 1 }]", DiagnosticCodes.WrongType)]
    [InlineData("Retry: [{ Errors: [5], MaxAttempts: 1, IntervalSeconds: 1 }]", DiagnosticCodes.WrongType)]
    [InlineData("Retry: [{ Errors: [x], MaxAttempts: -1, IntervalSeconds: 1 }]", DiagnosticCodes.OutOfRange)]
    [InlineData("Retry: [{ Errors: [x], MaxAttempts: 1, IntervalSeconds: 0 }]", DiagnosticCodes.OutOfRange)]
    [InlineData("Retry: [{ Errors: [x], MaxAttempts: 1, IntervalSeconds: 86401 }]", DiagnosticCodes.OutOfRange)]
    [InlineData(
        "Retry: [{ Errors: [x], MaxAttempts: 1, IntervalSeconds: 1, BackoffRate: 0.9 }]", DiagnosticCodes.OutOfRange)]
    [InlineData(
        "Retry: [{ Errors: [x], MaxAttempts: 1, IntervalSeconds: 1, MaxBackoffSeconds: 0 }]",
        DiagnosticCodes.OutOfRange)]
    [InlineData("Catch: [{ Errors: [x], Next: b }]", null)]
    [InlineData("Catch: [{ Next: b }]", DiagnosticCodes.FieldMissing)]
    [InlineData("Catch: [{ Errors: [x] }]", DiagnosticCodes.FieldMissing)]
    [InlineData("Catch: [{ Errors: [x], Next: c }]", DiagnosticCodes.UnknownTarget)]
    [InlineData("Catch: [{ Errors: [x], Next: b, OutputConstructor: 5 }]", DiagnosticCodes.WrongType)]
    [InlineData(
        "Catch: [{ Errors: [x], Next: b, OutputConstructor: { x.$: $Output } }]", DiagnosticCodes.VariableNotHere)]
    [InlineData("Catch: 5", DiagnosticCodes.WrongType)]
    public void Retry_and_catch_are_checked(string fields, string? code) =>
        AssertOnly(code, $"- {{ Name: a, Type: Task, Action: HTTP:Request, Next: b, {fields} }}\n{End}");

    [Theory]
    [InlineData("Pass", "")]
    [InlineData("Wait", ", Seconds: 5")]
    public void Retry_and_catch_are_ignored_where_they_mean_nothing(string type, string rest)
    {
        var flow = Given.Flow(Given.Definition(
            $"- {{ Name: a, Type: {type}, Next: b, Retry: 5, Catch: [x]{rest} }}\n{End}"));

        Assert.Empty(flow.States[0].Retry);
        Assert.Empty(flow.States[0].Catch);
    }

    [Theory]
    [InlineData("Type: Parallel", DiagnosticCodes.FieldMissing)]
    [InlineData("Type: Parallel, Branches: []", DiagnosticCodes.WrongCount)]
    [InlineData("Type: Parallel, Branches: [x]", DiagnosticCodes.WrongType)]
    [InlineData("Type: Parallel, Branches: [{ StartAt: x }]", DiagnosticCodes.FieldMissing)]
    [InlineData("Type: Parallel, Branches: [{ States: [{ Name: x, Type: Succeed }] }]", DiagnosticCodes.FieldMissing)]
    [InlineData(
        "Type: Parallel, Branches: [{ StartAt: x, States: [{ Name: x, Type: Pass, Next: b }] }]",
        DiagnosticCodes.UnknownTarget)]
    [InlineData(
        "Type: Parallel, Branches: [{ StartAt: b, States: [{ Name: b, Type: Pass, End: true }] }]",
        DiagnosticCodes.DuplicateState)]
    [InlineData("Type: Map, Processor: { StartAt: x, States: [{ Name: x, Type: Succeed }] }", DiagnosticCodes.FieldMissing)]
    [InlineData("Type: Map, ItemsPath: $Input.x", DiagnosticCodes.FieldMissing)]
    [InlineData("Type: Map, ItemsPath: [], Processor: { StartAt: x, States: [{ Name: x, Type: Succeed }] }", DiagnosticCodes.WrongType)]
    [InlineData(
        "Type: Map, MaxConcuccency: 0, ItemsPath: $Input.x, Processor: { StartAt: x, States: [{ Name: x, Type: Succeed }] }",
        DiagnosticCodes.OutOfRange)]
    [InlineData(
        "Type: Map, MaxConcurrency: 41, ItemsPath: $Input.x, Processor: { StartAt: x, States: [{ Name: x, Type: Succeed }] }",
        DiagnosticCodes.OutOfRange)]
    public void Containers_are_checked(string fields, string code) =>
        Assert.Contains(code, Codes(Given.Definition($"- {{ Name: a, Next: b, {fields} }}\n{End}")));

    [Fact]
    public void The_scopes_of_containers_follow_them()
    {
        var flow = Given.Flow(Given.Definition($$"""
            - Name: a
              Type: Parallel
              Next: b
              Branches:
                - { StartAt: x, States: [{ Name: y, Type: Succeed }, { Name: x, Type: Pass, Next: y }] }
                - StartAt: each
                  States:
                    - Name: each
                      Type: Map
                      ItemsPath: $Input.items
                      MaxConcuccency: 3
                      ItemConstructor: { it.$: $Item }
                      Processor: { StartAt: z, States: [{ Name: z, Type: Succeed }] }
                      End: true
            {{End}}
            """));

        var parallel = Assert.IsType<ParallelState>(flow.States[0]);
        Assert.Equal([0, 1, 1, 2], [flow.Root.Depth, .. parallel.Branches.Select(id => flow.Scopes[id].Depth), flow.Scopes[3].Depth]);
        Assert.Equal("x", flow.States[flow.Scopes[parallel.Branches[0]].Start!.Value].Name);
        var map = Assert.IsType<MapState>(flow.States[flow.Scopes[parallel.Branches[1]].Start!.Value]);
        Assert.Equal(3, Assert.IsType<Constant<int>>(map.Concurrency).Value);
        Assert.Equal("z", flow.States[flow.Scopes[map.Processor].Start!.Value].Name);
    }

    [Fact]
    public void An_inline_map_runs_forty_iterations_at_once_unless_it_says_otherwise()
    {
        var map = Assert.IsType<MapState>(Given.Flow(Given.Definition(
            "- { Name: a, Type: Map, ItemsPath: $Input.x, End: true, "
            + "Processor: { StartAt: z, States: [{ Name: z, Type: Succeed }] } }")).States[0]);

        Assert.Equal(40, Assert.IsType<Constant<int>>(map.Concurrency).Value);
    }

    [Fact]
    public void A_parallel_may_have_fifty_branches()
    {
        Assert.DoesNotContain(DiagnosticCodes.WrongCount, Codes(Branches(50)));
        Assert.Contains(DiagnosticCodes.WrongCount, Codes(Branches(51)));

        static string Branches(int count)
        {
            var branches = Enumerable.Range(0, count)
                .Select(i => $"{{ StartAt: s{i}, States: [{{ Name: s{i}, Type: Succeed }}] }},\n");
            return Given.Definition(
                $"- {{ Name: a, Type: Parallel, End: true, Branches: [{string.Concat(branches)}] }}");
        }
    }

    [Fact]
    public void End_wins_over_next()
    {
        var flow = Given.Flow(Given.Definition($"- {{ Name: a, Type: Pass, Next: b, End: true }}\n{End}"));

        Assert.Null(flow.States[0].Next);
    }

    [Fact]
    public void Names_may_be_any_text_and_unknown_fields_are_ignored()
    {
        var flow = Given.Flow("""
            Type: StateMachine
            SpecVersion: v1
            StartAt: 下单 (first)
            Whatever: { x: [1] }
            States:
              - Name: 下单 (first)
                Type: Pass
                Description:
                Comment: 5
                Next: b
              - { Name: b, Type: Succeed, Next: nowhere, End: true }
            """);

        Assert.Equal(["下单 (first)", "b"], flow.States.Select(state => state.Name));
    }

    [Fact]
    public void Loops_are_allowed_and_what_is_never_reached_is_only_a_warning()
    {
        var compiled = Given.Compiled(Given.Definition(
            "- { Name: a, Type: Pass, Next: a }\n- { Name: lost, Type: Pass, Next: loop }\n"
            + "- { Name: loop, Type: Pass, Next: lost }"));

        Assert.True(compiled.IsValid);
        Assert.Equal(
            [(DiagnosticCodes.Unreachable, 6), (DiagnosticCodes.Unreachable, 7)],
            compiled.Diagnostics.Select(diagnostic => (diagnostic.Code, diagnostic.Position.Line)));
    }

    [Fact]
    public void States_are_reached_by_next_branches_default_and_catch() => Assert.Empty(Given.Compiled(Given.Definition("""
        - { Name: a, Type: Choice, Branches: [{ Condition: $Input.x, Next: branch }], Default: default }
        - { Name: branch, Type: Pass, Next: next }
        - { Name: default, Type: Succeed }
        - Name: next
          Type: Task
          Action: HTTP:Request
          Catch: [{ Errors: [FnF.ALL], Next: caught }]
          End: true
        - { Name: caught, Type: Succeed }
        """)).Diagnostics);

    [Fact]
    public void A_rule_for_all_errors_warns_unless_it_is_the_last()
    {
        const string Rules = """
            - Name: a
              Type: Task
              Action: HTTP:Request
              Retry:
                - { Errors: [x, FnF.ALL], MaxAttempts: 1, IntervalSeconds: 1 }
                - { Errors: [FnF.ALL], MaxAttempts: 1, IntervalSeconds: 1 }
              Catch:
                - { Errors: [FnF.ALL], Next: b }
              Next: b
            """;

        var diagnostic = Assert.Single(Given.Compiled(Given.Definition($"{Rules}\n{End}")).Diagnostics);

        Assert.Equal((DiagnosticCodes.CatchAllNotLast, 9), (diagnostic.Code, diagnostic.Position.Line));
    }

    [Fact]
    public void A_rule_without_a_rate_keeps_its_interval_and_has_a_day_as_its_cap()
    {
        var flow = Given.Flow(Given.Definition(
            "- { Name: a, Type: Task, Action: 'A:B', End: true, "
            + "Retry: [{ Errors: [x], MaxAttempts: 9, IntervalSeconds: 7 }] }"));

        Assert.Equal(
            new(["x"], 9, TimeSpan.FromSeconds(7), 1, TimeSpan.FromDays(1)),
            Assert.Single(flow.States[0].Retry) with { Errors = ["x"] },
            (a, b) => (a with { Errors = [] }).ToString() == (b with { Errors = [] }).ToString());
    }

    [Theory]
    [InlineData("Type: Pass, End: true, ItemConstructor: 5")]
    [InlineData("Type: Task, End: true, Action: 'A:B', Branches: 5, ItemsPath: [x]")]
    [InlineData("Type: Succeed, Next: nowhere, Seconds: x")]
    [InlineData("Type: Fail, Next: nowhere, Retry: 5, Catch: 5")]
    public void Fields_of_other_kinds_of_states_are_not_looked_at(string fields) =>
        Assert.Empty(Given.Compiled(Given.Definition($"- {{ Name: a, {fields} }}")).Diagnostics);

    [Fact]
    public void What_lies_too_deep_is_told_with_the_limit()
    {
        var limits = Limits.Default with { ScopeDepth = 1 };
        var error = Assert.Single(Given.Compiled(Given.Definition("""
            - Name: a
              Type: Parallel
              End: true
              Branches:
                - StartAt: b
                  States:
                    - { Name: b, Type: Map, ItemsPath: $Input.x, End: true, Processor: { StartAt: c, States: [{ Name: c, Type: Succeed }] } }
            """), limits: limits).Diagnostics);

        Assert.Equal(
            "line 11, column 78: State 'b': Parallel and Map states lie in each other deeper than 1 levels. [SL2019]", error.ToString());
    }

    [Theory]
    [InlineData("Type: Task, End: true, Action: 'A:B', Parameters: { x.$: $Output }", "$Output is not available in Parameters")]
    [InlineData("Type: Wait, End: true, Seconds.$: $Item", "$Item is not available in Seconds.$")]
    [InlineData("Type: Fail, Code.$: $Output", "$Output is not available in Code.$")]
    [InlineData("Type: Pass, End: true, InputConstructor: { x.$: $Output }", "$Output is not available in InputConstructor")]
    [InlineData("Type: Pass, End: true, OutputConstructor: { x.$: $Item }", "$Item is not available in OutputConstructor")]
    [InlineData("Type: Pass, End: true, GlobalConstructor: { x.$: $Item }", "$Item is not available in GlobalConstructor")]
    [InlineData("Type: Choice, Default: a, Branches: [{ Condition: $Output, Next: a }]", "$Output is not available in Condition")]
    [InlineData("Type: Task, End: true, Action: 'A:B', Catch: [{ Errors: [E], Next: a, OutputConstructor: { x.$: $Output } }]", "$Output is not available in the OutputConstructor of a Catch rule")]
    [InlineData("Type: Map, End: true, ItemsPath: $Output, Processor: { StartAt: c, States: [{ Name: c, Type: Succeed }] }", "$Output is not available in ItemsPath")]
    [InlineData("Type: Map, End: true, ItemsPath: $Input, ItemConstructor: { x.$: $Global }, Processor: { StartAt: c, States: [{ Name: c, Type: Succeed }] }", "$Global is not available in ItemConstructor")]
    public void A_variable_that_a_place_does_not_have_is_refused_there(string fields, string problem)
    {
        var error = Assert.Single(Given.Compiled(Given.Definition($"- {{ Name: a, {fields} }}")).Diagnostics);

        Assert.Equal(DiagnosticCodes.VariableNotHere, error.Code);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SpecVersion: v2", "line 2, column 14: The definition: SpecVersion must be 'v1', not 'v2'. [SL2004]")]
    [InlineData("SpecVersion: v1\nName: other", "line 3, column 7: The definition: Name is 'other', but the flow is called 'orders'. Make them equal, or leave Name out. [SL2005]")]
    [InlineData("SpecVersion: v1\nTimeout: 31536001", "line 3, column 10: The definition: Timeout must be 1 to 31536000, not 31536001. [SL2008]")]
    public void What_is_wrong_at_the_top_is_told_in_these_words(string head, string problem) => Assert.Equal(
        problem,
        Assert.Single(Given.Compiled($"Type: StateMachine\n{head}\nStartAt: a\nStates: [{{ Name: a, Type: Succeed }}]\n").Diagnostics).ToString());

    [Fact]
    public void Branches_are_bounded_and_the_limit_is_told()
    {
        var limits = Limits.Default with { ParallelBranches = 2 };

        Assert.Empty(Given.Compiled(Branches(2), limits: limits).Diagnostics);
        Assert.Equal(
            "State 'a': Branches must have at most 2 branches, not 3.",
            Assert.Single(Given.Compiled(Branches(3), limits: limits).Diagnostics).Message);

        static string Branches(int count) => Given.Definition(
            "- { Name: a, Type: Parallel, End: true, Branches: ["
            + string.Join(", ", Enumerable.Range(0, count).Select(i => $"{{ StartAt: s{i}, States: [{{ Name: s{i}, Type: Succeed }}] }}"))
            + "] }");
    }

    [Fact]
    public void A_refused_definition_has_no_problems_beyond_those_that_are_reported()
    {
        var states = string.Concat(Enumerable.Range(0, 200).Select(i => $"- {{ Name: a, Type: Pass, Next: nowhere{i} }}\n"));

        Assert.Equal(100, Given.Compiled(Given.Definition(states)).Diagnostics.Count);
    }

    private static void AssertOnly(string? code, string states, ExecutionMode mode = ExecutionMode.Standard)
    {
        var errors = Given.Compiled(Given.Definition(states), mode).Diagnostics
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(diagnostic => diagnostic.Code)
            .Distinct();

        Assert.Equal(code is null ? [] : [code], errors);
    }

    private static IEnumerable<string> Codes(string definition) =>
        Given.Compiled(definition).Diagnostics.Select(diagnostic => diagnostic.Code);
}
