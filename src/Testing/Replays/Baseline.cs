using Sluice.Interpreter;
using Sluice.Interpreter.Frames;
using Sluice.Interpreter.Replays;
using Sluice.Model;
using Sluice.Model.History;
using Sluice.Testing.Recordings;

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
    private ExecutionState _state = ExecutionState.Create();
    private RecordedRevision _revision;
    private int _next;

    private Baseline(Recording recording)
    {
        _recording = recording;
        _revision = new(recording.Flow, recording.Execution.RoleArn);
    }

    /// <summary>Advances that had stopped before they came to rest, as the record tells.</summary>
    public int StoppedTurns { get; private set; }

    /// <summary>Events up to here came out the same.</summary>
    public int Same => _next;

    /// <summary>Where the execution went another way than its record; null when it did not.</summary>
    public string? Divergence { get; private set; }

    /// <summary>Leads a recording through its definition, to its end or to where it goes another way.</summary>
    public static Baseline Of(Recording recording)
    {
        var baseline = new Baseline(recording);
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
        if (RecordedStimuli.Before(recorded, _state, _revision.Flow, _recording.Scope) is not { } stimuli)
        {
            Divergence = $"Nothing that could come from outside leads to {RecordedEvent.TextOf(recorded)}.";
            return;
        }

        if (recorded.Type == EventType.ExecutionRedriven)
        {
            _revision = _recording.Revisions[RecordedStimuli.RevisionsOf(recorded).After];
        }

        var before = StateCodec.EncodeSnapshot(_state);
        var whole = Advance(stimuli, recorded.Time, steps: int.MaxValue);
        var same = CountSame(whole);
        if (same == whole.Count && same > 0)
        {
            _next += same;
            return;
        }

        Stop(stimuli, recorded, before, whole, same);
    }

    /// <summary>Advances a copy again with fewer steps: the advance had stopped, and something else came before it went on.</summary>
    private void Stop(
        IReadOnlyList<Stimulus> stimuli,
        HistoryEvent recorded,
        byte[] before,
        IReadOnlyList<HistoryEvent> whole,
        int same)
    {
        for (var steps = whole.Take(same).Count(item => item.Type == EventType.StepEntered); steps >= 0; steps--)
        {
            _state = StateCodec.Decode([before]);
            var part = Advance(stimuli, recorded.Time, steps);
            if (part.Count > 0 && CountSame(part) == part.Count)
            {
                _next += part.Count;
                StoppedTurns++;
                return;
            }
        }

        Divergence = same < whole.Count && _next + same < _recording.Events.Count
            ? $"{RecordedEvent.TextOf(whole[same])} instead of {RecordedEvent.TextOf(_recording.Events[_next + same])}."
            : $"{whole.Count} events after event {recorded.Id - 1} where {_recording.Events.Count - _next} are recorded.";
    }

    private List<HistoryEvent> Advance(IReadOnlyList<Stimulus> stimuli, DateTimeOffset now, int steps)
    {
        var context = ContextAt(now, steps);
        return [.. stimuli.SelectMany(stimulus =>
            FlowInterpreter.Advance(_revision.Flow, _state, stimulus, context).Events)];
    }

    private int CountSame(IReadOnlyList<HistoryEvent> events) => events
        .Zip(_recording.Events.Skip(_next))
        .TakeWhile(pair => RecordedEvent.TextOf(pair.First) == RecordedEvent.TextOf(pair.Second))
        .Count();

    /// <remarks>What nobody may guess is in no record, so it is drawn anew: tokens, names of map runs.</remarks>
    private AdvanceContext ContextAt(DateTimeOffset now, int steps) => new()
    {
        Execution = _recording.Execution with { RoleArn = _revision.RoleArn },
        Now = now,
        Entropy = new SeededEntropy((UInt128)(ulong)_next + 1),
        Draws = _recording.Draws,
        Limits = _recording.Limits,
        MintToken = RecordedEvent.TokenOf,

        // Whether calls had a time then, and which, is not recorded: it was over when the record says so.
        CallTime = TimeSpan.Zero,
        MaxEvents = int.MaxValue,
        MaxSteps = steps,
    };
}
