using Sluice.Model;

namespace Sluice.Testing.Files;

/// <summary>The key table of test files. The reader checks by it, and the JSON Schema is made from it.</summary>
internal static class TestKeys
{
    private static readonly Shape Text = new Shape.Text();
    private static readonly Shape Any = new Shape.Any();
    private static readonly Shape Span = new Shape.Span();
    private static readonly Shape Flag = new Shape.Boolean();
    private static readonly Shape Status = new Shape.Text(
        nameof(ExecutionStatus.Succeeded), nameof(ExecutionStatus.Failed), nameof(ExecutionStatus.TimedOut), nameof(ExecutionStatus.Stopped));

    /// <summary>A value as it is or a matcher.</summary>
    private static readonly Shape Matched = Any;

    private static readonly Shape Names = new Shape.Either(Text, new Shape.List(Text));

    private static readonly Shape Answers = OneOrMore("answer", () => Answer!);

    private static readonly Shape Targets = new Shape.Map(Answers);

    private static readonly Shape Expectations = OneOrMore("expect", () => Expect!);

    private static readonly Shape Content = new Shape.Either(Text, new Shape.List(Any), new Shape.Map(Any));

    private static readonly IReadOnlyList<Key> OfTests =
    [
        new("input", new Shape.Map(Any), "What the execution is started with; {file: PATH} reads it from a file."),
        new("execution", Of("execution", () => Execution!), "The execution's own name."),
        new("targets", Targets, "What calls are answered, by the path of a state, its name, or an action."),
        new("children", new Shape.Map(Of("child", () => Child!)), "Answers of sub-flows that run, by the name of the flow."),
        new("items", new Shape.Map(new Shape.Either(new Shape.List(Any), Of("file", () => FromFile!))),
            "Items that stand for the reader of a distributed Map, by its path or name."),
        new("objects", new Shape.Map(Content), "Objects that are there at the start, as bucket/key."),
        new("acts", new Shape.List(Of("act", () => Act!)), "What somebody outside does, and when."),
        new("schedule", Of("schedule", () => Schedule!), "A schedule that starts the executions, in place of the test."),
        new("clock", new Shape.Instant(), "The first instant; 2026-01-01T00:00:00Z."),
        new("seed", new Shape.Integer(0), "What random functions draw from; 1."),
        new("until", Span, "How far virtual time goes; the execution's own deadline."),
        new("strict", Flag, "Answers that are never used are errors."),
        new("skip", new Shape.Either(Flag, Text), "Leave the test out; a text says why."),
        new("only", Flag, "Of this file, run only the tests that say so."),
        new("tags", new Shape.List(Text), "Words by which --tag finds the test."),
        new("expect", Expectations, "What is to come of it; a list where a schedule starts several."),
    ];

    public static KeyTable File { get; } = new(
        "testFile",
        [
            new("flow", Text, "The file with the definition under test."),
            new("flows", new Shape.Map(Text), "Files of several flows by name; the first is under test."),
            new("mode", new Shape.Text(nameof(ExecutionMode.Standard), nameof(ExecutionMode.Express)), "Of the flow; Standard."),
            new("role", Text, "The role that the flow runs under."),
            new("limits", Of("limits", () => LimitKeys!), "Limits that are not the documented ones."),
            new("defaults", Of("defaults", () => Defaults!), "Merged under every test."),
            new("tests", new Shape.List(Of("test", () => Test!)), "A list of tests.", IsRequired: true),
            new("explore", Of("explore", () => Explore!), "What sluice explore is told of the flow."),
        ]);

    /// <summary>A file with answers alone.</summary>
    public static KeyTable AnswersFile { get; } = new(
        "answersFile", [new("targets", Targets, "What calls are answered, by the path of a state, its name, or an action.", IsRequired: true)]);

    public static KeyTable LimitKeys { get; } = new("limits", [.. TestLimits.Names.Select(name =>
        new Key(name, new Shape.Integer(1), "As the setting of the server of this name."))]);

    public static KeyTable Defaults { get; } = new("defaults", OfTests);

    public static KeyTable Test { get; } = new(
        "test", [new("name", Text, "A sentence, unique in the file.", IsRequired: true), .. OfTests]);

    public static KeyTable Execution { get; } = new("execution", [new("name", Text, "Unique in the flow.")]);

    public static KeyTable FromFile { get; } = new("file", [new("file", Text, "A CSV, JSON or JSON Lines file.", IsRequired: true)]);

