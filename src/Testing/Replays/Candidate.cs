using Sluice.Interpreter;
using Sluice.Model;
using Sluice.Testing.Recordings;
using Sluice.Testing.Runs;

namespace Sluice.Testing.Replays;

/// <summary>Leads a new definition along a recorded course: its answers by attempts, in recorded order, the rest by virtual time.</summary>
/// <remarks>
/// Time alone does not do: servers are late, and advances stop. What the record has comes in its order; what it does not have
/// (a wait that is new, a timeout that is shorter) comes between by time.
/// </remarks>
internal sealed class Candidate
{
    private readonly RecordedCourse _course;
    private readonly AnswerMatch _match;
    private readonly bool _byTime;
    private readonly int _stepsAtMost;
    private readonly FlowRun _run;
    private readonly Dictionary<(int Frame, int Attempt), AnswerPlan> _plans = [];
    private readonly Queue<RecordedInput> _goOns;
    private readonly Queue<RecordedInput> _outside;
    private readonly RecordedInput? _deadline;
    private readonly List<CallNote> _notes = [];
    private readonly List<UnknownAnswer> _unknown = [];

    private Candidate(RecordedCourse course, Recording recording, ReplayedFlow flows, ReplayOptions options, bool byTime)
    {
        (_course, _match, _byTime) = (course, new(course, flows, options.IsStrict), byTime);
        _run = new(new(flows.Flow, recording.Execution, recording.Draws, recording.Limits, flows.ScopeOf(recording.Scope))
        {
            WorkAtMost = options.WorkAtMost,
        });
        _stepsAtMost = (2 * recording.Limits.Events) + course.Inputs.Count;
        _goOns = new(course.Inputs.Where(input => input.Kind == InputKind.GoOn));
        _outside = new(course.Inputs.Where(input => input.Kind == InputKind.Outside));
        _deadline = course.Inputs.FirstOrDefault(input => input.Kind == InputKind.Deadline);
    }

    public static CandidateRun Of(
        RecordedCourse course, Recording recording, ReplayedFlow flows, ReplayOptions options, bool byTime = false)
    {
        var candidate = new Candidate(course, recording, flows, options, byTime);
        candidate.Lead();
        return new(candidate._run, candidate._notes, candidate._unknown, [.. candidate._match.Unused]);
    }

    private void Lead()
    {
        _run.Begin(_byTime ? int.MaxValue : StepsOfBegin());
        // Whatever comes writes an event or takes something off the record, and both have a bound.
        for (var step = 0; _run.End is null && step < _stepsAtMost; step++)
        {
            PlanNewCalls();
            if (Choose() is not { } next || (next.IsDeadline && _unknown.Count > 0))
            {
                return;
            }

            next.Give();
        }
    }

    /// <summary>The first advance may have stopped, too: then it goes on with the first thing that came.</summary>
    private int StepsOfBegin() => _course.FirstSteps;

    private void PlanNewCalls()
    {
        foreach (var call in _run.Calls)
        {
            if (_plans.ContainsKey((call.Frame, call.Attempt)))
            {
                continue;
            }

            var answer = _match.Find(call);
            _plans.Add((call.Frame, call.Attempt), new(answer.Problem is null ? answer.Attempt : null));
            if (answer.Problem is { } problem)
            {
                _unknown.Add(new(call, problem));
            }
            else if (answer.IsRequestChanged || answer.How is not MatchKind.Exact)
            {
                _notes.Add(new(call, answer.Attempt!, answer.How, answer.IsRequestChanged));
            }
        }
    }

    private Possible? Choose()
    {
        if (_run.MustGoOn && (_byTime || _goOns.Count == 0))
        {
            return new(null, _run.Now, () => _run.Give(new Stimulus.Continue(), _run.Now));
        }

        Possible? recorded = null;
        Possible? between = null;
        foreach (var each in Possibilities())
        {
            if (each.Index is { } index && !_byTime)
            {
                recorded = recorded is null || index < recorded.Index ? each : recorded;
            }
            else if (between is null || each.Due < between.Due || (each.Due == between.Due && each.Index < between.Index))
            {
                between = each;
            }
        }

        return recorded is null || (between is not null && between.Due < recorded.Due) ? between : recorded;
    }

    private IEnumerable<Possible> Possibilities()
    {
        foreach (var call in _run.Calls)
        {
            if (Next(call) is { } next)
            {
                yield return next;
            }
        }

        foreach (var timer in _run.Timers)
        {
            if (Next(timer) is { } next)
            {
                yield return next;
            }
        }

        if (_run.MustGoOn && _goOns.TryPeek(out var goOn))
        {
            yield return new(goOn.Index, goOn.At, () => _run.Give(new Stimulus.Continue(), goOn.At, _goOns.Dequeue().Steps));
        }

        if (_outside.TryPeek(out var act))
        {
            yield return new(act.Index, act.At, () => _run.Give(_outside.Dequeue().Stimulus, act.At, act.Steps));
        }

        var isRecorded = _deadline is not null && _run.Deadline == _course.Deadline;
        yield return new(isRecorded ? _deadline!.Index : null, isRecorded ? _deadline!.At : _run.Deadline, () =>
            _run.Give(new Stimulus.DeadlineDue(), isRecorded ? _deadline!.At : _run.Deadline))
        {
            IsDeadline = true,
        };
    }

