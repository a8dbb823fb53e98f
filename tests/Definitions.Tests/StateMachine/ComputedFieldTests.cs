using Sluice.Definitions.States;
using Sluice.Model;

namespace Sluice.Definitions.Tests.StateMachine;

public sealed class ComputedFieldTests
{
    [Theory]
    [InlineData("5", 5)]
    [InlineData("\"5\"", 5)]
    [InlineData("\"007\"", 7)]
    [InlineData("300", 300)]
    [InlineData("5.0", 5)]
    public void A_wait_takes_a_computed_integer_or_its_digits(string value, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Delay(value).Value);

    [Theory]
    [InlineData("0")]
    [InlineData("301")]
    [InlineData("1.5")]
    [InlineData("\"301\"")]
    [InlineData("\"-1\"")]
    [InlineData("\" 5\"")]
    [InlineData("\"5s\"")]
    [InlineData("\"\"")]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("[5]")]
    public void A_computed_wait_out_of_range_is_an_invalid_argument(string value)
    {
        var failure = Delay(value).Failure;

        Assert.Equal("FnF.InvalidArgument", failure?.Code);
        Assert.StartsWith("Seconds.$: must give 1 to 300 seconds (setting limits.standardWaitSeconds), not ", failure?.Cause, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("604800", 604800)]
    [InlineData("\"60\"", 60)]
    public void A_timeout_may_be_computed(string value, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Timeout(value).Value);

    [Theory]
    [InlineData("604801")]
    [InlineData("-1")]
    [InlineData("null")]
    public void A_computed_timeout_out_of_range_is_an_invalid_argument(string value) =>
        Assert.Equal("FnF.InvalidArgument", Timeout(value).Failure?.Code);

    [Theory]
    [InlineData("Detail: text", "FnF.Fail", "text")]
    [InlineData("Code: Mine", "Mine", "")]
    [InlineData("Code.$: $Input.v, Detail.$: 'format(\"because {}\", $Input.v)'", "word", "because word")]
    [InlineData("Code.$: $Input.nope, Detail.$: $Input.nope", "FnF.Fail", "")]
    public void A_fail_state_has_its_code_and_detail(string fields, string code, string detail) =>
        Assert.Equal(new StepFailure(code, detail), Failure(fields, "\"word\"").Value);

    [Theory]
    [InlineData("Code.$: $Input.v", "Code.$: must give a string, not a number.")]
    [InlineData("Detail.$: $Input.v", "Detail.$: must give a string, not a number.")]
    public void A_fail_state_whose_fields_are_no_texts_fails_with_an_invalid_argument(string fields, string cause) =>
        Assert.Equal(new StepFailure("FnF.InvalidArgument", cause), Failure(fields, "5").Failure);

    [Theory]
    [InlineData("$Input.v", "true", true)]
    [InlineData("$Input.v", "false", false)]
    [InlineData("$Input.v", "null", false)]
    [InlineData("$Input.v > 5", "\"text\"", false)]
    [InlineData("'true'", "1", true)]
    [InlineData("true", "1", true)]
    public void A_condition_is_true_or_false_and_null_counts_as_false(string condition, string value, bool expected) =>
        Assert.Equal(expected, Condition(condition, value).Value);

    [Theory]
    [InlineData("$Input.v", "1", "State")]
    [InlineData("$Input.v", "\"true\"", "State")]
    [InlineData("5", "1", "State")]
    [InlineData("$Input.v + 1 > 2", "true", "State")]
    public void A_condition_that_gives_anything_else_is_an_expression_error(string condition, string value, string _)
    {
        var failure = Condition(condition, value).Failure;

        Assert.Equal("FnF.ExpressionError", failure?.Code);
        Assert.StartsWith("Branches[0].Condition: ", failure?.Cause, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Type: Wait, End: true, Seconds.$: $Input.v", "[5]", "Seconds.$: must give 1 to 300 seconds (setting limits.standardWaitSeconds), not an array.")]
    [InlineData("Type: Wait, End: true, Seconds.$: $Input.v", "\"5s\"", "Seconds.$: must give 1 to 300 seconds (setting limits.standardWaitSeconds), not \"5s\".")]
    [InlineData("Type: Task, End: true, Action: 'A:B', Timeout.$: $Input.v", "604801", "Timeout.$: must give 0 to 604800 seconds, not 604801.")]
    [InlineData("Type: Map, End: true, ItemsPath: $Input.v, " + Processor, "{}", "ItemsPath: must give an array, not an object.")]
    [InlineData("Type: Map, End: true, ItemsPath: $Input.v, MaxConcuccency.$: '$Input.v[0]', " + Processor, "[41]", "MaxConcuccency.$: must give an integer, 1 to 40 (setting limits.inlineIterations), not 41.")]
    [InlineData("Type: Map, End: true, ItemsPath: $Input.v, MaxConcurrency.$: '$Input.v[0]', " + Processor, "[\"x\"]", "MaxConcurrency.$: must give an integer, 1 to 40 (setting limits.inlineIterations), not a string.")]
    [InlineData("Type: Choice, Default: a, Branches: [{ Condition: $Input.v, Next: a }]", "7", "Branches[0].Condition: a condition must give a boolean, not a number.")]
    public void What_a_field_cannot_take_is_told_in_these_words(string fields, string value, string cause) =>
        Assert.Equal(cause, Evaluate(Single<State>(fields), value)?.Cause);

    /// <summary>Only in conditions do values of unlike kinds compare as false.</summary>
    [Theory]
    [InlineData("Type: Wait, Seconds.$: '1 < \"a\" ? 5 : 6', End: true")]
    [InlineData("Type: Task, Action: 'A:B', Timeout.$: '1 < \"a\" ? 5 : 6', End: true")]
    [InlineData("Type: Fail, Code.$: '1 < \"a\" ? \"5\" : \"6\"'")]
    [InlineData("Type: Fail, Detail.$: '1 < \"a\" ? \"5\" : \"6\"'")]
    [InlineData("Type: Map, ItemsPath: '1 < \"a\" ? [5] : [6]', End: true, " + Processor)]
    [InlineData("Type: Map, End: true, ItemsPath: $Input.v, MaxConcuccency.$: '1 < \"a\" ? 5 : 6', " + Processor)]
    [InlineData("Type: Task, Action: 'A:B', Parameters: { x.$: '1 < \"a\"' }, End: true")]
    public void A_comparison_of_unlike_kinds_outside_of_a_condition_fails(string fields) => Assert.Equal(
        "FnF.ExpressionError", Evaluate(Single<State>(fields), "[1]")?.Code);

    [Theory]
    [InlineData("MaxConcuccency: 5", 5)]
    [InlineData("MaxConcurrency: 6", 6)]
    [InlineData("MaxConcuccency: 7, MaxConcurrency: 7", 7)]
    [InlineData("MaxConcuccency.$: $Input.v", 3)]
    [InlineData("MaxConcuccency.$: $Input.v, MaxConcurrency: 9", 3)]
    [InlineData("Description: x", 40)]
    public void Either_spelling_says_how_many_iterations_run_at_once(string fields, int expected) => Assert.Equal(
        expected,
        Single<MapState>($"Type: Map, End: true, ItemsPath: $Input.x, {fields}, {Processor}").Concurrency.Evaluate(With("3")).Value);

    private const string Processor = "Processor: { StartAt: p, States: [{ Name: p, Type: Succeed }] }";

    /// <summary>Why the state's own field cannot be had.</summary>
    private static StepFailure? Evaluate(State state, string value) => state switch
    {
        WaitState wait => wait.Delay.Evaluate(With(value)).Failure,
        TaskState task => task.Timeout.Evaluate(With(value)).Failure ?? task.Parameters.Evaluate(With(value)).Failure,
        FailState fail => fail.Failure.Evaluate(With(value)).Failure,
        MapState map => map.Items.Evaluate(With(value)).Failure ?? map.Concurrency.Evaluate(With(value)).Failure,
        ChoiceState choice => choice.Options[0].Condition!.Evaluate(With(value)).Failure,
        _ => null,
    };

    private static Variables With(string value) => Given.Variables($$"""{"v":{{value}}}""");

    private static Outcome<TimeSpan> Delay(string value) =>
        Single<WaitState>("Type: Wait, End: true, Seconds.$: $Input.v").Delay.Evaluate(With(value));

    private static Outcome<TimeSpan> Timeout(string value) =>
        Single<TaskState>("Type: Task, Action: 'A:B', End: true, Timeout.$: $Input.v").Timeout.Evaluate(With(value));

    private static Outcome<StepFailure> Failure(string fields, string value) =>
        Single<FailState>($"Type: Fail, {fields}").Failure.Evaluate(With(value));

    private static Outcome<bool> Condition(string condition, string value)
    {
        var state = Single<ChoiceState>($"Type: Choice, Default: a, Branches: [{{ Condition: {condition}, Next: a }}]");
        return Assert.Single(state.Options).Condition!.Evaluate(With(value));
    }

    private static T Single<T>(string fields) =>
        Assert.IsAssignableFrom<T>(Given.Flow(Given.Definition($"- {{ Name: a, {fields} }}")).States[0]);
}