    public static KeyTable Child { get; } = new("child", [new("targets", Targets, "What its calls are answered.")]);

    public static KeyTable Answer { get; } = new(
        "answer",
        [
            new("output", Any, "The result of the call."),
            new("error", Text, "The code that it fails with."),
            new("cause", Text, "A sentence about the error."),
            new("after", Span, "How long the answer takes."),
            new("timeout", Flag, "No answer ever comes."),
            new("tooLarge", Flag, "The answer is larger than a state may hold."),
            new("callback", Of("callback", () => Callback!), "The call is answered, and somebody reports on the task later."),
            new("child", Of("childEnd", () => ChildEnd!), "How a sub-flow that does not run ends."),
            new("refused", Text, "The code that the start of a sub-flow is refused with, such as FlowNotExists."),
            new("run", Flag, "The sub-flow runs: its flow is one of flows."),
            new("when", new Shape.Map(Matched), "Calls that it is for: iteration, branch, visit, try, action, or a path into the parameters."),
            new("times", new Shape.Integer(1), "How often it is used; the last fitting one repeats without it."),
            new("shared", Flag, "The list is begun once for all branches, iterations and children."),
        ]);

    public static KeyTable Callback { get; } = new(
        "callback",
        [
            new("after", Span, "How long after the call somebody reports; at once."),
            new("output", Any, "What is reported."),
            new("error", Text, "The code that is reported."),
            new("cause", Text, "A sentence about the error."),
            new("submitted", Any, "What the call itself is answered; {}."),
            new("submitError", Text, "The code that the call itself fails with."),
        ]);

    public static KeyTable ChildEnd { get; } = new(
        "childEnd",
        [
            new("status", Status, "How it ends.", IsRequired: true),
            new("output", Any, "What it comes to."),
            new("error", Text, "Its error code."),
            new("cause", Text, "A sentence about the error."),
        ]);

    public static KeyTable Act { get; } = new(
        "act",
        [
            new("at", Span, "How long after the start."),
            new("after", Text, "As soon as this state has succeeded."),
            new("stop", Of("stop", () => Stop!), "The execution is stopped."),
            new("report", Text, "Somebody reports on the task of this state."),
            new("output", Any, "What is reported."),
            new("error", Text, "The code that is reported."),
            new("cause", Text, "A sentence about the error."),
            new("redrive", new Shape.Map(Any), "The execution goes on where it failed."),
        ]);

    public static KeyTable Stop { get; } = new(
        "stop", [new("error", Text, "The code that it is stopped with."), new("cause", Text, "A sentence about it.")]);

    public static KeyTable Schedule { get; } = new(
        "schedule",
        [
            new("cron", Text, "As schedules have it.", IsRequired: true),
            new("payload", Any, "The payload of the schedule."),
            new("from", new Shape.Instant(), "When the schedule is made; the clock of the test."),
            new("fire", new Shape.Integer(1), "How many executions it starts; 1."),
        ]);

    public static KeyTable Expect { get; } = new(
        "expect",
        [
            new("status", Status, "How the execution ends."),
            new("error", Matched, "Its error code."),
            new("cause", Text, "A part of what it says about the error."),
            new("output", Matched, "A part of what it comes to."),
            new("outputExactly", Any, "All that it comes to."),
            new("path", new Shape.List(Any), "The states that the flow's own scope entered, in order."),
            new("pathContains", new Shape.List(Text), "Some of them, in order."),
            new("never", new Shape.Either(Text, new Shape.List(Text), Of("atom", () => Atom!)),
                "States that were never entered, anywhere; or what is never so."),
            new("always", Of("atom", () => Atom!), "What is so, whatever way it went."),
            new("if", Of("atom", () => Atom!), "When this is so, what then says is."),
            new("then", Of("atom", () => Atom!), "What is so when if is."),
            new("states", new Shape.Map(Of("stateExpect", () => StateExpect!)), "What states did, by path or name."),
            new("calls", new Shape.Map(Matched), "How many calls were made, by path, state or action."),
            new("requests", new Shape.Map(new Shape.List(Matched)), "Parts of the parameters of each call, in order."),
            new("waits", new Shape.Either(new Shape.List(Span), new Shape.Map(new Shape.List(Span))),
                "The back-offs between attempts; by state when several retry."),
            new("took", Matched, "Virtual time from start to end."),
            new("global", Matched, "A part of $Global at the end."),
            new("children", new Shape.Map(Matched), "Sub-flows that ran, by flow: how many, or a list of {status, output, error}."),
            new("map", new Shape.Map(Of("mapExpect", () => MapExpect!)), "Children of distributed Maps, by path or name."),
            new("objects", new Shape.Map(Matched), "Objects that are there at the end, as bucket/key."),
            new("sent", new Shape.Map(new Shape.List(Matched)), "Messages that were sent, in order, by queue, or topics/NAME."),
            new("handled", Flag, "No failure has reached the end but those of Fail states."),
        ]);

