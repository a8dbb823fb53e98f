using Sluice.Interpreter.Frames;

namespace Sluice.Interpreter.Tests.Frames;

/// <summary>Two states have one fingerprint where an execution goes on alike from both.</summary>
public sealed class StateFingerprintTests
{
    private const string Flow = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: first
        States:
          - Name: first
            Type: Task
            Action: HTTP:Request
            OutputConstructor: { n: 1 }
            Retry: [{ Errors: [Busy], IntervalSeconds: 3, MaxAttempts: 2 }]
            Catch: [{ Errors: [Lost], OutputConstructor: { n: 1 }, Next: second }, { Errors: [Gone], OutputConstructor: { n: 2 }, Next: second }]
            Next: second
          - { Name: second, Type: Task, Action: HTTP:Request, End: true }
        """;

    [Fact]
    public void Who_comes_there_later_by_another_way_with_the_same_data_is_alike()
    {
        var straight = new FlowRun(Flow).Start().Answer("{}");
        var caught = new FlowRun(Flow).Start().AnswerFailure("Lost");
        var retried = new FlowRun(Flow).Start().AnswerFailure("Busy").Wait().Answer("{}");

        Assert.Equal(Print(straight), Print(caught));
        Assert.Equal(Print(straight), Print(retried));
    }

    [Fact]
    public void Other_data_other_tries_and_another_place_are_told_apart()
    {
        var here = new FlowRun(Flow).Start();
        var tried = new FlowRun(Flow).Start().AnswerFailure("Busy").Wait();
        var there = new FlowRun(Flow).Start().Answer("{}");
        var other = new FlowRun(Flow).Start().AnswerFailure("Gone");

        Assert.Equal(4, new[] { here, tried, there, other }.Select(Print).Distinct().Count());
    }

    private static string Print(FlowRun run) => Convert.ToHexString(StateFingerprint.Of(run.Restore(), run.Now));
}
