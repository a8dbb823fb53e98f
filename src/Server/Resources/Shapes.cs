using Sluice.Definitions;
using Sluice.Definitions.Outlines;
using Sluice.Definitions.States;
using Sluice.Engine.Api;
using Sluice.Interpreter.Explaining;
using Sluice.Model;
using Sluice.Model.History;
using Sluice.Server.OwnApi;

namespace Sluice.Server.Resources;

/// <summary>What answers of the own API look like; each is written by a class of the same subject.</summary>
internal static class Shapes
{
    public static Shape.Members Nothing { get; } = Shape.Object("Nothing");

    public static Shape.Members OpenApi { get; } = Shape.Object(
        "OpenApi",
        new Field("openapi", Shape.Text, "The version of the form."),
        new Field("info", Shape.AnyObject, "What is described."),
        new Field("servers", Shape.ListOf(Shape.AnyObject), "Where it is."),
        new Field("paths", Shape.AnyObject, "What can be called."),
        new Field("components", Shape.AnyObject, "What answers look like."));

    public static Shape.Members Permissions { get; } = Shape.Object(
        "Permissions",
        new Field("allowed", Shape.ListOf(Shape.Text), "Names as policies have them, such as sluice:StopExecution."));

    public static Shape.Members Diagnostic { get; } = Shape.Object(
        "Diagnostic",
        new Field("code", Shape.Text, "Such as SL1004; docs/errors has a page for each."),
        new Field("severity", Shape.OneOf("error", "warning"), "A definition with an error is refused."),
        new Field("message", Shape.Text, "What is wrong, in one sentence."),
        new Field("hint", Shape.Text, "What would be right; null when the message says it all.") { MayBeNull = true },
        new Field("line", Shape.Whole, "Where it begins, from 1."),
        new Field("column", Shape.Whole, "Where it begins, from 1."));

    public static Shape.Members Error { get; } = Shape.Object(
        "Error",
        new Field("code", Shape.Text, "Stable; docs/errors has a page for each."),
        new Field("message", Shape.Text, "What is wrong and what would be right."),
        new Field("requestId", Shape.Text, "By which log and audit name the call."),
        new Field("diagnostics", Shape.ListOf(Diagnostic), "Of a definition that is refused.").OrNone);

    public static Shape.Members ExecutionBrief { get; } = Shape.Object("ExecutionBrief", Brief());

    public static Shape.Members FoundExecution { get; } = Shape.Object(
        "FoundExecution",
        [
            .. Brief(),
            new Field("state", Shape.Text, "Name of the state that it failed in.").OrNone,
            new Field("retrying", Shape.Flag, "A step waits to be tried again."),
            new Field("waiting", Shape.Flag, "A step waits for somebody to report."),
            new Field("damage", Shape.Text, "What is damaged; then flow, name and start are true, and the rest may not be.").OrNone,
        ]);

    public static Shape.Members FoundExecutions { get; } = Shape.Object(
        "FoundExecutions",
        [
            .. Shape.PageOf(FoundExecution).Fields,
            new Field("count", Shape.Whole, "All pages together, counted up to 10,000; on the first page.").OrNone,
            new Field("isCountExact", Shape.Flag, "False when there are more than that; on the first page.").OrNone,
        ]);

