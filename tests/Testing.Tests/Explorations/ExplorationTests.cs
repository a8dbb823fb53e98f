using Sluice.Definitions;
using Sluice.Definitions.Outlines;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Testing.Explorations;
using Sluice.Testing.Tests.Replays;

namespace Sluice.Testing.Tests.Explorations;

public sealed class ExplorationTests
{
    private const string Call = "Type: Task, Action: 'HTTP:Request', Parameters: { method: POST, url: 'http://a.test/' }";

    private static readonly string Order = Recorded.Flow(
        $"{{ Name: Charge, {Call}, Catch: [{{ Errors: [FnF.ALL], Next: End }}], Next: Ship }}; "
        + $"{{ Name: Ship, {Call}, Retry: [{{ Errors: [HTTP.503], MaxAttempts: 2, IntervalSeconds: 1 }}], Catch: [{{ Errors: [FnF.ALL], Next: Refund }}], Next: End }}; "
        + $"{{ Name: Refund, {Call}, Next: End }}; "
        + "{ Name: End, Type: Succeed }");

    [Fact]
    public void A_failure_that_nothing_handles_is_found_with_the_fewest_faults_and_what_had_been_done()
    {
        var result = Explore(Order, new ExploreOptions());

        var finding = result.Findings.First(each => each.What.StartsWith("Explore.Unnamed", StringComparison.Ordinal));
        Assert.Equal((FindingKind.Unhandled, "Refund"), (finding.Kind, finding.State));
        Assert.Equal("Explore.Unnamed → execution Failed; Charge had succeeded", finding.What);
        Assert.Equal(2, finding.Deviations.Count);
        Assert.All(result.Findings, each => Assert.Equal("Refund", each.State));
        Assert.Empty(result.NeverEntered);
        Assert.Equal(2, result.CompleteUpTo);
    }

    [Fact]
    public void With_one_fault_at_once_it_is_not_found_and_that_is_said()
    {
        var result = Explore(Order, new ExploreOptions { Faults = 1 });

        Assert.Empty(result.Findings);
        Assert.Equal(1, result.CompleteUpTo);
        Assert.Equal(["Charge", "Refund", "Ship"], result.MadeUp);
    }

    [Fact]
    public void What_was_done_and_not_undone_is_found_when_somebody_says_what_undoes_what()
    {
        var result = Explore(Order, new ExploreOptions { Allowed = ["Refund"], Compensations = [("Charge", "Refund")] });

        var finding = Assert.Single(result.Findings);
        Assert.Equal((FindingKind.Compensation, "Charge"), (finding.Kind, finding.State));
    }

    [Fact]
    public void A_state_that_no_run_enters_is_named()
    {
        var result = Explore(
            Recorded.Flow("{ Name: A, Type: Choice, Branches: [{ Condition: $Input.never == 1, Next: B }], Default: C }; { Name: B, Type: Pass, End: true }; { Name: C, Type: Pass, End: true }"),
            new ExploreOptions());

        Assert.Equal("B", Assert.Single(result.NeverEntered).Path);
        Assert.Empty(result.Findings);
    }

    [Fact]
    public void A_callback_without_a_time_waits_until_the_execution_has_none_left()
    {
        var result = Explore(
            Recorded.Flow("{ Name: Ask, Type: Task, Action: 'HTTP:Request', TaskMode: WaitForCustomCallback, Parameters: { url: 'http://a.test/' }, Catch: [{ Errors: [FnF.ALL], Next: No }], End: true }; { Name: No, Type: Succeed }"),
            new ExploreOptions());

        var finding = Assert.Single(result.Findings);
        Assert.Equal((FindingKind.Stuck, "Ask", "Ask: never answered"), (finding.Kind, finding.State, finding.Deviations.Single().ToString()));
    }

    [Fact]
    public void A_loop_runs_into_the_limit_once_and_ends()
    {
        var result = Explore(
            Recorded.Flow($"{{ Name: Poll, {Call}, Catch: [{{ Errors: [HTTP.404], Next: Rest }}, {{ Errors: [FnF.ALL], Next: End }}], Next: Rest }}; {{ Name: Rest, Type: Wait, Seconds: 5, Next: Poll }}; {{ Name: End, Type: Succeed }}"),
            new ExploreOptions { Faults = 0 });

        var finding = Assert.Single(result.Findings);
        Assert.Equal(FindingKind.Limit, finding.Kind);
    }

    [Fact]
    public void Runs_have_a_bound_and_the_report_says_what_was_complete()
    {
        var result = Explore(Order, new ExploreOptions { Runs = 5 });

        Assert.Equal((5, 0), (result.Runs, result.CompleteUpTo));
    }

    private static ExplorationResult Explore(string text, ExploreOptions options)
    {
        var flow = FlowCompiler.Compile(text, "flow", ExecutionMode.Standard, Limits.Default).Flow!;
        return Exploration.Of(
            new(flow, JsonObject.Empty, [], ExecutionMode.Standard, Limits.Default),
            FlowOutliner.Find(text, ExecutionMode.Standard, Limits.Default)!,
            options,
            CancellationToken.None);
    }
}
