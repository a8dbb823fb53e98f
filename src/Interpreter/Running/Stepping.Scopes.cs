using System.Diagnostics;
using Sluice.Definitions;
using Sluice.Definitions.States;
using Sluice.Interpreter.Frames;
using Sluice.Interpreter.Steps;
using Sluice.Model;
using Sluice.Model.History;
using Sluice.Model.Json;

namespace Sluice.Interpreter.Running;

/// <summary>The scopes inside a step: opened as there is room, joined when all have ended, dropped when one fails.</summary>
/// <remarks>Source: definition language, sections 6.7 and 6.8; classic language, 4.5 to 4.7; runtime, 1.5.</remarks>
internal sealed partial class Stepping
{
    private static readonly StepFailure Cancelled =
        new(FailureCodes.Cancelled, "Another branch or iteration of the same step failed.");

    /// <summary>Opens scopes while there are more and room for them; joins them when there are no more.</summary>
    /// <param name="work">What the constructors of all that opens now may spend together.</param>
    public void OpenScopes(Frame container, State step, StepWork work)
    {
        var scopes = container.Scopes!;
        while (container.Children.Count < scopes.Count
            && container.Children.Count - container.EndedChildren < scopes.AtOnce)
        {
            if (OpenNext(container, step, scopes, work) is { } failure)
            {
                FailContainer(container, step, failure, at: null);
                return;
            }
        }

        if (container.EndedChildren == scopes.Count)
        {
            Join(container, step);
        }
    }

    /// <returns>Why it cannot be opened; null when it is.</returns>
    private StepFailure? OpenNext(Frame container, State step, PendingScopes scopes, StepWork work)
    {
        var place = container.Children.Count;
        var index = scopes.First + place;
        var inner = new InnerScope(index, (scopes.Items?.Value as JsonArray)?[place]);
        var variables = Inside(container, step, nonce: 0, work, container.Input, index: index);
        if (!flow.Data.Open(step, container.Input!, inner, variables).TryGet(out var data, out var failure))
        {
            return failure;
        }

        var frame = state.Add(container, ScopeOf(step, index), index);
        frame.Data = data;
        frame.LastEventId = container.LastEventId;
        if (Entry(step) is { } entered)
        {
            events.Add(frame, entered, step.Name, Details.ScopeEntered(index, data));
        }

        Start(frame);
        return null;
    }

    /// <summary>A scope has come to its end: the flow's own, or one inside a step.</summary>
    public void EndScope(Frame frame)
    {
        if (frame.ParentId == 0)
        {
            Ending = flow.Data.Finish(frame.Data, OutsideOfStates());
            frame.GiveUp(FramePhase.Unfinished);
            return;
        }

        var container = state.Parent(frame);
        var step = flow.States[container.StateId];
        WriteExit(frame, step, failure: null);
        state.End(frame, flow.Data.Close(frame.Data));
        if (container.EndedChildren == container.Scopes!.Count)
        {
            container.LastEventId = frame.LastEventId;
        }

        OpenScopes(container, step, NewWork());
    }

    /// <summary>A scope has failed: so has the step that it lies in, and its siblings stop.</summary>
    /// <remarks>
    /// The frames stay until a Retry or a Catch around them drops them; when none does, the execution ends with them, and
    /// can be gone on with.
    /// </remarks>
    private void FailScope(Frame frame, StepFailure failure, FailedStep at)
    {
        if (frame.ParentId == 0)
        {
            (Ending, FailedAt) = (failure, at);
            return;
        }

        var container = state.Parent(frame);
        var step = flow.States[container.StateId];
        WriteExit(frame, step, failure);
        container.LastEventId = frame.LastEventId;
        FailContainer(container, step, failure, at);
    }

    private void FailContainer(Frame container, State step, StepFailure failure, FailedStep? at)
    {
        foreach (var child in container.Children.Where(child => !child.IsOver))
        {
            WriteExit(child, step, Cancelled);
            container.LastEventId = child.LastEventId;
        }

        Abort(container);
        Fail(container, step, failure, at);
    }

    private void Join(Frame container, State step)
    {
        var jump = step is ChoiceState choice ? ChoiceStep.Option(choice, container.Scopes!.First).Target : null;
        var results = container.Children.ConvertAll(child => child.Data.Input);
        Leave(container, step, flow.Data.Join(step, results), jump, container.Scopes!.First);
    }

    /// <summary>Forgets the scopes of a frame's state, if it has any; none of them works any more.</summary>
    private void DropScopes(Frame container)
    {
        if (container.Scopes is not null)
        {
            state.RemoveChildren(container);
            container.Scopes = null;
            container.HasChanged = true;
        }
    }

    /// <summary>Gives up what still goes on inside a frame; calls that are out there are called off.</summary>
    private void Abort(Frame container)
    {
        foreach (var child in container.Children.Where(child => !child.IsOver))
        {
            Abort(child);
            CallOff(child);
            child.GiveUp(FramePhase.Aborted);
        }
    }

    private void WriteExit(Frame frame, State step, StepFailure? failure)
    {
        if (Exit(step) is { } exited)
        {
            events.Add(frame, exited, step.Name, Details.ScopeExited(frame.Index, frame.Data, failure));
        }
    }

    public static EventType? Entry(State step) => step switch
    {
        ParallelState => EventType.BranchEntered,
        MapState => EventType.IterationEntered,
        _ => null,
    };

    private static EventType? Exit(State step) => step switch
    {
        ParallelState => EventType.BranchExited,
        MapState => EventType.IterationExited,
        _ => null,
    };

    private static int ScopeOf(State step, int index) => step switch
    {
        ParallelState parallel => parallel.Branches[index],
        MapState map => map.Processor,
        ChoiceState choice => ChoiceStep.Option(choice, index).Steps!.Value,
        _ => throw new UnreachableException($"A state of kind {step.GetType().Name} has no scopes."),
    };
}
