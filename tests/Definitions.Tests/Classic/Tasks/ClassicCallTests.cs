using Sluice.Definitions.States;
using Sluice.Model;

namespace Sluice.Definitions.Tests.Classic.Tasks;

/// <summary>How a task's call is shown in histories, and how long it may take.</summary>
public sealed class ClassicCallTests
{
    [Theory]
    [InlineData("resourceArn: 'acs:fnf:::flow/f'", "resourceArn", "acs:fnf:::flow/f", "requestResponse", null)]
    [InlineData("resourceArn: 'acs:fnf:::flow/f', pattern: sync", "resourceArn", "acs:fnf:::flow/f", "sync", null)]
    [InlineData("action: 'x:Y', serviceParams: { a: $.n, b: 5 }", "action", "x:Y", "requestResponse", """{"a":1,"b":5}""")]
    [InlineData(
        "resourceArn: 'acs:mns:::/queues/q/messages', serviceParams: { MessageBody: $, Priority: 1 }, pattern: waitForCallback",
        "resourceArn", "acs:mns:::/queues/q/messages", "waitForCallback", """{"MessageBody":{"n":1},"Priority":1}""")]
    public void A_call_is_told_in_the_words_of_its_definition(string fields, string key, string called, string pattern, string? given)
    {
        var call = Task(fields).Classic!;

        Assert.Equal((key, called, pattern), (call.Key, call.Called, call.Pattern));
        Assert.Equal(
            given is null ? null : Given.Payload(given), call.ServiceParams?.Evaluate(Given.Variables("""{"n":1}""")).Value);
    }

    [Theory]
    [InlineData("timeoutSeconds: 30", 30)]
    [InlineData("end: true", 0)]
    public void A_task_may_have_a_timeout(string field, int seconds) => Assert.Equal(
        TimeSpan.FromSeconds(seconds),
        Task($"resourceArn: 'acs:fnf:::flow/f', {field}").Timeout.Evaluate(Given.Variables()).Value);

    [Fact]
    public void A_parameter_that_is_too_much_work_is_named() => Assert.Equal(
        new StepFailure(
            "FnF.RuntimeError",
            "serviceParams.b: its paths select more data, or take more work, than a step may (setting limits.classicStepBytes)."),
        Task("action: 'x:Y', serviceParams: { a: 1, b: $.n }").Parameters.Evaluate(
            Given.Variables("""{"n":1}""", Limits.Default with { ClassicStepBytes = 0 })).Failure);

    [Theory]
    [InlineData("waitforcallback", "Did you mean 'waitForCallback'?")]
    [InlineData("whenever", "There are requestResponse, sync, waitForCallback.")]
    public void A_pattern_that_is_none_is_told_the_nearest_or_all(string pattern, string hint)
    {
        var error = Assert.Single(Given.Compiled(Classic.Definition(
            $"- {{ type: task, name: a, resourceArn: 'acs:fnf:::flow/f', pattern: {pattern} }}")).Diagnostics);

        Assert.Equal((DiagnosticCodes.UnknownPattern, hint), (error.Code, error.Hint));
    }

    private static TaskState Task(string fields) =>
        Assert.IsType<TaskState>(Classic.Flow($"- {{ type: task, name: a, {fields} }}").States[0]);
}
