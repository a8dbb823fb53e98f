using Sluice.Definitions;
using Sluice.Definitions.States;
using Sluice.Interpreter.Standings;
using Sluice.Model;
using Sluice.Model.History;

namespace Sluice.Interpreter.Explaining;

/// <summary>Says why an execution stands where it does, from its history, its state and its definition.</summary>
public static class Explainer
{
    public static Explanation Explain(ExecutionToExplain execution) => ExplainCase(execution) with
    {
        Commands = execution.Repair?.Commands ?? [],
    };

    private static Explanation ExplainCase(ExecutionToExplain execution) => execution.Status switch
    {
        ExecutionStatus.Succeeded => new(
            ExplainedCase.Succeeded, $"It succeeded after {Wording.Of(execution.Lasted)}."),
        ExecutionStatus.Failed => Failed(execution),
        ExecutionStatus.TimedOut => TimedOut(execution),
        ExecutionStatus.Stopped => Stopped(execution),
        _ => Progress.Explain(execution),
    };

    private static Explanation Failed(ExecutionToExplain execution)
    {
        var end = execution.Events.LastOrDefault(happened => happened.Type == EventType.ExecutionFailed);
        var failure = end is null ? null : StepVisit.FailureIn(end);
        if (end is null || failure is null)
        {
            return new(ExplainedCase.Failed, "It failed, and its history does not say with what.") { Next = [.. Repaired(execution)] };
        }

        var visit = VisitThatFailed(execution, end);
        if (visit is null)
        {
            return new(ExplainedCase.Failed, $"It failed outside of its steps: {Wording.Of(failure)}.")
            {
                Failure = failure,
                Next = [.. Repaired(execution)],
            };
        }

        return Failed(execution, end, failure, visit);
    }

    private static Explanation Failed(
        ExecutionToExplain execution, HistoryEvent end, StepFailure failure, StepVisit visit)
    {
        var states = StatesThatFailed(execution, end, visit);
        var step = Describe(visit, end, states.FirstOrDefault());
        var over = step.Attempts > 1 ? $" over {Wording.Of(end.Time - visit.Entered)}" : "";
        var rules = states.Count == 0 ? "" : $" {RulesAsked.Summary(states[0], failure)}.";
        return new(
            ExplainedCase.Failed,
            $"{Wording.Of(step)} failed {Wording.Attempts(step.Attempts)}{over}: {Wording.Of(failure)}.{rules}")
        {
            Step = step,
            Failure = failure,
            Request = visit.Request,
            Answer = visit.Answer,
            Rules = [.. states.SelectMany(state => RulesAsked.Of(state, failure))],
            Next = [.. AfterFailure(step, failure, states), .. Repaired(execution)],
        };
    }

    private static Explanation TimedOut(ExecutionToExplain execution)
    {
        var visit = Innermost(execution);
        var allowed = execution.Flow?.Timeout is { } timeout ? $" of {Wording.Of(timeout)}" : "";
        return new(
            ExplainedCase.TimedOut,
            $"It ran longer than its timeout{allowed} lets it{In(execution, visit)}.")
        {
            Step = Find(execution, visit),
            Request = visit?.Request,
            Answer = visit?.Answer,
            Next =
            [
                "Give the flow a longer timeout, or the step one of its own that is shorter, with a Catch for it.",
                .. Repaired(execution),
            ],
        };
    }

    private static Explanation Stopped(ExecutionToExplain execution)
    {
        var end = execution.Events.LastOrDefault(happened => happened.Type == EventType.ExecutionStopped);
        var by = (end is null ? null : StepVisit.Text(end, "by")) switch
        {
            "caller" => "by a call",
            "parent" => "because the execution that had started it ended",
            "mapRun" => "because its map run ended",
            "deletedFlow" => "because its flow was deleted",
            "server" => "because the server stopped",
            _ => "",
        };
        var failure = end is null ? null : StepVisit.FailureIn(end);
        var said = failure is { Code.Length: > 0 } ? $": {Wording.Of(failure)}" : "";
        var visit = Innermost(execution);
        return new(
            ExplainedCase.Stopped,
            $"It was stopped{(by.Length == 0 ? "" : $" {by}")} after {Wording.Of(execution.Lasted)}{In(execution, visit)}{said}.")
        {
            Step = Find(execution, visit),
            Failure = failure is { Code.Length: > 0 } ? failure : null,
            Request = visit?.Request,
            Answer = visit?.Answer,
            Next = [.. Repaired(execution)],
        };
    }

