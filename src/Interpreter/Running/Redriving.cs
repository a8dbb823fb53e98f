using Sluice.Definitions;
using Sluice.Interpreter.Frames;
using Sluice.Model.History;

namespace Sluice.Interpreter.Running;

/// <summary>An execution that did not succeed goes on where it stood.</summary>
/// <remarks>
/// Containers are entered again for what has not ended in them, and keep what has; every other step that was given up or
/// has failed is entered as it was before. Attempts count on, so that nothing that still comes for one of before finds it
/// pending, and each call has a key of its own.
/// </remarks>
internal sealed class Redriving(
    Flow flow,
    ExecutionState state,
    AdvanceContext context,
    NewEvents events,
    Stepping stepping,
    List<Effect> effects)
{
    /// <summary>Paths in the event; more are only counted.</summary>
    private const int MostPaths = 100;

    /// <returns>False when it cannot be gone on with by this definition: then nothing has changed.</returns>
    public bool TryGoOn(Stimulus.Redriven redriven)
    {
        var planning = RedrivePlanning.Of(redriven.From, flow, state, context.Limits);
        var plan = planning.Plan;
        if (!plan.Fits)
        {
            return false;
        }

        planning.Move();
        var whole = state.Whole!;
        (state.HasEnded, state.IsStopping, state.CallbackToken) = (false, false, redriven.CallbackToken);
        state.Watchers.Clear();
        state.RedrivenAt = context.Now;
        state.Deadline = context.Now + LongestRun.Of(flow, whole.ScopeId, context);
        whole.LastEventId = events.AddOfWhole(
            EventType.ExecutionRedriven,
            Details.Redriven(redriven, plan.Steps.Take(MostPaths).Select(step => step.Path), plan.Steps.Count));
        TakeUp(whole);
        return true;
    }

    private void TakeUp(Frame frame)
    {
        frame.HasChanged = true;
        if (frame.Phase == FramePhase.Unbegun)
        {
            stepping.Begin(frame);
        }
        else if (frame.Phase == FramePhase.Unfinished)
        {
            stepping.EndScope(frame);
        }
        else if (frame.Scopes is not null)
        {
            EnterContainer(frame);
        }
        else if (frame is { MapRun: { } run, Result: null })
        {
            GoOnWith(frame, run);
        }
        else
        {
            stepping.GoTo(frame, frame.StateId);
        }
    }

    private void EnterContainer(Frame container)
    {
        EnterAgain(container);
        container.Phase = FramePhase.Containing;
        var step = flow.States[container.StateId];
        foreach (var child in container.Children.Where(child => !child.HasEnded).ToList())
        {
            // One that was taken up before may have failed at once, and the container with it.
            if (container.Phase != FramePhase.Containing)
            {
                return;
            }

            child.LastEventId = container.LastEventId;
            if (Stepping.Entry(step) is { } entered)
            {
                events.Add(child, entered, step.Name, Details.ScopeEntered(child.Index, child.Data));
            }

            TakeUp(child);
        }

        if (container.Phase == FramePhase.Containing)
        {
            stepping.OpenScopes(container, step, stepping.NewWork());
        }
    }

    private void GoOnWith(Frame frame, string run)
    {
        EnterAgain(frame);
        events.Add(frame, EventType.MapRunStarted, flow.States[frame.StateId].Name, Details.MapRunAgain(run));
        frame.Phase = FramePhase.MapRunning;
        effects.Add(new Effect.RedriveMapRun(frame.Id, frame.Attempt, stepping.NameOf(frame), run));
    }

    /// <summary>Another visit of a state whose work goes on; its input stays as it was.</summary>
    private void EnterAgain(Frame frame)
    {
        var step = flow.States[frame.StateId];
        frame.EnteredEventId = events.Add(frame, EventType.StepEntered, step.Name, Details.Entered(frame.Data));
        frame.Retries = step.Retry.Count == 0 ? [] : new int[step.Retry.Count];
        frame.Attempt++;
        events.Add(frame, EventType.StepStarted, step.Name, Details.Input(frame.Input!));
        frame.HasStarted = true;
    }
}
