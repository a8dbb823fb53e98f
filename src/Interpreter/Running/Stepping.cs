using Sluice.Definitions;
using Sluice.Definitions.Outlines;
using Sluice.Definitions.States;
using Sluice.Interpreter.Frames;
using Sluice.Interpreter.Steps;
using Sluice.Model;
using Sluice.Model.History;
using Sluice.Model.Json;

namespace Sluice.Interpreter.Running;

/// <summary>The life of a step: entered, attempted, left or failed; retried or caught.</summary>
/// <remarks>Source: definition language, sections 2.3, 3.2 and 8.3; runtime, section 1.5.</remarks>
internal sealed partial class Stepping(
    Flow flow, ExecutionState state, AdvanceContext context, NewEvents events, List<Effect> effects)
{
    /// <summary>Frames that are about to enter a state, or have been dropped since.</summary>
    private readonly Queue<Frame> _ready = new();

    private readonly EventSize _eventSize = new(flow.Language, context.Limits);

    public bool HasReady => _ready.Count > 0;

    /// <summary>How the flow's own scope has ended; null while it runs.</summary>
    public Outcome<JsonPayload>? Ending { get; private set; }

    /// <summary>The step in which the flow's own scope has failed; null when it has not, or outside of its steps.</summary>
    public FailedStep? FailedAt { get; private set; }

    /// <summary>Gives the flow's own frame what it begins with.</summary>
    public void Begin(Frame root)
    {
        if (flow.Data.Begin(OutsideOfStates()).TryGet(out var data, out var failure))
        {
            root.Data = data;
            Start(root);
        }
        else
        {
            root.Data = new ScopeData(context.Execution.Input, JsonPayload.EmptyObject);
            root.GiveUp(FramePhase.Unbegun);
            Ending = failure;
        }
    }

    /// <summary>The execution ends: whatever still goes on is given up.</summary>
    public void GiveUpAll()
    {
        var given = state.Frames.Where(frame => !frame.IsOver).ToList();

        // All calls first: their names hold those of the containers around them, which are gone once those are given up.
        given.ForEach(CallOff);
        given.ForEach(frame => frame.GiveUp(FramePhase.Aborted));
    }

    /// <summary>Takes up the frames that were about to enter a state when the last advance stopped.</summary>
    /// <returns>False when there is none.</returns>
    /// <remarks>
    /// They go on in the order in which they came to their states, as they would have in the same advance: each wrote its newest
    /// event just then. So history does not tell where an advance stopped.
    /// </remarks>
    public bool QueueReady()
    {
        foreach (var frame in state.Frames
            .Where(frame => frame.Phase == FramePhase.Ready)
            .OrderBy(frame => frame.LastEventId))
        {
            _ready.Enqueue(frame);
        }

        return HasReady;
    }

    /// <summary>Lets the next frame enter its state, unless its container has dropped it meanwhile.</summary>
    public void EnterNext()
    {
        var frame = _ready.Dequeue();
        if (state.Find(frame.Id) != frame)
        {
            return;
        }

        if (flow.Scopes[frame.ScopeId].Start is null)
        {
            EndScope(frame);
        }
        else
        {
            Enter(frame);
        }
    }

    private void Enter(Frame frame)
    {
        var step = flow.States[frame.StateId];
        frame.EnteredEventId = events.Add(frame, EventType.StepEntered, step.Name, Details.Entered(frame.Data));
        frame.Retries = step.Retry.Count == 0 ? [] : new int[step.Retry.Count];
        context.Onlooker?.Entered(flow, step.Id);
        Attempt(frame, step);
    }

    /// <summary>The wait before a retry is over.</summary>
    public void TryAgain(Frame frame)
    {
        frame.Due = null;
        Attempt(frame, flow.States[frame.StateId]);
    }

    /// <summary>A Wait state is over.</summary>
    public void Wake(Frame frame) => Leave(frame, flow.States[frame.StateId], raw: null);

    private void Attempt(Frame frame, State step)
    {
        frame.Attempt++;
        frame.HasChanged = true;
        var nonce = step is TaskState { Mode: not TaskMode.RequestComplete } ? context.Entropy.NextUInt64() : 0;
        var work = NewWork();
        var variables = Inside(frame, step, nonce, work);
        if (!flow.Data.Enter(step, frame.Data, variables).TryGet(out var input, out var failure))
        {
            Fail(frame, step, failure);
            return;
        }

        frame.Input = input;
        if (!frame.HasStarted)
        {
            events.Add(frame, EventType.StepStarted, step.Name, Details.Input(input));
            frame.HasStarted = true;
        }

        if (frame.Result is { } result)
        {
            Leave(frame, step, result);
            return;
        }

        Act(frame, step, Entering.Decide(step, input, variables), nonce, work);
    }

    /// <param name="work">What the attempt may still spend.</param>
    private void Act(Frame frame, State step, Decision decision, ulong nonce, StepWork work)
    {
        switch (decision)
        {
            case Decision.Leave leave:
                Leave(frame, step, raw: null, leave.Jump, leave.Option);
                break;
            case Decision.Sleep sleep:
                frame.Phase = FramePhase.Sleeping;
                SetTimer(frame, sleep.Delay);
                break;
            case Decision.Call call:
                Call(frame, step, call, nonce);
                break;
            case Decision.Open open:
                frame.Phase = FramePhase.Containing;
                frame.Scopes = open.Scopes;
                OpenScopes(frame, step, work);
                break;
            case Decision.RunMap map:
                StartMapRun(frame, step, map.Plan);
                break;
            case Decision.Fail fail:
                Fail(frame, step, fail.Failure);
                break;
            default:
                throw new System.Diagnostics.UnreachableException($"A decision of kind {decision.GetType().Name}.");
        }
    }

    /// <param name="jump">Id of the sibling to go on at; null to follow the state's own Next.</param>
    /// <param name="option">Of a Choice: which of its ways.</param>
    private void Leave(Frame frame, State step, JsonPayload? raw, int? jump = null, int option = 0)
    {
        var variables = Inside(frame, step, frame.Call?.Nonce ?? 0, NewWork(), frame.Input, raw);
        frame.Result = frame.Scopes is null ? raw : null;
        if (!flow.Data.Leave(step, frame.Data, frame.Input!, raw, variables).TryGet(out var result, out var failure))
        {
            Fail(frame, step, failure);
            return;
        }

        if (result.Global is { } global)
        {
            (state.Global, state.GlobalHasChanged) = (global, true);
            context.Onlooker?.Assigned(context.Execution, global);
        }

        events.Add(frame, EventType.StepSucceeded, step.Name, Details.Output(result.Output));
        context.Onlooker?.Left(flow, step, option);
        DropScopes(frame);
        Exit(frame, step, result.Data, jump);
        if ((jump ?? step.Next) is { } next)
        {
            GoTo(frame, next);
        }
        else
        {
            EndScope(frame);
        }
    }

    /// <param name="at">Where it failed; null when it was here, and not in a step within.</param>
    private void Fail(Frame frame, State step, StepFailure failure, FailedStep? at = null)
    {
        failure = _eventSize.Fit(failure);
        var first = failure;
        if (TryRetry(frame, step, failure) || TryCatch(frame, step, ref failure))
        {
            return;
        }

        at = at is not null && failure == first ? at : FailedStep.Of(frame, flow, state);
        events.Add(frame, EventType.StepFailed, step.Name, Details.Failure(failure));
        WriteExited(frame, step, frame.Data, jump: null);
        frame.GiveUp(FramePhase.Failed);
        FailScope(frame, failure, at);
    }

    /// <remarks>Only the first rule that matches is asked; when it is used up, Catch has its say.</remarks>
    private bool TryRetry(Frame frame, State step, StepFailure failure)
    {
        var place = Rules.FirstMatch(step.Retry, rule => rule.Matches(failure));
        if (place < 0 || frame.Retries[place] >= step.Retry[place].MaxAttempts)
        {
            return false;
        }

        if (!events.EndsWithFailure(frame))
        {
            // It failed before its work or after it: history still says why it is tried again.
            events.Add(frame, EventType.TaskFailed, step.Name, Details.Failure(failure));
        }

        context.Onlooker?.Took(flow, step.Id, EdgeKind.Retry, place);
        DropScopes(frame);
        frame.EndAttempt();
        frame.Phase = FramePhase.BackingOff;
        SetTimer(frame, step.Retry[place].Delay(++frame.Retries[place]));
        return true;
    }

    /// <param name="failure">Replaced when the rule matches but cannot build its output: nothing catches that.</param>
    private bool TryCatch(Frame frame, State step, ref StepFailure failure)
    {
        var caught = failure;
        var place = Rules.FirstMatch(step.Catch, rule => rule.Matches(caught));
        if (place < 0)
        {
            return false;
        }

        var input = frame.Input ?? frame.Data.Input;
        var variables = Inside(frame, step, frame.Call?.Nonce ?? 0, NewWork()) with { Input = input, Error = failure };
        if (!flow.Data.Caught(step, place, frame.Data, input, variables).TryGet(out var result, out var worse))
        {
            failure = _eventSize.Fit(worse);
            return false;
        }

        events.Add(frame, EventType.StepFailed, step.Name, Details.Failure(failure));
        context.Onlooker?.Took(flow, step.Id, EdgeKind.Catch, place);
        DropScopes(frame);
        Exit(frame, step, result.Data, step.Catch[place].Target);
        GoTo(frame, step.Catch[place].Target);
        return true;
    }

    private void Exit(Frame frame, State step, ScopeData data, int? jump)
    {
        WriteExited(frame, step, data, jump);
        frame.Data = data;
        frame.EndVisit();
    }

    private void WriteExited(Frame frame, State step, ScopeData data, int? jump)
    {
        var target = jump is { } id ? flow.States[id].Name : null;
        events.Add(frame, EventType.StepExited, step.Name, Details.Exited(data.Local, target));
    }

    /// <remarks>Where there is no state, the scope is over as soon as its turn comes; the id then means nothing.</remarks>
    private void Start(Frame frame) => GoTo(frame, flow.Scopes[frame.ScopeId].Start ?? 0);

    public void GoTo(Frame frame, int stateId)
    {
        frame.StateId = stateId;
        frame.Phase = FramePhase.Ready;
        _ready.Enqueue(frame);
    }

    private void SetTimer(Frame frame, TimeSpan delay)
    {
        frame.Due = context.Now + delay;
        effects.Add(new Effect.SetTimer(frame.Id, frame.Attempt, NameOf(frame), frame.Due.Value));
    }

    public AttemptName NameOf(Frame frame) => AttemptNaming.Of(flow, state, frame);

    public StepWork NewWork() => new(context.Limits, events.Work);

    /// <param name="nonce">The random part of the attempt's token; 0 for none.</param>
    /// <param name="input">The state's own; null before it has been built.</param>
    /// <param name="output">The raw result; null before there is one.</param>
    /// <param name="index">Of the branch or iteration that is about to be opened; null elsewhere.</param>
    private Variables Inside(
        Frame frame,
        State step,
        ulong nonce,
        StepWork work,
        JsonPayload? input = null,
        JsonPayload? output = null,
        int? index = null) => new()
        {
            Execution = context.Execution,
            Limits = context.Limits,
            Work = work,
            Now = context.Now,
            Draws = new AttemptDraws(context.Draws, flow, state, frame, index),
            Global = state.Global,
            StepName = step.Name,
            StepEventId = frame.EnteredEventId,
            Input = input ?? frame.Data.Input,
            Output = output,
            RetryCount = frame.RetryCount,
            TaskToken = nonce == 0 ? null : context.MintToken(frame.Id, frame.Attempt, nonce),
        };

    private Variables OutsideOfStates() => new()
    {
        Execution = context.Execution,
        Limits = context.Limits,
        Work = NewWork(),
        Now = context.Now,
        Draws = new FlowDraws(context.Draws),
        Global = state.Global,
    };
}
