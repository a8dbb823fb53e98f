using Sluice.Testing.Files;
using Sluice.Testing.Replays;
using static Sluice.Testing.Tests.Replays.Recorded;

namespace Sluice.Testing.Tests.Replays;

public sealed class ReplayTests
{
    private const string Call = "Type: Task, Action: 'HTTP:Request', Parameters: { method: POST, url: 'http://a.test/' }";

    private static readonly string Pay =
        Flow($"{{ Name: Charge, {Call}, Next: Total }}; {{ Name: Total, Type: Pass, OutputConstructor: {{ sum.$: $Input.sum }}, End: true }}");

    [Fact]
    public void The_same_text_ends_the_same()
    {
        var replayed = Of(Pay, "{}", ("Charge", ["""{"sum":3}"""])).On(Pay);

        Assert.Equal((ReplayVerdict.Same, "Succeeded", "Succeeded"), (replayed.Verdict, replayed.Before, replayed.After));
    }

    [Fact]
    public void A_Catch_that_is_new_saves_what_had_failed_and_is_named_with_its_place()
    {
        var mended = Flow(
            $"{{ Name: Charge, {Call}, Catch: [{{ Errors: [HTTP.402], Next: Refuse }}], Next: Total }}; "
            + "{ Name: Total, Type: Pass, End: true }; { Name: Refuse, Type: Pass, End: true }");

        var replayed = Of(Pay, "{}", ("Charge", ["!HTTP.402"])).On(mended);

        Assert.Equal((ReplayVerdict.Differs, "Failed HTTP.402", "Succeeded"), (replayed.Verdict, replayed.Before, replayed.After));
        Assert.Equal("through Catch of Charge → Refuse", replayed.Reason);
        Assert.Equal(5, replayed.Position!.Value.Line);
    }

    [Fact]
    public void An_expression_that_fails_now_is_told_with_its_field()
    {
        var broken = Pay.Replace("$Input.sum }", "$Input.sum.net + 1 }", StringComparison.Ordinal);

        var replayed = Of(Pay, "{}", ("Charge", ["""{"sum":3}"""])).On(broken);

        Assert.Equal((ReplayVerdict.Differs, "Failed FnF.ExpressionError"), (replayed.Verdict, replayed.After));
        Assert.StartsWith("at Total: OutputConstructor.sum.$", replayed.Reason, StringComparison.Ordinal);
        Assert.Equal((6, broken.Split('\n')[5].IndexOf("$Input", StringComparison.Ordinal) + 1), (replayed.Position!.Value.Line, replayed.Position.Value.Column));
    }

    [Fact]
    public void A_call_that_nobody_recorded_is_not_known_and_never_made_up()
    {
        var more = Flow(
            $"{{ Name: Charge, {Call}, Next: Notify }}; {{ Name: Notify, {Call.Replace("a.test", "b.test")}, Next: Total }}; "
            + "{ Name: Total, Type: Pass, End: true }");

        var replayed = Of(Pay, "{}", ("Charge", ["""{"sum":3}"""])).On(more);

        Assert.Equal((ReplayVerdict.Unknown, "Notify is new, nobody recorded an answer"), (replayed.Verdict, replayed.Reason));
    }

    [Fact]
    public void A_call_that_nobody_recorded_gets_the_answer_that_somebody_has_thought_of_and_that_is_said()
    {
        var more = Flow(
            $"{{ Name: Charge, {Call}, Next: Notify }}; {{ Name: Notify, {Call.Replace("a.test", "b.test")}, OutputConstructor: {{ sum: 3 }}, Next: Total }}; "
            + "{ Name: Total, Type: Pass, OutputConstructor: { sum.$: $Input.sum }, End: true }");
        var (answers, problems) = AnswersFile.Read("targets: { Notify: { output: { Code: 200 }, after: 5m } }");

        var replayed = Of(Pay, "{}", ("Charge", ["{\"sum\":3}"])).On(more, new ReplayOptions { Answers = answers });

        Assert.Empty(problems);
        Assert.Equal((ReplayVerdict.Path, "Succeeded"), (replayed.Verdict, replayed.After));
        Assert.Contains("Notify got an answer that nobody recorded (--answers)", replayed.Notes);
    }

    [Fact]
    public void An_answer_that_never_comes_lets_the_timeout_of_the_new_call_pass()
    {
        var more = Flow(
            $"{{ Name: Charge, {Call}, Next: Notify }}; {{ Name: Notify, {Call}, Timeout: 60, Catch: [{{ Errors: [FnF.TaskTimeout], Next: Total }}], Next: Total }}; "
            + "{ Name: Total, Type: Pass, OutputConstructor: { sum: 3 }, End: true }");

        var replayed = Of(Pay, "{}", ("Charge", ["{\"sum\":3}"])).On(
            more, new ReplayOptions { Answers = AnswersFile.Read("targets: { Notify: { timeout: true } }").Answers });

        Assert.Equal((ReplayVerdict.Path, "Succeeded"), (replayed.Verdict, replayed.After));
    }

