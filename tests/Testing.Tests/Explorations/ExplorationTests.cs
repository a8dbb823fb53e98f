using Sluice.Definitions;
using Sluice.Definitions.Outlines;
using Sluice.Definitions.Syntax;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Testing.Explorations;
using Sluice.Testing.Files;
using Sluice.Testing.Reports;
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
        var result = Explore(Order, new ExploreOptions { Allowed = [(FindingKind.Unhandled, "Refund")], Compensations = [("Charge", ["Refund"])] });

        var finding = Assert.Single(result.Findings);
        Assert.Equal((FindingKind.Compensation, "Charge"), (finding.Kind, finding.State));
    }

    [Fact]
    public void An_answer_with_which_a_condition_goes_another_way_is_found_and_gone_on_from()
    {
        var text = Recorded.Flow(
            $"{{ Name: Ask, {Call}, OutputConstructor: {{ state.$: $Output.Body.state, n.$: $Input.n }}, Next: Look }}; "
            + "{ Name: Look, Type: Choice, Branches: [{ Condition: '$Input.state == \"paid\" && $Input.n > 100', Next: Ship }, { Condition: '$Input.n > 100', Next: End }], Default: End }; "
            + $"{{ Name: Ship, {Call}, Next: End }}; {{ Name: End, Type: Succeed }}");
        var flow = FlowOf(text, """{"n":3}""");
        var answers = AnswersFile.Read("targets: { Ask: { output: { Code: 200, Body: { state: open } } } }").Answers;

        var result = Exploration.Of(
            flow with { Starts = [flow.Starts[0] with { Answers = answers }] },
            new ExploreOptions { Faults = 1, Variants = 1 },
            CancellationToken.None);

        Assert.Empty(result.NeverEntered);
        Assert.Empty(result.NeverTaken);
        var finding = result.Findings.First(each => each.State == "Ship");
        Assert.Equal(2, finding.Deviations.Count);
        Assert.Equal("""Ask answers {"Code":200,"Body":{"state":"paid"}}""", finding.Deviations[0].ToString());
        Assert.Contains(Exploration.Of(flow, new ExploreOptions { Variants = 0 }, CancellationToken.None).NeverEntered, state => state.Name == "Ship");
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
    public void A_loop_in_which_nothing_changes_is_found_with_its_states_and_not_run_to_its_limit()
    {
        var result = Explore(
            Recorded.Flow($"{{ Name: Poll, {Call}, Catch: [{{ Errors: [HTTP.404], Next: Rest }}, {{ Errors: [FnF.ALL], Next: End }}], Next: Rest }}; {{ Name: Rest, Type: Wait, Seconds: 5, Next: Poll }}; {{ Name: End, Type: Succeed }}"),
            new ExploreOptions { Faults = 0 });

        var finding = Assert.Single(result.Findings);
        Assert.Equal((FindingKind.Loop, "Poll"), (finding.Kind, finding.State));
        Assert.StartsWith("Poll → Rest goes round with nothing changed", finding.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_have_a_bound_and_the_report_says_what_was_complete()
    {
        var result = Explore(Order, new ExploreOptions { Runs = 5 });

        Assert.Equal((5, 0), (result.Runs, result.CompleteUpTo));
    }

    [Fact]
    public void A_loop_that_another_answer_would_leave_is_a_note()
    {
        var result = Explore(
            Recorded.Flow($"{{ Name: Poll, {Call}, Catch: [{{ Errors: [FnF.ALL], Next: End }}], Next: Done }}; {{ Name: Done, Type: Choice, Branches: [{{ Condition: $Input.Code == 201, Next: End }}], Default: Rest }}; {{ Name: Rest, Type: Wait, Seconds: 5, Next: Poll }}; {{ Name: End, Type: Succeed }}"),
            new ExploreOptions { Faults = 0 });

        Assert.Empty(result.Findings);
        Assert.Contains(result.Notes, note => note.StartsWith("Poll → Done → Rest goes round", StringComparison.Ordinal));
    }

    [Fact]
    public void A_loop_whose_data_counts_runs_into_the_limit_once()
    {
        var result = Explore(
            Recorded.Flow("{ Name: Zero, Type: Pass, OutputConstructor: { n: 0 }, Next: Count }; { Name: Count, Type: Pass, OutputConstructor: { n.$: $Input.n + 1 }, Next: Rest }; { Name: Rest, Type: Wait, Seconds: 1, Next: Count }"),
            new ExploreOptions { Faults = 0 });

        Assert.Equal(FindingKind.Limit, Assert.Single(result.Findings).Kind);
    }

    [Fact]
    public void Runs_that_come_to_where_others_were_are_counted_as_alike_and_nothing_is_missed()
    {
        var chain = Recorded.Flow(string.Join("; ", Enumerable.Range(0, 6).Select(i =>
            $"{{ Name: S{i}, {Call}, Retry: [{{ Errors: [HTTP.503], MaxAttempts: 2, IntervalSeconds: 1 }}], Catch: [{{ Errors: [FnF.ALL], Next: End }}], Next: {(i == 5 ? "Last" : $"S{i + 1}")} }}"))
            + $"; {{ Name: Last, {Call}, Next: End }}; {{ Name: End, Type: Succeed }}");

        var result = Explore(chain, new ExploreOptions { Faults = 3 });

        Assert.Equal(3, result.CompleteUpTo);
        Assert.True(result.Alike > result.Runs / 5, $"{result.Alike} of {result.Runs}");
        Assert.All(result.Findings, finding => Assert.Equal(("Last", 1), (finding.State, finding.Deviations.Count)));
        Assert.Equal(2, result.Findings.Count);
    }

    [Fact]
    public void A_call_that_may_have_happened_and_is_made_again_is_found()
    {
        var result = Explore(
            Recorded.Flow($"{{ Name: Charge, {Call}, Retry: [{{ Errors: [FnF.ALL], MaxAttempts: 2, IntervalSeconds: 1 }}], Catch: [{{ Errors: [FnF.ALL], Next: End }}], Next: End }}; {{ Name: End, Type: Succeed }}"),
            new ExploreOptions { Once = ["Charge"] });

        var finding = Assert.Single(result.Findings);
        Assert.Equal((FindingKind.Twice, "Charge", "Charge: FnF.TaskTimeout"), (finding.Kind, finding.State, finding.Deviations.Single().ToString()));
    }

    [Fact]
    public void A_statement_that_some_run_breaks_is_found_with_the_fewest_faults()
    {
        var result = Explore(Order, new ExploreOptions
        {
            Faults = 1,
            Statements = [Mapping("never: { succeeded: Refund, status: Succeeded }"), Mapping("always: { status: [Succeeded, Failed] }")],
        });

        var finding = Assert.Single(result.Findings);
        Assert.Equal((FindingKind.Property, 1), (finding.Kind, finding.Deviations.Count));
        Assert.StartsWith("Ship: ", finding.Deviations.Single().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_shows_a_finding_is_made_small()
    {
        var text = Recorded.Flow($"{{ Name: Each, Type: Map, ItemsPath: $Input.rows, Processor: {{ StartAt: Send, States: [{{ Name: Send, {Call}, End: true }}] }}, End: true }}");
        var result = Exploration.Of(FlowOf(text, """{"rows":[1,2,3],"more":{"a":1}}"""), new ExploreOptions { Faults = 1 }, CancellationToken.None);

        Assert.All(result.Findings, finding => Assert.Equal("""{"rows":[1]}""", finding.Start.Input.ToString()));
        Assert.Equal(["Each[0]/Send: Explore.Unnamed", "Each[0]/Send: FnF.TaskTimeout"], result.Findings.Select(finding => finding.Deviations.Single().ToString()).Order());
    }

    [Fact]
    public void The_same_seed_gives_the_same_runs_where_not_all_can_be_made()
    {
        string Told(int seed) => ExploreText.JsonOf(Explore(Order, new ExploreOptions { Runs = 12, Seed = seed, Faults = 3 }), "flow.yaml", "").ToString();

        Assert.Equal(Told(7), Told(7));
        Assert.Contains("\"seed\":7", Told(7), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_allowed_and_never_found_is_a_note()
    {
        var result = Explore(Order, new ExploreOptions { Allowed = [(FindingKind.Stuck, "Ship")] });

        Assert.Contains("nothing of kind stuck was found at Ship, which is allowed to be", result.Notes);
    }

    private static MappingNode Mapping(string text) => (MappingNode)YamlText.Read(text, Limits.Default, out _)!;

    private static ExplorationResult Explore(string text, ExploreOptions options) =>
        Exploration.Of(FlowOf(text), options, CancellationToken.None);

    private static ExploredFlow FlowOf(string text, string input = "{}")
    {
        var flow = FlowCompiler.Compile(text, "flow", ExecutionMode.Standard, Limits.Default).Flow!;
        var given = (JsonObject)JsonPayload.FromStored(System.Text.Encoding.UTF8.GetBytes(input)).Value;
        return new(flow, FlowOutliner.Find(text, ExecutionMode.Standard, Limits.Default)!, [new(given, [])], ExecutionMode.Standard, Limits.Default);
    }
}
