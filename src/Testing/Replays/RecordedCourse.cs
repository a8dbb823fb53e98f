using Sluice.Interpreter;
using Sluice.Model;
using Sluice.Model.History;
using Sluice.Model.Json;
using Sluice.Testing.Attempts;
using Sluice.Testing.Runs;
using Sluice.Testing.Traces;

namespace Sluice.Testing.Replays;

/// <summary>What came from outside in a recorded execution up to its first end, by attempts and not by numbers.</summary>
public sealed class RecordedCourse
{
    private readonly List<RecordedInput> _inputs = [];
    private readonly Dictionary<AttemptKey, RecordedAttempt> _attempts = [];
    private readonly Dictionary<(AttemptKey, bool), RecordedInput> _timers = [];
    private readonly List<HistoryEvent> _events = [];

    /// <summary>In the order in which they came.</summary>
    public IReadOnlyList<RecordedInput> Inputs => _inputs;

    /// <summary>After so many steps the first advance stopped; the largest number when it came to rest.</summary>
    public int FirstSteps { get; internal set; } = int.MaxValue;

    /// <summary>In the order in which they were made.</summary>
    public IReadOnlyCollection<RecordedAttempt> Attempts => _attempts.Values;

    /// <summary>Up to the first end.</summary>
    public IReadOnlyList<HistoryEvent> Events => _events;

    public Trace Trace => field ??= Trace.Of(_events);

    /// <summary>How it ended first; null while it has not.</summary>
    public ExecutionEnd? End { get; private set; }

    /// <summary>When it would have timed out.</summary>
    public DateTimeOffset Deadline { get; private set; }

    public IReadOnlyList<TakenEdge> Edges { get; private set; } = [];

    public RecordedAttempt? Find(AttemptKey key) => _attempts.GetValueOrDefault(key);

    /// <summary>The end of a wait or a back-off.</summary>
    public RecordedInput? FindTimer(AttemptKey key) => _timers.GetValueOrDefault((key, false));

    /// <summary>What a stimulus is for, as things stand before it; null for what no candidate needs to be told.</summary>
    internal static RecordedInput? Describe(Stimulus stimulus, FlowRun run, int index, DateTimeOffset at)
    {
        switch (stimulus)
        {
            case Stimulus.Started or Stimulus.CalledAgain:
                return null;
            case Stimulus.TimerDue due when run.Timers.FirstOrDefault(timer => timer.Frame == due.Frame && timer.Attempt == due.Attempt) is { } timer:
                return new(index, timer.IsTimeout ? InputKind.Timeout : InputKind.Timer, timer.Key, at, stimulus)
                {
                    After = at - timer.Set,
                    Planned = timer.Due - timer.Set,
                };
            case Stimulus.CallEnded ended:
                return OfCall(InputKind.Answer, run.Calls.First(call => call.Frame == ended.Frame && call.Attempt == ended.Attempt));
            case Stimulus.TaskReported report:
                return OfCall(InputKind.Report, run.Calls.First(call => call.Frame == report.Frame && call.Attempt == report.Attempt));
            case Stimulus.MapRunEnded ended:
                return OfCall(InputKind.MapRun, run.Calls.First(call => call.Frame == ended.Frame && call.Attempt == ended.Attempt));
            case Stimulus.Continue:
                return new(index, InputKind.GoOn, Key: null, at, stimulus);
            case Stimulus.DeadlineDue:
                return new(index, InputKind.Deadline, Key: null, at, stimulus);
            default:
                return new(index, InputKind.Outside, Key: null, at, stimulus);
        }

        RecordedInput OfCall(InputKind kind, OpenCall call) => new(index, kind, call.Key, at, stimulus) { After = at - call.Out };
    }

    /// <summary>The next inputs have been given, and have led where the record says.</summary>
    /// <param name="before">Calls that were out before them.</param>
    internal void Take(IReadOnlyList<RecordedInput> inputs, IReadOnlyList<OpenCall> before, FlowRun run, int events)
    {
        if (End is not null)
        {
            return;
        }

        foreach (var input in inputs)
        {
            _inputs.Add(input);
            Note(input);
        }

        foreach (var gone in before.Except(run.Calls, ReferenceEqualityComparer.Instance).Cast<OpenCall>())
        {
            var attempt = _attempts[gone.Key];
            attempt.GivenUp ??= (_inputs.Count - 1, run.Now - gone.Out);
        }

        foreach (var call in run.Calls.Where(call => !_attempts.ContainsKey(call.Key)))
        {
            var timer = run.Timers.FirstOrDefault(each => each.IsTimeout && each.Frame == call.Frame && each.Attempt == call.Attempt);
            _attempts.Add(call.Key, new(call) { Timeout = timer is null ? null : timer.Due - timer.Set });
        }

        _events.AddRange(run.Events.Skip(run.Events.Count - events));
        (End, Deadline) = (run.End, run.Deadline);
        if (End is not null)
        {
            Edges = [.. run.Edges];
        }
    }

    private void Note(RecordedInput input)
    {
        if (input is { Kind: InputKind.Timer, Key: { } key })
        {
            _timers[(key, false)] = input;
        }
        else if (input.Key is { } called && _attempts.TryGetValue(called, out var attempt))
        {
            attempt.Inputs.Add(input);
        }
    }
}

/// <summary>Something that came from outside.</summary>
/// <param name="Index">Its place among all of them.</param>
/// <param name="Key">The attempt that it was for; null for none.</param>
/// <param name="At">When it came.</param>
public sealed record RecordedInput(int Index, InputKind Kind, AttemptKey? Key, DateTimeOffset At, Stimulus Stimulus)
{
    /// <summary>How long after the call was made, or the timer set.</summary>
    public TimeSpan After { get; init; }

    /// <summary>Of a timer: how long it was set to. What is over that is how late the server was.</summary>
    public TimeSpan Planned { get; init; }

    /// <summary>After so many steps the advance stopped; the largest number when it came to rest.</summary>
    public int Steps { get; init; } = int.MaxValue;

    /// <summary>What an answer or a report says.</summary>
    public Outcome<JsonPayload> Result => Stimulus switch
    {
        Stimulus.CallEnded ended => ended.Result,
        Stimulus.TaskReported report => report.Result,
        Stimulus.MapRunEnded ended => ended.Result,
        _ => JsonPayload.EmptyObject,
    };
}

/// <summary>What kinds of things come from outside.</summary>
public enum InputKind
{
    /// <summary>A wait or a back-off is over.</summary>
    Timer,

    /// <summary>A call has taken too long.</summary>
    Timeout,

    /// <summary>A call has answered.</summary>
    Answer,

    /// <summary>Somebody has reported on a task.</summary>
    Report,

    /// <summary>A map run has ended.</summary>
    MapRun,

    /// <summary>An advance that had stopped goes on.</summary>
    GoOn,

    /// <summary>The execution's time is up.</summary>
    Deadline,

    /// <summary>It was stopped, or its flow deleted.</summary>
    Outside,
}

/// <summary>A call that the record has, or a map run.</summary>
public sealed record RecordedAttempt(OpenCall Call)
{
    /// <summary>What came for it, in order.</summary>
    public List<RecordedInput> Inputs { get; } = [];

    /// <summary>The time that it had; null for none.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Nobody waited for it any more: with which input, and how long after it was made.</summary>
    public (int Index, TimeSpan After)? GivenUp { get; set; }
}