    public static KeyTable StateExpect { get; } = new(
        "stateExpect",
        [
            new("input", Matched, "A part of its own input, on the last visit."),
            new("output", Matched, "A part of its output, on the last visit."),
            new("error", Matched, "The code that it failed with last."),
            new("visits", Matched, "How often it was entered."),
            new("tries", Matched, "How often it was tried, over all visits."),
            new("status", new Shape.Text("Succeeded", "Failed", "Cancelled", "Never"), "How its last visit ended."),
        ]);

    public static KeyTable MapExpect { get; } = new(
        "mapExpect",
        [
            new("succeeded", Matched, "How many children succeeded."), new("failed", Matched, "How many did not."),
        ]);

    public static KeyTable Explore { get; } = new(
        "explore",
        [
            new("inputs", new Shape.List(new Shape.Map(Any)), "Inputs in place of those of the tests; {file: PATH} reads one from a file."),
            new("compensates", new Shape.Map(Names), "What undoes what: {Charge: Refund}. Charge was done, the execution has not succeeded, and no Refund has after it: a finding."),
            new("once", new Shape.List(Text), "States whose call must not be made again when it may have happened."),
            new("expect", new Shape.List(Of("statement", () => Statement!)), "What holds whatever happens."),
            new("allow", new Shape.List(Of("allowed", () => Allowed!)), "Findings that are none."),
        ]);

    public static KeyTable Statement { get; } = new(
        "statement",
        [
            new("never", Of("atom", () => Atom!), "What is never so."),
            new("always", Of("atom", () => Atom!), "What is always so."),
            new("if", Of("atom", () => Atom!), "When this is so, what then says is."),
            new("then", Of("atom", () => Atom!), "What is so when if is."),
        ]);

    public static KeyTable Atom { get; } = new(
        "atom",
        [
            new("entered", Names, "One of these states was entered."),
            new("called", Names, "One of these was called, by path, state or action."),
            new("succeeded", Names, "One of these states has succeeded."),
            new("failed", Names, "One of these states has failed, whatever came of it."),
            new("status", new Shape.Either(Status, new Shape.List(Status)), "How the execution ended: one of these."),
            new("error", Names, "The code that it ended with: one of these."),
            new("output", Matched, "A part of what it came to."),
            new("global", Matched, "A part of $Global at the end."),
            new("calls", new Shape.Map(Matched), "How many calls were made, by path, state or action: {Charge: \"<= 1\"}."),
            new("visits", new Shape.Map(Matched), "How often states were entered, by path or name: {Poll: \"< 100\"}."),
            new("took", Matched, "Virtual time from start to end: \"< 1h\"."),
            new("before", new Shape.List(Text), "Each was entered, in this order."),
            new("not", new Shape.Either(Text, new Shape.List(Text), Of("atom", () => Atom!)), "None of these states has succeeded; or what is not so."),
        ]);

    public static KeyTable Allowed { get; } = new(
        "allowed",
        [
            .. new[] { "unhandled", "compensation", "twice", "loop", "limit", "stuck", "expression" }
                .Select(kind => new Key(kind, Names, $"States of which a finding of kind {kind} is none.")),
            new("because", Text, "Why."),
        ]);

    /// <summary>Those that others name.</summary>
    public static IReadOnlyList<KeyTable> Named { get; } =
    [
        Defaults, Test, LimitKeys, Execution, FromFile, Child, Answer, Callback, ChildEnd, Act, Stop, Schedule, Expect, StateExpect,
        MapExpect, Explore, Statement, Atom, Allowed,
    ];

    private static Shape.Keyed Of(string name, Func<KeyTable> find) => new(name, find);

    private static Shape.Either OneOrMore(string name, Func<KeyTable> find) =>
        new(new Shape.List(Of(name, find)), Of(name, find));
}