    /// <summary>What everybody can do who has mended what was wrong.</summary>
    private static IEnumerable<string> Repaired(ExecutionToExplain execution) =>
        execution.Repair is { } repair ? [repair.Sentence] : [];

    /// <summary>The visit that the last event names: of several of one name, the last that failed so.</summary>
    private static StepVisit? VisitThatFailed(ExecutionToExplain execution, HistoryEvent end)
    {
        var name = StepVisit.Text(end, "step");
        var visits = StepVisit.Of(execution.Events);
        var failure = StepVisit.FailureIn(end);
        return visits.LastOrDefault(visit => visit.Name == name && visit.Failure?.Code == failure?.Code)
            ?? visits.LastOrDefault(visit => visit.Name == name)

            // Histories of older releases do not name it: then it is the innermost that failed.
            ?? (name is null ? visits.LastOrDefault(visit => visit.Failure is not null && !visit.HasSucceeded) : null);
    }

    /// <summary>The state that failed, and those around it that failed with it; innermost first.</summary>
    private static List<State> StatesThatFailed(ExecutionToExplain execution, HistoryEvent end, StepVisit visit)
    {
        var standing = (execution.Steps ?? []).Where(step => step.Standing == StepStanding.Failed)
            .OrderByDescending(step => step.Depth)
            .Select(step => step.State)
            .ToList();
        var position = new SourcePosition(
            (int)(StepVisit.Number(end, "line") ?? 0), (int)(StepVisit.Number(end, "column") ?? 0));
        if (execution.Flow?.States.FirstOrDefault(state => state.Position == position && state.Name == visit.Name) is not { } named)
        {
            return standing;
        }

        // One that was replaced by a worse failure of a container stands there alone.
        return standing.Contains(named) ? [named, .. standing.Where(state => state != named)] : [named];
    }

    private static ExplainedStep Describe(StepVisit visit, HistoryEvent end, State? state) => new(
        visit.Name,
        StepVisit.Text(end, "path") ?? visit.Name,
        state is null ? null : Wording.KindOf(state),
        (state as TaskState)?.Action,
        (int?)StepVisit.Number(end, "attempts") ?? visit.Attempts,
        visit.Entered,
        state?.Position);

    private static IEnumerable<string> AfterFailure(ExplainedStep step, StepFailure failure, List<State> states)
    {
        if (step.Action is { } action)
        {
            yield return $"Mend what {action} calls, or what it is sent.";
        }

        if (states.Count > 0 && !states[0].Catch.Any(rule => rule.Matches(failure)))
        {
            yield return $"To go on in spite of it, add a Catch for {failure.Code} to {states[0].Name} ({states[0].Position}).";
        }
    }

    /// <summary>The deepest step that was in hand when it ended; null for none.</summary>
    private static StepVisit? Innermost(ExecutionToExplain execution)
    {
        var open = StepVisit.Of(execution.Events).Where(visit => visit.Exited is null).ToList();
        return open.LastOrDefault(visit => !open.Any(other => other.Around == visit));
    }

    private static string In(ExecutionToExplain execution, StepVisit? visit) => visit is null
        ? ""
        : $"; {Wording.Of(Find(execution, visit)!)} {Doing(visit)}";

    private static string Doing(StepVisit visit) => visit switch
    {
        { Request: null } => "was in progress",
        { Answer: null } => "waited for its call to be answered",
        { Answer.Type: EventType.TaskSubmitted } => "waited for a report on its task",
        { Failure: { } failure } => $"was to be tried again after {Wording.Of(failure)}",
        _ => "was in progress",
    };

    /// <summary>What the definition says of a step whose name is all that is known; only where one state has it.</summary>
    private static ExplainedStep? Find(ExecutionToExplain execution, StepVisit? visit)
    {
        if (visit is null)
        {
            return null;
        }

        var named = (execution.Flow?.States ?? []).Where(state => state.Name == visit.Name).ToList();
        var state = named.Count == 1 ? named[0] : null;
        return new(
            visit.Name,
            visit.Name,
            state is null ? null : Wording.KindOf(state),
            (state as TaskState)?.Action,
            visit.Attempts,
            visit.Entered,
            state?.Position);
    }
}