    public static Shape.Members Redriven { get; } = Shape.Object(
        "Redriven",
        [
            .. Brief(),
            new Field("isDryRun", Shape.Flag, "Nothing has been changed."),
            new Field("kept", Shape.Whole, "Branches and iterations that have ended and are not run again."),
            new Field(
                "steps",
                Shape.ListOf(Shape.Object(
                    "RedrivenStep",
                    new Field("path", Shape.Text, "The state's name behind those around it; empty for the flow itself."),
                    new Field("kind", Shape.Text, "Such as Task; empty for the flow itself."),
                    new Field("action", Shape.OneOf<RedriveStepAction>(), "What becomes of it."),
                    new Field("line", Shape.Whole, "Where the state is written, from 1; 0 for the flow itself."),
                    new Field("column", Shape.Whole, "Where the state is written, from 1; 0 for the flow itself."),
                    new Field("itemsKept", Shape.Whole, "Items of a distributed Map that have succeeded."),
                    new Field("itemsLeft", Shape.Whole, "Its other items."),
                    new Field("notBegun", Shape.Whole, "Branches or iterations that had not begun."),
                    new Field("warning", Shape.Text, "Why that may be in vain.").OrNone)),
                "What is taken up again, in this order."),
            new Field(
                "misfits",
                Shape.ListOf(Shape.Object(
                    "RedriveMisfit",
                    new Field("path", Shape.Text, "Of the state; empty when it is the whole execution."),
                    new Field("line", Shape.Whole, "Where the state is written in the definition that it ran; 0 for none."),
                    new Field("column", Shape.Whole, "Likewise."),
                    new Field("problem", Shape.Text, "What does not fit, in one sentence."))),
                "What stands in the way, after a dry run."),
        ]);

    public static Shape.Members SearchKey { get; } = Shape.Object(
        "SearchKey",
        new Field("name", Shape.Text, "1 to 64 letters, digits, _ and -; lists take it as key.<name>."),
        new Field("path", Shape.Text, "Where the value stands in the input, such as $.order.id."));

    public static Shape.Members SearchKeys { get; } = Shape.Object(
        "SearchKeys", new Field("keys", Shape.ListOf(SearchKey), "Of one flow, ten at most."));

    public static Shape.Members Flow { get; } = Shape.Object(
        "Flow",
        new Field("name", Shape.Text, "Unique in the account."),
        new Field("id", Shape.Text, "Of this flow, and no later one of the same name."),
        new Field("type", Shape.Text, "FDL, or DEFAULT."),
        new Field("mode", Shape.OneOf<ExecutionMode>(), "Of its executions."),
        new Field("description", Shape.Text, "Empty for none."),
        new Field("roleArn", Shape.Text, "The role that it acts as; empty for none."),
        new Field("created", Shape.Time, "When it was created."),
        new Field("modified", Shape.Time, "When it was changed last."),
        new Field("lastExecution", ExecutionBrief, "The one that was started last.").OrNone);

    public static Shape.Members FlowWithDefinition { get; } = Shape.Object(
        "FlowWithDefinition",
        [.. Flow.Fields, new Field("definition", Shape.Text, "The text as it was sent.")]);

    public static Shape.Members PutFlow { get; } = Shape.Object(
        "PutFlow",
        [.. FlowWithDefinition.Fields, new Field("isNew", Shape.Flag, "Whether there was no flow of this name before.")]);

    public static Shape.Members Version { get; } = Shape.Object(
        "Version",
        new Field("version", Shape.Whole, "Its number, which never means another one."),
        new Field("description", Shape.Text, "Empty for none."),
        new Field("created", Shape.Time, "When it was published."));

    private static Shape.Members Route { get; } = Shape.Object(
        "Route",
        new Field("version", Shape.Whole, "The number of a version."),
        new Field("weight", Shape.Whole, "Its share of the starts, in percent."));

    public static Shape.Members Alias { get; } = Shape.Object(
        "Alias",
        new Field("name", Shape.Text, "Unique in the flow."),
        new Field("description", Shape.Text, "Empty for none."),
        new Field("routes", Shape.ListOf(Route), "One version, or two that share the starts."),
        new Field("created", Shape.Time, "When it was created."));

    private static Shape.Members Edge { get; } = Shape.Object(
        "Edge",
        new Field("kind", Shape.OneOf<EdgeKind>(), "By what an execution leaves the state."),
        new Field("ordinal", Shape.Whole, "Among those of its kind, from 0."),
        new Field("target", Shape.Whole, "Id of a state of the same scope; null where the scope ends.") { MayBeNull = true },
        new Field("steps", Shape.Whole, "Id of the scope that runs on the way.").OrNone,
        new Field("condition", Shape.Text, "Of an option, as it is written.").OrNone,
        new Field("errors", Shape.ListOf(Shape.Text), "The codes that a rule names.").OrNone,
        new Field("line", Shape.Whole, "Where it is written."),
        new Field("column", Shape.Whole, "Where it is written."));