    [Fact]
    public void More_tries_than_were_recorded_are_not_known_and_fewer_are()
    {
        string Tries(int number) => Flow(
            $"{{ Name: Charge, {Call}, Retry: [{{ Errors: [HTTP.503], MaxAttempts: {number}, IntervalSeconds: 1 }}], End: true }}");
        var recording = Of(Tries(1), "{}", ("Charge", ["!HTTP.503"]));

        var more = recording.On(Tries(5));
        var fewer = recording.On(Tries(0));

        Assert.Equal((ReplayVerdict.Unknown, "try 3 of Charge: 2 are recorded"), (more.Verdict, more.Reason));
        Assert.Equal(ReplayVerdict.Calls, fewer.Verdict);
        Assert.Contains("no longer called: Charge ×1", fewer.Notes);
    }

    [Fact]
    public void A_changed_request_gets_the_recorded_answer_and_says_so_but_for_a_strict_replay()
    {
        var other = Pay.Replace("a.test", "b.test", StringComparison.Ordinal);
        var recording = Of(Pay, "{}", ("Charge", ["""{"sum":3}"""]));

        Assert.Equal((ReplayVerdict.Calls, "another request of Charge"), (recording.On(other).Verdict, recording.On(other).Reason));
        Assert.Equal(ReplayVerdict.Unknown, recording.On(other, new ReplayOptions { IsStrict = true }).Verdict);
    }

    [Fact]
    public void A_state_that_only_has_another_name_keeps_its_answers()
    {
        var renamed = Pay.Replace("Charge", "Collect", StringComparison.Ordinal);

        var replayed = Of(Pay, "{}", ("Charge", ["""{"sum":3}"""])).On(renamed);

        Assert.Equal(ReplayVerdict.Same, replayed.Verdict);
        Assert.Contains("Charge is taken for Collect: they are equal but for the name", replayed.Notes);
    }

    [Fact]
    public void A_state_that_has_another_name_and_text_keeps_its_answers_when_somebody_says_so()
    {
        var renamed = Pay.Replace("Charge", "Collect", StringComparison.Ordinal).Replace("a.test/", "a.test/pay", StringComparison.Ordinal);
        var recording = Of(Pay, "{}", ("Charge", ["""{"sum":3}"""]));

        Assert.Equal(ReplayVerdict.Unknown, recording.On(renamed).Verdict);
        Assert.Equal(ReplayVerdict.Calls, recording.On(renamed, new ReplayOptions
        {
            Renamed = new Dictionary<string, string> { ["Charge"] = "Collect" },
        }).Verdict);
    }

    [Fact]
    public void A_timeout_that_is_shorter_than_the_recorded_answer_took_times_out()
    {
        // One of two calls is answered a second behind the other.
        var parallel = Flow(
            "{ Name: both, Type: Parallel, Branches: ["
            + $"{{ StartAt: Ship, States: [{{ Name: Ship, {Call}, End: true }}] }}, "
            + $"{{ StartAt: Charge, States: [{{ Name: Charge, {Call}, Timeout: 10, End: true }}] }}], End: true }}");
        var recording = Of(parallel, "{}", ("Charge", ["{}"]), ("Ship", ["{}"]));
        var shorter = recording.On(parallel.Replace("Timeout: 10", "Timeout: 1", StringComparison.Ordinal));

        Assert.Equal((ReplayVerdict.Differs, "Failed FnF.TaskTimeout"), (shorter.Verdict, shorter.After));
    }

    [Fact]
    public void What_a_flow_draws_stays_the_same_when_states_come_before_it()
    {
        var draws = Flow("{ Name: Id, Type: Pass, OutputConstructor: { id.$: uuid() }, End: true }");
        var more = Flow("{ Name: New, Type: Pass, Next: Id }; { Name: Id, Type: Pass, OutputConstructor: { id.$: uuid() }, End: true }");

        Assert.Equal(ReplayVerdict.Same, Of(draws).On(draws).Verdict);
        Assert.Equal("begins with New", Of(draws).On(more).Reason);
    }

    [Fact]
    public void A_member_of_the_output_that_is_ignored_need_not_be_the_same()
    {
        var other = Pay.Replace("sum.$: $Input.sum", "sum: 4", StringComparison.Ordinal);
        var recording = Of(Pay, "{}", ("Charge", ["""{"sum":3}"""]));

        var replayed = recording.On(other);
        Assert.Equal((ReplayVerdict.Differs, "the output of Total: .sum has another value"), (replayed.Verdict, replayed.Reason));
        Assert.Equal(ReplayVerdict.Same, recording.On(other, new ReplayOptions { Ignored = ["$.sum"] }).Verdict);
    }

    [Fact]
    public void A_definition_that_is_refused_is_no_difference_but_a_mistake() =>
        Assert.Throws<RefusedDefinitionException>(() => Of(Pay, "{}", ("Charge", ["{\"sum\":1}"])).On("Type: StateMachine\nSpecVersion: v1\n"));

    [Fact]
    public void A_record_that_its_own_definition_would_not_give_is_not_comparable()
    {
        var recording = Of(Pay, "{}", ("Charge", ["""{"sum":3}"""]));
        var changed = recording with { Events = [.. recording.Events.Select(each => each.Id == 6 ? each with { StepName = "Other" } : each)] };

        Assert.Equal(ReplayVerdict.NotComparable, changed.On(Pay).Verdict);
        Assert.StartsWith("event ", changed.On(Pay).Reason, StringComparison.Ordinal);
    }
}
