using Sluice.Definitions;
using Sluice.Interpreter.Frames;
using Sluice.Interpreter.Running;
using Sluice.Model;

namespace Sluice.Interpreter;

/// <summary>What comes next in an execution. Pure: no clock, no randomness, no I/O.</summary>
public static class FlowInterpreter
{
    /// <summary>Applies one stimulus and runs on until nothing more can happen without the outside.</summary>
    /// <param name="state">Changed in place; after an exception it is worthless and must be read back.</param>
    /// <returns>
    /// What to append and, once that is durable, to do. A stimulus that finds nothing pending changes nothing.
    /// </returns>
    public static Transition Advance(Flow flow, ExecutionState state, Stimulus stimulus, AdvanceContext context) =>
        new Advancing(flow, state, context).Apply(stimulus);

    /// <summary>What a state that was just read back still owes: calls to make again, timers, an advance to finish.</summary>
    public static IReadOnlyList<Effect> Resume(Flow flow, ExecutionState state, AdvanceContext context)
    {
        var effects = new List<Effect>();
        foreach (var frame in state.Frames)
        {
            if (frame.Due is { } due)
            {
                effects.Add(new Effect.SetTimer(frame.Id, frame.Attempt, AttemptNaming.Of(flow, state, frame), due));
            }
        }

        foreach (var frame in state.Frames)
        {
            if (frame is { Phase: FramePhase.Calling, Call: { } call })
            {
                var name = AttemptNaming.Of(flow, state, frame);
                effects.Add(TaskCalls.Invoke(frame, name, call, flow.States[frame.StateId], context));
            }

            if (frame.Phase == FramePhase.Ready)
            {
                effects.Add(new Effect.GoOn());
            }
        }

        return effects;
    }

    /// <summary>What a redrive of an execution that has ended would do, and what stands in its way. Changes nothing.</summary>
    /// <param name="from">The definition that the state speaks of.</param>
    /// <param name="to">The one that it is to run from then on.</param>
    public static RedrivePlan PlanRedrive(Flow from, Flow to, ExecutionState state, Limits limits) =>
        RedrivePlanning.Of(from, to, state, limits).Plan;

    /// <summary>What the state waits for by the clock; its deadline is not among it.</summary>
    public static IReadOnlyList<PendingTimer> Timers(ExecutionState state) =>
        [.. state.Frames
            .Where(frame => frame.Due is not null)
            .Select(frame => new PendingTimer(frame.Id, frame.Attempt, frame.Due!.Value))];
}

/// <summary>A time that an attempt waits for.</summary>
public readonly record struct PendingTimer(int Frame, int Attempt, DateTimeOffset Due);
