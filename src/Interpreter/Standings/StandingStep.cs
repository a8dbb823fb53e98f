using Sluice.Definitions;
using Sluice.Definitions.States;
using Sluice.Interpreter.Frames;
using Sluice.Interpreter.Running;

namespace Sluice.Interpreter.Standings;

/// <summary>A step that an execution is in, or was in when it did not succeed.</summary>
public sealed record StandingStep
{
    /// <summary>Its state in the flow.</summary>
    public required State State { get; init; }

    /// <summary>Its name behind those of the steps around it: <c>both[1]/each[7]/charge</c>.</summary>
    public required string Path { get; init; }

    public required StepStanding Standing { get; init; }

    /// <summary>StepEntered of this visit; 0 before it, and for one that was given up.</summary>
    public required long EnteredEvent { get; init; }

    /// <summary>1 for the first attempt of this visit.</summary>
    public required int Attempt { get; init; }

    /// <summary>When it goes on, is tried again, or is given up; null when nothing comes due.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>Attempts of this visit at the most, by the rules that it was retried by; null before the first retry.</summary>
    public int? MostAttempts { get; init; }

    /// <summary>Branches or iterations that were begun; 0 for what has none.</summary>
    public int Opened { get; init; }

    /// <summary>Those of them that have come to their end.</summary>
    public int Ended { get; init; }

    /// <summary>How many there are to be; 0 for what has none.</summary>
    public int Scopes { get; init; }

    /// <summary>The map run that it waits for; null for none.</summary>
    public string? MapRun { get; init; }

    /// <summary>How many steps it lies in.</summary>
    public required int Depth { get; init; }

    /// <summary>The steps of an execution, outermost first.</summary>
    /// <param name="most">Of many iterations there may be more: the first ones are given.</param>
    public static IReadOnlyList<StandingStep> Of(ExecutionState state, Flow flow, int most) =>
    [
        .. state.Frames
            .Where(frame => frame.Phase is not (FramePhase.Ended or FramePhase.Unfinished))
            .Where(frame => flow.Scopes[frame.ScopeId].Start is not null)
            .Take(most)
            .Select(frame => Of(frame, flow, state)),
    ];

    private static StandingStep Of(Frame frame, Flow flow, ExecutionState state)
    {
        var step = flow.States[frame.StateId];
        return new()
        {
            State = step,
            Path = FailedStep.Of(frame, flow, state).Path,
            Standing = StandingOf(frame.Phase),
            EnteredEvent = frame.EnteredEventId,
            Attempt = frame.RetryCount + 1,
            Due = frame.Due,
            MostAttempts = MostAttemptsOf(frame, step),
            Opened = frame.Children.Count,
            Ended = frame.EndedChildren,
            Scopes = frame.Scopes?.Count ?? 0,
            MapRun = frame.MapRun,
            Depth = DepthOf(frame, state),
        };
    }

    private static int? MostAttemptsOf(Frame frame, State step) => frame.RetryCount == 0
        ? null
        : 1 + step.Retry.Where((_, place) => frame.Retries[place] > 0).Sum(rule => rule.MaxAttempts);

    private static int DepthOf(Frame frame, ExecutionState state)
    {
        var depth = 0;
        for (; frame.ParentId != 0; frame = state.Parent(frame))
        {
            depth++;
        }

        return depth;
    }

    private static StepStanding StandingOf(FramePhase phase) => phase switch
    {
        FramePhase.Ready => StepStanding.Ready,
        FramePhase.Sleeping => StepStanding.Sleeping,
        FramePhase.BackingOff => StepStanding.Retrying,
        FramePhase.Calling => StepStanding.Calling,
        FramePhase.AwaitingReport => StepStanding.AwaitingReport,
        FramePhase.Containing => StepStanding.Containing,
        FramePhase.MapRunning => StepStanding.MapRunning,
        FramePhase.Failed => StepStanding.Failed,
        FramePhase.Aborted => StepStanding.Aborted,
        _ => throw new System.Diagnostics.UnreachableException($"A frame that is {phase} has no step."),
    };
}
