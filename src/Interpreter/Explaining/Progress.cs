using Sluice.Definitions.States;
using Sluice.Interpreter.Standings;

namespace Sluice.Interpreter.Explaining;

/// <summary>Explains what has not ended: what it waits for, and whether that can come at all.</summary>
internal static class Progress
{
    /// <summary>What is due longer ago than this is not on its way any more.</summary>
    private static readonly TimeSpan Overdue = TimeSpan.FromMinutes(1);

    /// <summary>What is told first where several steps are in hand.</summary>
    private static readonly StepStanding[] Order =
    [
        StepStanding.Retrying, StepStanding.AwaitingReport, StepStanding.Calling, StepStanding.MapRunning,
        StepStanding.Sleeping, StepStanding.Ready,
    ];

    public static Explanation Explain(ExecutionToExplain execution)
    {
        if (execution is { Flow: null } or { Steps: null })
        {
            return new(ExplainedCase.Running, "It has not ended; where it stands cannot be read.");
        }

        var leaves = execution.Steps.Where(step => Order.Contains(step.Standing))
            .OrderBy(step => Array.IndexOf(Order, step.Standing))
            .ToList();
        if (leaves.FirstOrDefault(step => IsOverdue(step, execution)) is { } late)
        {
            return Stuck(
                execution,
                late,
                late.Due is { } due
                    ? $"{Name(late)} should have gone on at {Wording.Of(due)} and has not"
                    : $"{Name(late)} should have been entered and was not");
        }

        return leaves.Count == 0
            ? Stuck(execution, step: null, "No step is in hand that could bring it on")
            : Explain(execution, leaves[0], others: leaves.Count - 1);
    }

    private static Explanation Explain(ExecutionToExplain execution, StandingStep step, int others)
    {
        var visit = StepVisit.Of(execution.Events).LastOrDefault(visit => visit.EnteredEvent == step.EnteredEvent);
        var beside = others == 0 ? "" : $"; {others} more {(others == 1 ? "step is" : "steps are")} in hand";
        return new(CaseOf(step), $"{Name(step)} {Doing(step, visit, execution)}{beside}.")
        {
            Step = Describe(step, visit),
            Failure = step.Standing == StepStanding.Retrying ? visit?.Failure : null,
            Request = visit?.Request,
            Answer = visit?.Answer,
            Next = [.. Next(step)],
        };
    }

    private static string Doing(StandingStep step, StepVisit? visit, ExecutionToExplain execution)
    {
        var since = visit is null ? "" : $" since {Wording.Of(visit.Entered)}";
        var until = step.Due is { } due ? $", until {Wording.Of(due)} at the most" : "";
        return step.Standing switch
        {
            StepStanding.Retrying =>
                $"failed attempt {step.Attempt - 1} of {step.MostAttempts}{(visit?.Failure is { } failure ? $" with {Wording.Of(failure)}" : "")}"
                + $", and is tried again at {Wording.Of(step.Due!.Value)}, in {Wording.Of(step.Due.Value - execution.Now)}",
            StepStanding.AwaitingReport when step.State is TaskState { StartsChild: true } =>
                $"waits for the execution that it has started{since}{until}",
            StepStanding.AwaitingReport => $"waits for a report on its task{since}{until}",
            StepStanding.Calling => $"waits for its call to be answered{since}{until}",
            StepStanding.MapRunning => $"waits for its map run '{step.MapRun}'{since}",
            StepStanding.Sleeping => $"waits until {Wording.Of(step.Due!.Value)}",
            _ => "is about to be entered",
        };
    }

    private static IEnumerable<string> Next(StandingStep step)
    {
        if (step is { Standing: StepStanding.AwaitingReport, State: TaskState { StartsChild: false } })
        {
            yield return "Report on the task with the token that its call was sent: ReportTaskSucceeded or ReportTaskFailed.";
        }
        else if (step.Standing == StepStanding.Retrying)
        {
            yield return "Mend what it calls before it is tried again; nothing else is needed.";
        }

        yield return "Stop it, if it is not wanted any more.";
    }

    private static bool IsOverdue(StandingStep step, ExecutionToExplain execution) => step switch
    {
        { Due: { } due } => execution.Now - due > Overdue,
        { Standing: StepStanding.Ready } => execution.Events.Count > 0 && execution.Now - execution.Events[^1].Time > Overdue,
        _ => false,
    };

    private static Explanation Stuck(ExecutionToExplain execution, StandingStep? step, string what) => new(
        ExplainedCase.Stuck, $"{what}: this is a bug of Sluice, and no doing of the flow's.")
    {
        Step = step is null
            ? null
            : Describe(step, StepVisit.Of(execution.Events).LastOrDefault(visit => visit.EnteredEvent == step.EnteredEvent)),
        Next =
        [
            "Start the server anew: it takes up whatever is stored.",
            "Report it, with this execution's events and the log of the server.",
            "Stop it, and rerun it: it is started once more, with the same input, under another name.",
        ],
    };

    private static ExplainedCase CaseOf(StandingStep step) => step.Standing switch
    {
        StepStanding.Retrying => ExplainedCase.Retrying,
        StepStanding.AwaitingReport => ExplainedCase.Waiting,
        _ => ExplainedCase.Running,
    };

    private static string Name(StandingStep step) => Wording.Of(Describe(step, visit: null));

    private static ExplainedStep Describe(StandingStep step, StepVisit? visit) => new(
        step.State.Name,
        step.Path,
        Wording.KindOf(step.State),
        (step.State as TaskState)?.Action,
        step.Attempt,
        visit?.Entered,
        step.State.Position);
}
