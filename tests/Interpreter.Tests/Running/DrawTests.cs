namespace Sluice.Interpreter.Tests.Running;

/// <summary>Random functions: functions of the execution, the attempt and the field, whatever else happens.</summary>
public sealed class DrawTests
{
    private const string Header = "Type: StateMachine\nSpecVersion: v1\nStartAt: a\nStates:\n";

    private const string Nested = Header + """
          - Name: a
            Type: Parallel
            Branches:
              - StartAt: each
                States:
                  - Name: each
                    Type: Map
                    ItemsPath: $Input.items
                    ItemConstructor: { id.$: uuid() }
                    Processor:
                      StartAt: x
                      States:
                        - { Name: x, Type: Pass, OutputConstructor: { id.$: $Input.id, x.$: uuid(), y.$: uuid() }, End: true }
                    End: true
              - StartAt: l0
                States:
                  - { Name: l0, Type: Pass, OutputConstructor: { r.$: 'randomInt(0, 1000000000)' }, Next: l1 }
                  - { Name: l1, Type: Pass, OutputConstructor: { r.$: $Input.r, s.$: 'randomInt(0, 1000000000)' }, End: true }
            OutputConstructor: { all.$: $Output }
            End: true
        """;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void Where_turns_stop_changes_neither_history_nor_draws(int maxEvents)
    {
        var whole = new FlowRun(Nested, """{"items":[1,2,3]}""").Start();
        var pieces = new FlowRun(Nested, """{"items":[1,2,3]}""") { MaxEvents = maxEvents }.Start();
        while (pieces.End is null)
        {
            pieces.Give(new Stimulus.Continue());
        }

        Assert.Equal(whole.HistoryText(), pieces.HistoryText());
    }

    [Fact]
    public void No_two_fields_iterations_or_attempts_draw_the_same()
    {
        var output = new FlowRun(Nested, """{"items":[1,2,3]}""").Start().End!.Output!.ToString();

        var drawn = System.Text.RegularExpressions.Regex.Matches(output, "[0-9a-f]{8}-[0-9a-f-]{27}");
        Assert.Equal(9, drawn.Count);
        Assert.Equal(9, drawn.Select(match => match.Value).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void A_retry_draws_anew()
    {
        var run = new FlowRun(Header + """
              - Name: a
                Type: Task
                Action: HTTP:Request
                Parameters: { id.$: uuid() }
                Retry: [{ Errors: [Again], MaxAttempts: 1, IntervalSeconds: 1 }]
                End: true
            """).Start();
        var first = run.Call;
        var second = run.AnswerFailure("Again").Wait().Call;

        Assert.NotEqual(first.Parameters.ToString(), second.Parameters.ToString());
        Assert.Equal(("a@2.1", "a@2.2"), (first.Step.ToString(), second.Step.ToString()));
    }

    [Fact]
    public void A_call_inside_of_containers_is_named_by_its_way()
    {
        var run = new FlowRun(Header.Replace("StartAt: a", "StartAt: a/b", StringComparison.Ordinal) + """
              - Name: a/b
                Type: Map
                ItemsPath: $Input.items
                Processor:
                  StartAt: p
                  States:
                    - Name: p
                      Type: Parallel
                      Branches:
                        - { StartAt: q, States: [{ Name: q, Type: Pass, End: true }] }
                        - { StartAt: t, States: [{ Name: t, Type: Task, Action: HTTP:Request, End: true }] }
                      End: true
                End: true
            """, """{"items":[0]}""");

        Assert.Matches(""""^"a/b"@2\.1\[0\]/p@\d+\.1\[1\]/t@\d+\.1$"""", run.Start().Call.Step.ToString());
    }
}