    private static Shape.Members State { get; } = Shape.Object(
        "State",
        new Field("id", Shape.Whole, "Its place among the states."),
        new Field("name", Shape.Text, "Unique in its scope."),
        new Field("path", Shape.Text, "The containers around it and its name: Ship[2]/Each[*]/Pack."),
        new Field("kind", Shape.OneOf<StateKind>(), "What it does."),
        new Field("scope", Shape.Whole, "Id of the scope that it lies in."),
        new Field("action", Shape.Text, "What a Task calls.").OrNone,
        new Field("taskMode", Shape.OneOf<TaskMode>(), "When a Task is done.").OrNone,
        new Field("childMode", Shape.OneOf<ExecutionMode>(), "Of the executions that a distributed Map starts.").OrNone,
        new Field("isReachable", Shape.Flag, "Whether any way leads to it."),
        new Field("line", Shape.Whole, "Where it is written."),
        new Field("column", Shape.Whole, "Where it is written."),
        new Field("edges", Shape.ListOf(Edge), "Every way on."));

    private static Shape.Members Owner { get; } = Shape.Object(
        "ScopeOwner",
        new Field("state", Shape.Whole, "Id of the state that runs the scope."),
        new Field("role", Shape.OneOf<ScopeRole>(), "What it is to that state."),
        new Field("index", Shape.Whole, "Which branch or option; null for what runs once for each item.") { MayBeNull = true });

    private static Shape.Members Scope { get; } = Shape.Object(
        "Scope",
        new Field("id", Shape.Whole, "Its place among the scopes; 0 is the flow's own."),
        new Field("owner", Owner, "What runs it.").OrNone,
        new Field("start", Shape.Whole, "Id of the state that runs first; null for none.") { MayBeNull = true },
        new Field("states", Shape.ListOf(Shape.Whole), "Ids, in written order."),
        new Field("line", Shape.Whole, "Where it is written."),
        new Field("column", Shape.Whole, "Where it is written."));

    public static Shape.Members Outline { get; } = Shape.Object(
        "Outline",
        new Field("language", Shape.OneOf<FlowLanguage>(), "In which it is written."),
        new Field("name", Shape.Text, "That the definition gives itself; null for none.") { MayBeNull = true },
        new Field("scopes", Shape.ListOf(Scope), "By id."),
        new Field("states", Shape.ListOf(State), "By id."));

    public static Shape.Members Checked { get; } = Shape.Object(
        "CheckedDefinition",
        new Field("isValid", Shape.Flag, "Whether it would be accepted."),
        new Field("language", Shape.OneOf<FlowLanguage>(), "Null when it can be neither.") { MayBeNull = true },
        new Field("diagnostics", Shape.ListOf(Diagnostic), "Errors and warnings, in the order of the text."));

    public static Shape.Members Event { get; } = Shape.Object(
        "Event",
        new Field("Type", Shape.OneOf<EventType>(), "What happened."),
        new Field("EventId", Shape.Whole, "1, 2, 3 and so on."),
        new Field("ScheduleEventId", Shape.Whole, "The event that led to this one; 0 for the first."),
        new Field("StepName", Shape.Text, "Empty for the execution's own events."),
        new Field("Time", Shape.Time, "When it happened."),
        new Field("EventDetail", Shape.Text, "JSON, as text."));

    private static Shape.Members Retry { get; } = Shape.Object(
        "RetryCount",
        new Field("attempt", Shape.Whole, "The attempt that failed last, 1 for the first."),
        new Field("of", Shape.Whole, "Attempts at the most."),
        new Field("next", Shape.Time, "When it is tried again."));

