using Sluice.Definitions.States;
using Sluice.Interpreter.Frames;
using Sluice.Model;
using Sluice.Model.History;
using Sluice.Model.Json;

namespace Sluice.Interpreter.Running;

/// <summary>Distributed Maps: what their step sees of a run, which is an entity of its own.</summary>
/// <remarks>Source: definition language, section 6.9; runtime, section 1.</remarks>
internal sealed partial class Stepping
{
    /// <summary>The run that a distributed Map waits for is over.</summary>
    public void MapRunEnded(Frame frame, ExecutionStatus status, Outcome<JsonPayload> result)
    {
        var step = flow.States[frame.StateId];
        if (_eventSize.Fit(result).TryGet(out var output, out var failure))
        {
            events.Add(frame, EventType.MapRunSucceeded, step.Name, Details.Output(output));
            Leave(frame, step, output);
            return;
        }

        var type = status == ExecutionStatus.Stopped ? EventType.MapRunAborted : EventType.MapRunFailed;
        events.Add(frame, type, step.Name, Details.Failure(failure));
        Fail(frame, step, failure);
    }

    private void StartMapRun(Frame frame, State step, MapRunPlan plan)
    {
        var most = context.Limits.OpenMapRuns;
        if (state.OpenMapRuns >= most)
        {
            Fail(frame, step, new StepFailure(
                FailureCodes.MapRunLimitExceeded,
                $"The execution has {state.OpenMapRuns} distributed Maps open already; at most {most} are allowed "
                + $"(setting {LimitNames.OpenMapRuns})."));
            return;
        }

        var name = context.Entropy.NextUuid().ToString("N");
        events.Add(frame, EventType.MapRunStarted, step.Name, Details.MapRun(name));
        frame.Phase = FramePhase.MapRunning;
        frame.MapRun = name;
        var attempt = NameOf(frame);
        var seed = context.Draws.Derive($"{attempt}\nitems");
        effects.Add(new Effect.StartMapRun(frame.Id, frame.Attempt, attempt, name, seed, frame.Input!, plan));
    }

    private void AbortMapRun(Frame frame, string name)
    {
        // A run that this very advance would have begun, or gone on with, is simply left alone.
        if (effects.RemoveAll(effect =>
            (effect as Effect.StartMapRun)?.Name == name || (effect as Effect.RedriveMapRun)?.Name == name) == 0)
        {
            effects.Add(new Effect.AbortMapRun(frame.Id, frame.Attempt, NameOf(frame), name));
        }
    }
}
