using Sluice.Interpreter;
using Sluice.Interpreter.Replays;
using Sluice.Model.History;
using Sluice.Testing.Recordings;
using Sluice.Testing.Runs;

namespace Sluice.Testing.Replays;

/// <summary>
/// Leads a recorded execution through its own definition again, by the interpreter alone: each next event says what came
/// from outside, and the events that follow must be the recorded ones.
/// </summary>
/// <remarks>
/// <para>
/// Compared are number, cause, type, step, time and detail of each event. Not the sentences that say why something failed,
/// nor the parameters of a call as the history shows them, nor names of map runs and task tokens, which are in no record.
/// </para>
/// <para>
/// Left out: what writes no event (tasks that come to wait for an execution of a name that runs, answers and reports that
/// found nothing pending, when exactly a flow was deleted), and effects.
/// </para>
/// </remarks>
public sealed class Baseline
{
    private readonly Recording _recording;
    private readonly FlowRun _run;
    private int _next;
    private int _inputs;

    private Baseline(Recording recording, long workAtMost)
    {
        _recording = recording;
        _run = new(new(recording.Flow, recording.Execution, recording.Draws, recording.Limits, recording.Scope)
        {
            // Whether calls had a time then, and which, is not recorded: it was over when the record says so.
            CallTime = TimeSpan.Zero,
            WorkAtMost = workAtMost,
        });
    }

    /// <summary>Advances that had stopped before they came to rest, as the record tells.</summary>
    public int StoppedTurns { get; private set; }

    /// <summary>Events up to here came out the same.</summary>
    public int Same => _next;

    /// <summary>Where the execution went another way than its record; null when it did not.</summary>
    public string? Divergence { get; private set; }

    /// <summary>What came from outside.</summary>
    public RecordedCourse Course { get; } = new();

    /// <summary>Leads a recording through its definition, to its end or to where it goes another way.</summary>
    /// <param name="workAtMost">As <see cref="RunStart.WorkAtMost"/>.</param>
    /// <exception cref="TooMuchWorkException">That was not enough.</exception>
    public static Baseline Of(Recording recording, long workAtMost = long.MaxValue)
    {
        var baseline = new Baseline(recording, workAtMost);
        while (baseline.Divergence is null && baseline._next < recording.Events.Count)
        {
            baseline.TakeTurn();
        }

        return baseline;
    }

    /// <summary>Gives what came from outside before the next event, and goes as far as the record does.</summary>
    private void TakeTurn()
    {
        var recorded = _recording.Events[_next];
        if (RecordedStimuli.Before(recorded, _run.State, _run.Flow, _recording.Scope) is not { } stimuli)
        {
            Divergence = $"Nothing that could come from outside leads to {RecordedEvent.TextOf(recorded)}.";
            return;
        }

        if (recorded.Type == EventType.ExecutionRedriven)
        {
            var revision = _recording.Revisions[RecordedStimuli.RevisionsOf(recorded).After];
            _run.Use(revision.Flow, revision.RoleArn);
        }

        var inputs = stimuli.Select(stimulus => RecordedCourse.Describe(stimulus, _run, _inputs, recorded.Time))
            .OfType<RecordedInput>().ToList();
        var before = _run.Mark();
        var whole = Advance(stimuli, recorded, steps: int.MaxValue);
        var same = CountSame(whole);
        if (same == whole.Count && same > 0)
        {
            Accept(inputs, before, same, int.MaxValue);
            return;
        }

        Stop(stimuli, recorded, before, [.. whole], inputs, same);
    }

    /// <summary>Advances a copy again with fewer steps: the advance had stopped, and something else came before it went on.</summary>
    private void Stop(
        IReadOnlyList<Stimulus> stimuli,
        HistoryEvent recorded,
        RunMark before,
        IReadOnlyList<HistoryEvent> whole,
        IReadOnlyList<RecordedInput> inputs,
        int same)
    {
        for (var steps = whole.Take(same).Count(item => item.Type == EventType.StepEntered); steps >= 0; steps--)
        {
            _run.Return(before);
            var part = Advance(stimuli, recorded, steps);
            if (part.Count > 0 && CountSame(part) == part.Count)
            {
                Accept([.. inputs.Select(input => input with { Steps = steps })], before, part.Count, steps);
                StoppedTurns++;
                return;
            }
        }

        Divergence = same < whole.Count && _next + same < _recording.Events.Count
            ? $"{RecordedEvent.TextOf(whole[same])} instead of {RecordedEvent.TextOf(_recording.Events[_next + same])}."
            : $"{whole.Count} events after event {recorded.Id - 1} where {_recording.Events.Count - _next} are recorded.";
    }

    private void Accept(IReadOnlyList<RecordedInput> inputs, RunMark before, int events, int steps)
    {
        if (_next == 0)
        {
            Course.FirstSteps = steps;
        }

        _next += events;
        _inputs += inputs.Count;
        Course.Take(inputs, before.Calls, _run, events);
    }

    /// <returns>The events that came of it.</returns>
    private IReadOnlyList<HistoryEvent> Advance(IReadOnlyList<Stimulus> stimuli, HistoryEvent recorded, int steps)
    {
        var had = _run.Events.Count;
        foreach (var stimulus in stimuli)
        {
            _run.Give(stimulus, recorded.Time, steps);
        }

        return [.. _run.Events.Skip(had)];
    }

    private int CountSame(IReadOnlyList<HistoryEvent> events)
    {
        var count = 0;
        while (count < events.Count
            && _next + count < _recording.Events.Count
            && RecordedEvent.AreSame(events[count], _recording.Events[_next + count]))
        {
            count++;
        }

        return count;
    }
}