    public static Shape.Members Step { get; } = Shape.Object(
        "Step",
        new Field("name", Shape.Text, "Of its state."),
        new Field("path", Shape.Text, "With those around it, where it is known: both[1]/charge.").OrNone,
        new Field(
            "status",
            Shape.OneOf("running", "waiting", "retrying", "succeeded", "failed", "aborted"),
            "Where it stands; 'aborted' was given up because something else ended."),
        new Field("enteredEvent", Shape.Whole, "Its StepEntered."),
        new Field("around", Shape.Whole, "The enteredEvent of the step that it lies in.").OrNone,
        new Field("entered", Shape.Time, "When it was entered."),
        new Field("exited", Shape.Time, "When it was left.").OrNone,
        new Field("attempts", Shape.Whole, "How often it was tried on this visit."),
        new Field("retry", Retry, "While it waits to be tried again.").OrNone,
        new Field("until", Shape.Time, "When a wait is over, or what it waits for is given up.").OrNone,
        new Field("mapRun", Shape.Text, "The map run that it waits for.").OrNone,
        new Field("scopes", Shape.Whole, "Branches or iterations that it has.").OrNone,
        new Field("scopesEnded", Shape.Whole, "Those of them that have ended.").OrNone,
        new Field("error", Shape.Text, "The code of what it failed with last.").OrNone,
        new Field("cause", Shape.Text, "The sentence to it.").OrNone);

    public static Shape.Members Execution { get; } = Shape.Object(
        "Execution",
        [
            .. Brief(),
            new Field("cause", Shape.Text, "The sentence to the error.").OrNone,
            new Field("qualifier", Shape.Text, "The version or alias that it was started through.").OrNone,
            new Field("mapRun", Shape.Text, "The map run that it is a child of.").OrNone,
            new Field("deadline", Shape.Time, "When it times out.").OrNone,
            new Field("lastEvent", Shape.Whole, "Number of its newest event."),
            new Field("input", Shape.Anything, "That it was started with; null for none."),
            new Field("output", Shape.Anything, "Null until it has succeeded."),
            new Field("steps", Shape.ListOf(Step), "Every step that was entered, in this order."),
            new Field("stepsLeftOut", Shape.Whole, "Steps that are not among them, because they would be too many."),
        ]);

    private static Shape.Members WhyStep { get; } = Shape.Object(
        "WhyStep",
        new Field("name", Shape.Text, "Of its state."),
        new Field("path", Shape.Text, "With those around it, where they are known."),
        new Field("kind", Shape.Text, "What it does, such as Task.").OrNone,
        new Field("action", Shape.Text, "What a Task calls.").OrNone,
        new Field("attempts", Shape.Whole, "How often it was tried."),
        new Field("entered", Shape.Time, "When it was entered.").OrNone,
        new Field("line", Shape.Whole, "Where it is written in the definition.").OrNone,
        new Field("column", Shape.Whole, "Where it is written in the definition.").OrNone);

    private static Shape.Members WhyEvent { get; } = Shape.Object(
        "WhyEvent",
        new Field("eventId", Shape.Whole, "Its number in the history."),
        new Field("type", Shape.OneOf<EventType>(), "What happened."),
        new Field("time", Shape.Time, "When."),
        new Field("detail", Shape.AnyObject, "As the history has it; left out when it is longer than 4 KiB.").OrNone,
        new Field("bytes", Shape.Whole, "How long the detail is."));

    private static Shape.Members WhyRule { get; } = Shape.Object(
        "WhyRule",
        new Field("state", Shape.Text, "Whose rule it is."),
        new Field("kind", Shape.OneOf("Retry", "Catch"), "Which list it stands in."),
        new Field("ordinal", Shape.Whole, "Its place there, from 0."),
        new Field("errors", Shape.ListOf(Shape.Text), "The codes that it names."),
        new Field("verdict", Shape.Text, "Why it took nothing."));

    private static Shape.Members WhyCommand { get; } = Shape.Object(
        "WhyCommand",
        new Field("action", Shape.OneOf("redrive", "rerun"), "What it does, as the own API calls it."),
        new Field("command", Shape.Text, "As it is typed, such as 'sluice redrive nightly/run-9c1d'."));