    /// <summary>What comes next for a call that is out; null for nothing that anybody knows of.</summary>
    private Possible? Next(OpenCall call)
    {
        var plan = _plans[(call.Frame, call.Attempt)];
        if (plan.Attempt is null)
        {
            return null;
        }

        if (plan.Next is { } input && !(input.Kind == InputKind.Timeout && plan.Attempt.Timeout is not null))
        {
            var due = call.Out + input.After;
            return new(input.Index, due, () =>
            {
                plan.Given++;
                Give(call, input, due);
            });
        }

        // Nobody knows what it would have answered later.
        var (index, after) = plan.Attempt.GivenUp ?? (_course.Inputs.Count, _run.Deadline - call.Out);
        return new(index + 0.5, call.Out + after, () =>
        {
            _plans[(call.Frame, call.Attempt)] = new(null);
            _unknown.Add(new(call, $"{call.Key} had no answer in the {Files.Spans.Shown(after)} that are recorded"));
        });
    }

    private void Give(OpenCall call, RecordedInput input, DateTimeOffset due)
    {
        switch (input.Kind)
        {
            case InputKind.Answer:
                _run.Answer(call, input.Result, due, input.Steps);
                break;
            case InputKind.Report:
                _run.Report(call, input.Result, due, input.Steps);
                break;
            case InputKind.MapRun:
                _run.EndMapRun(call, ((Stimulus.MapRunEnded)input.Stimulus).Status, input.Result, due, input.Steps);
                break;
            default:
                // The server's own time for calls was over, of which a definition knows nothing.
                _run.Answer(
                    call,
                    new StepFailure(FailureCodes.TaskTimeout, $"The call of task '{call.State.Name}' was not answered in time."),
                    due,
                    input.Steps);
                break;
        }
    }

    private Possible? Next(OpenTimer timer)
    {
        if (!timer.IsTimeout)
        {
            return _match.FindTimer(timer.Key) is { } recorded && recorded.Planned == timer.Due - timer.Set
                ? Wake(timer, recorded.Index, timer.Set + recorded.After, recorded.Steps)
                : Wake(timer, null, timer.Due);
        }

        if (_plans.GetValueOrDefault((timer.Frame, timer.Attempt))?.Attempt is not { } attempt)
        {
            // What it waits for is not known, so whether it comes in time is not either.
            return null;
        }

        var isAsRecorded = attempt.Timeout == timer.Due - timer.Set;
        var timedOut = attempt.Inputs.Find(input => input.Kind == InputKind.Timeout);
        return isAsRecorded && timedOut is not null ? Wake(timer, timedOut.Index, timer.Set + timedOut.After, timedOut.Steps)
            : isAsRecorded ? null
            : Wake(timer, null, timer.Due);
    }

    private Possible Wake(OpenTimer timer, double? index, DateTimeOffset due, int steps = int.MaxValue) =>
        new(index, due, () => _run.Wake(timer, due, steps));

    /// <summary>Something that may come next.</summary>
    /// <param name="Index">Its place in the record; null for what the record does not have.</param>
    private sealed record Possible(double? Index, DateTimeOffset Due, Action Give)
    {
        public bool IsDeadline { get; init; }
    }

    /// <param name="attempt">Null when no answer is known.</param>
    private sealed class AnswerPlan(RecordedAttempt? attempt)
    {
        public RecordedAttempt? Attempt => attempt;

        public int Given { get; set; }

        public RecordedInput? Next => attempt is not null && Given < attempt.Inputs.Count ? attempt.Inputs[Given] : null;
    }
}

/// <summary>What came of leading a definition along a record.</summary>
/// <param name="Notes">Calls that got a recorded answer, but not as they were recorded.</param>
/// <param name="Unknown">Calls whose answer nobody knows.</param>
/// <param name="NotCalled">Recorded calls that were not made.</param>
internal sealed record CandidateRun(
    FlowRun Run, IReadOnlyList<CallNote> Notes, IReadOnlyList<UnknownAnswer> Unknown, IReadOnlyList<RecordedAttempt> NotCalled);

/// <summary>A call that got an answer which was recorded elsewhere, or for another request.</summary>
internal sealed record CallNote(OpenCall Call, RecordedAttempt Recorded, MatchKind How, bool IsRequestChanged);

/// <summary>A call whose answer nobody knows.</summary>
/// <param name="Reason">For people, without a full stop.</param>
internal sealed record UnknownAnswer(OpenCall Call, string Reason);
