using Sluice.Model.History;

namespace Sluice.Interpreter.Tests.Running;

/// <summary>Headers that carry credentials are sent, and not shown.</summary>
public sealed class CredentialTests
{
    private const string Secret = "Bearer s3cret";

    [Theory]
    [InlineData(StateMachine)]
    [InlineData(Classic)]
    public void A_credential_is_sent_and_not_shown(string definition)
    {
        var run = new FlowRun(definition).Start();

        Assert.Contains(Secret, run.Call.Parameters.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, run.HistoryText(), StringComparison.Ordinal);
        Assert.Contains("""headers":{"authorization":"****","Accept":"a"}""", run.HistoryText(), StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_sent_again_after_a_crash_and_a_failed_attempt()
    {
        var run = new FlowRun(StateMachine).Start();
        Assert.Contains(Secret, Assert.IsType<Effect.InvokeTask>(Assert.Single(run.Resume())).Parameters.ToString());

        run.AnswerFailure("E").Wait();
        Assert.Contains(Secret, run.Call.Parameters.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, run.HistoryText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StateMachine)]
    [InlineData(Classic)]
    public void A_setting_shows_it(string definition) => Assert.Contains(
        Secret,
        new FlowRun(definition) { Masked = HeaderMask.None }.Start().HistoryText(),
        StringComparison.Ordinal);

    [Fact]
    public void What_another_action_calls_headers_is_shown() => Assert.Contains(
        Secret,
        new FlowRun(StateMachine.Replace("HTTP:Request", "ECS:Describe", StringComparison.Ordinal)).Start().HistoryText(),
        StringComparison.Ordinal);

    private const string StateMachine = $$"""
        Type: StateMachine
        SpecVersion: v1
        StartAt: call
        States:
          - Name: call
            Type: Task
            Action: HTTP:Request
            Parameters: { url: http://localhost/, headers: { authorization: {{Secret}}, Accept: a } }
            Retry: [{ Errors: [E], MaxAttempts: 2, IntervalSeconds: 1 }]
            End: true
        """;

    private const string Classic = $$"""
        version: v1
        type: flow
        steps:
          - type: task
            name: call
            action: HTTP:Request
            serviceParams: { url: http://localhost/, headers: { authorization: {{Secret}}, Accept: a } }
        """;
}
