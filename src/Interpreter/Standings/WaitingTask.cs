using Sluice.Definitions;
using Sluice.Definitions.States;
using Sluice.Interpreter.Frames;
using Sluice.Interpreter.Running;
using Sluice.Model.Json;

namespace Sluice.Interpreter.Standings;

/// <summary>A task that waits for somebody to report with its token; one that waits for another execution is none.</summary>
public sealed record WaitingTask
{
    /// <summary>With <see cref="Attempt"/> the name of the attempt that waits.</summary>
    public required int Frame { get; init; }

    /// <inheritdoc cref="Frame"/>
    public required int Attempt { get; init; }

    /// <summary>The random part of the token: a secret of whoever was given that.</summary>
    public required ulong Nonce { get; init; }

    public required State State { get; init; }

    /// <inheritdoc cref="StandingStep.Path"/>
    public required string Path { get; init; }

    /// <summary>The state's own input.</summary>
    public required JsonPayload Input { get; init; }

    /// <summary>The event since which it waits.</summary>
    public required long SinceEvent { get; init; }

    /// <summary>When it is given up; null for as long as the execution may take.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>All of an execution, in the order they were begun.</summary>
    public static IReadOnlyList<WaitingTask> Of(ExecutionState state, Flow flow) => state.HasEnded
        ? []
        : [.. state.Frames.Where(frame => IsOne(frame, flow)).OrderBy(frame => frame.Id).Select(frame => Of(frame, state, flow))];

    internal static bool IsOne(Frame frame, Flow flow) => frame.Phase == FramePhase.AwaitingReport
        && flow.States[frame.StateId] is TaskState { Mode: TaskMode.WaitForCustomCallback };

    private static WaitingTask Of(Frame frame, ExecutionState state, Flow flow) => new()
    {
        Frame = frame.Id,
        Attempt = frame.Attempt,
        Nonce = frame.Call?.Nonce ?? 0,
        State = flow.States[frame.StateId],
        Path = FailedStep.Of(frame, flow, state).Path,
        Input = frame.Input ?? JsonPayload.EmptyObject,
        SinceEvent = frame.Call?.LastEventId ?? frame.LastEventId,
        Until = frame.Due,
    };
}