    public static Shape.Members Why { get; } = Shape.Object(
        "Why",
        new Field("case", Shape.OneOf<ExplainedCase>(), "What kind of explanation it is; 'Stuck' is a bug of Sluice."),
        new Field("sentence", Shape.Text, "For people."),
        new Field("step", WhyStep, "The step that it is about.").OrNone,
        new Field("error", Shape.Text, "The code of what that failed with.").OrNone,
        new Field("cause", Shape.Text, "The sentence to it.").OrNone,
        new Field("request", WhyEvent, "What the step called last; headers that carry credentials are masked.").OrNone,
        new Field("answer", WhyEvent, "What came of it.").OrNone,
        new Field("rules", Shape.ListOf(WhyRule), "The Retry and Catch rules that were looked at, innermost first."),
        new Field("next", Shape.ListOf(Shape.Text), "What can be done now."),
        new Field("commands", Shape.ListOf(WhyCommand), "The commands for it, the one that does the least first; none for what is well."));

    public static Shape.Members StartedExecution { get; } = Shape.Object(
        "StartedExecution",
        [
            .. Brief(),
            new Field("output", Shape.Anything, "Of an Express execution, which has ended already.").OrNone,
            new Field("cause", Shape.Text, "The sentence to the error.").OrNone,
        ]);

    private static Shape.Members Instant { get; } = Shape.Object(
        "Instant",
        new Field("utc", Shape.Time, "When it is."),
        new Field("local", Shape.Text, "The same on the clocks of the schedule's zone."));

    public static Shape.Members Schedule { get; } = Shape.Object(
        "Schedule",
        new Field("flow", Shape.Text, "Name of its flow."),
        new Field("name", Shape.Text, "Unique in the flow."),
        new Field("description", Shape.Text, "Empty for none."),
        new Field("cron", Shape.Text, "The expression as it was written."),
        new Field("zone", Shape.Text, "The time zone that it is in."),
        new Field("isEnabled", Shape.Flag, "False while it is paused."),
        new Field("payload", Shape.Anything, "What its executions get; null for nothing."),
        new Field("next", Shape.ListOf(Instant), "When it fires next, five times at the most."),
        new Field("lastExecution", ExecutionBrief, "What it has started last.").OrNone,
        new Field("missed", Shape.Whole, "Instants that were left out in all, because no server was there in time."),
        new Field("missedFrom", Shape.Time, "The first of those left out last.").OrNone,
        new Field("missedUntil", Shape.Time, "The last of those.").OrNone);

    public static Shape.Members Login { get; } = Shape.Object(
        "Session",
        new Field("isOpen", Shape.Flag, "Nobody has to log in here: the server has no keys."),
        new Field("account", Shape.Text, "Whose things are shown."),
        new Field("caller", Shape.Text, "Who calls, such as acs:ram::1000000000000000:user/ada."),
        new Field("isOwner", Shape.Flag, "Whether that one may do everything in the account."),
        new Field("accessKeyId", Shape.Text, "The key that was logged in with or signed with; empty on an open server."),
        new Field("id", Shape.Text, "Of the session of this browser.").OrNone,
        new Field("csrfToken", Shape.Text, "What calls that change something send as x-sluice-csrf.").OrNone,
        new Field("expires", Shape.Time, "When it ends, whatever is called.").OrNone);

    public static Shape.Members ListedLogin { get; } = Shape.Object(
        "ListedSession",
        new Field("id", Shape.Text, "By which it can be ended."),
        new Field("caller", Shape.Text, "Who is logged in."),
        new Field("accessKeyId", Shape.Text, "With which key."),
        new Field("address", Shape.Text, "From where; empty when that is not known."),
        new Field("started", Shape.Time, "When it began."),
        new Field("seen", Shape.Time, "When it was used last."),
        new Field("expires", Shape.Time, "When it ends, whatever is called."),
        new Field("isThis", Shape.Flag, "Whether it is the one that asks."));

    private static Field[] Brief() =>
    [
        new Field("flow", Shape.Text, "Name of its flow."),
        new Field("name", Shape.Text, "Unique in the flow."),
        new Field("status", Shape.OneOf<ExecutionStatus>(), "Where it stands."),
        new Field("started", Shape.Time, "When it was started."),
        new Field("stopped", Shape.Time, "When it ended.").OrNone,
        new Field("error", Shape.Text, "The code of what it failed with.").OrNone,
    ];
}
