using Sluice.Definitions;
using Sluice.Definitions.States;
using Sluice.Interpreter.Frames;
using Sluice.Model;

namespace Sluice.Interpreter.Running;

/// <summary>Looks at what was kept of an execution: what goes on where, in the definition that it is to run from here on.</summary>
/// <remarks>Changes nothing but by <see cref="Move"/>.</remarks>
internal sealed class RedrivePlanning
{
    private readonly Flow _from;
    private readonly ExecutionState _state;
    private readonly StateMatch _match;
    private readonly List<RedriveStep> _steps = [];
    private readonly List<RedriveMisfit> _misfits = [];
    private readonly List<(Frame Frame, int Scope, int State)> _moves = [];
    private int _kept;

    private RedrivePlanning(Flow from, Flow to, ExecutionState state)
    {
        (_from, _state) = (from, state);
        _match = new StateMatch(from, to);
    }

    public RedrivePlan Plan => new(_steps, _kept, _misfits);

    /// <param name="from">The definition that the state speaks of.</param>
    /// <param name="to">The one that is to be run.</param>
    public static RedrivePlanning Of(Flow from, Flow to, ExecutionState state, Limits limits)
    {
        var planning = new RedrivePlanning(from, to, state);
        if (state.Whole is not { } whole || !whole.IsOver)
        {
            planning.Refuse(
                "Nothing is kept of where it stood, as of every execution that has succeeded or that ended under an "
                + "earlier release; rerun it instead.");
            return planning;
        }

        if (state.LastEventId + 1 >= limits.Events)
        {
            planning.Refuse(
                $"Its history has {state.LastEventId} events, and at most {limits.Events} are allowed; raise the setting "
                + $"{LimitNames.Events} first.");
        }

        if (from.Language != to.Language)
        {
            planning.Refuse("The definition is written in the other language, so none of its states are the same.");
            return planning;
        }

        planning.Visit(whole);
        return planning;
    }

    /// <summary>Lets the state speak of the definition that is to be run.</summary>
    public void Move()
    {
        foreach (var (frame, scope, state) in _moves)
        {
            (frame.ScopeId, frame.StateId, frame.HasChanged) = (scope, state, true);
        }
    }

    private void Visit(Frame frame)
    {
        if (_match.Scope(frame.ScopeId) is not { } scope)
        {
            Refuse("The distributed Map that it is a child of is not in the definition any more.");
        }
        else if (frame.Phase is FramePhase.Unbegun or FramePhase.Unfinished)
        {
            _moves.Add((frame, scope.Id, scope.Start ?? 0));
            var action = frame.Phase == FramePhase.Unbegun ? RedriveAction.Begins : RedriveAction.Ends;
            _steps.Add(new("", "", "", action, default));
        }
        else if (_from.Scopes[frame.ScopeId].Start is null)
        {
            _moves.Add((frame, scope.Id, scope.Start ?? 0));
        }
        else
        {
            VisitStep(frame, scope);
        }
    }

    private void VisitStep(Frame frame, Scope scope)
    {
        var step = FailedStep.Of(frame, _from, _state);
        var was = _from.States[frame.StateId];
        if (_match.Find(was, frame.Scopes, out var now) is { } problem)
        {
            _misfits.Add(new(step.Path, step.Name, step.Position, problem));
            return;
        }

        _moves.Add((frame, scope.Id, now.Id));
        if (frame.Scopes is { } scopes)
        {
            VisitContainer(frame, scopes, step, now);
            return;
        }

        _steps.Add(new(step.Path, step.Name, StateMatch.KindOf(now), ActionOn(frame), now.Position)
        {
            MapRun = frame.Result is null ? frame.MapRun : null,
            Child = frame.Result is null ? frame.Child : null,
            Warning = now is FailState ? "A Fail state is entered again, and fails again." : null,
        });
    }

    private void VisitContainer(Frame container, PendingScopes scopes, FailedStep step, State now)
    {
        var notBegun = scopes.Count - container.Children.Count;
        if (container.EndedChildren == scopes.Count || notBegun > 0)
        {
            var action = notBegun > 0 ? RedriveAction.Opens : RedriveAction.Leaves;
            _steps.Add(new(step.Path, step.Name, StateMatch.KindOf(now), action, now.Position) { NotBegun = notBegun });
        }

        foreach (var child in container.Children)
        {
            if (!child.HasEnded)
            {
                Visit(child);
                continue;
            }

            _kept++;
            _moves.Add((child, _match.Scope(child.ScopeId)?.Id ?? child.ScopeId, 0));
        }
    }

    private static RedriveAction ActionOn(Frame frame) => frame switch
    {
        { Result: not null } => RedriveAction.Leaves,
        { MapRun: not null } or { Child: not null } => RedriveAction.GoesOn,
        _ => RedriveAction.RunsAgain,
    };

    private void Refuse(string problem) => _misfits.Add(new("", "", Position: null, problem));
}
