using Sluice.Definitions.States;
using Sluice.Interpreter;
using Sluice.Interpreter.Replays;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Targets;
using Sluice.Testing.Attempts;
using Sluice.Testing.Expectations;
using Sluice.Testing.Mocks;
using Sluice.Testing.Runs;
using Sluice.Testing.Traces;

namespace Sluice.Testing.Explorations;

/// <summary>One run of a flow in which some calls go another way, and all others well.</summary>
internal sealed class ExploredRun
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ExploredFlow _flow;
    private readonly AnswerBook _book;
    private readonly List<(OpenCall Call, bool IsMadeUp, Outcome<JsonPayload>? Result)> _calls = [];
    private readonly List<MockedCall> _mocked = [];
    private readonly HashSet<AttemptKey> _silent = [];
    private readonly HashSet<Deviation> _applied = [];
    private readonly Dictionary<UInt128, int> _own = [];

    private ExploredRun(ExploredFlow flow, RunPlan plan, long workAtMost)
    {
        (_flow, Plan, _book) = (flow, plan, new(plan.Start.Answers));
        var facts = new ExecutionFacts("flow", "explored", JsonPayload.Of(plan.Start.Input), "", Start) { Mode = flow.Mode };
        Run = new(new(flow.Flow, facts, new DrawSeed(() => 1), flow.Limits, flow.Flow.Root.Id) { WorkAtMost = workAtMost });
    }

    public RunPlan Plan { get; }

    public IReadOnlyList<Deviation> Deviations => Plan.Deviations;

    public FlowRun Run { get; }

    /// <summary>Every call in order, with what came of it; null for nothing.</summary>
    public IReadOnlyList<(OpenCall Call, bool IsMadeUp, Outcome<JsonPayload>? Result)> Calls => _calls;

    /// <summary>Some answer was made up, so that what an expression makes of it says little.</summary>
    public bool HasMadeUp => _calls.Exists(call => call.IsMadeUp);

    /// <summary>It has come to where another one had been, and was not followed any further.</summary>
    public bool IsAlike { get; private set; }

    /// <summary>States that it went through again and again without anything changed; null for none.</summary>
    public IReadOnlyList<Visit>? Loop { get; private set; }

    /// <summary>It would have computed more than it may.</summary>
    public bool IsGivenUp { get; private set; }

    /// <param name="seen">Where others have been; null for one that is followed to its end.</param>
    /// <param name="besides">What of a run counts for what is said of it later, beside its state.</param>
    public static ExploredRun Of(
        ExploredFlow flow, RunPlan plan, long workAtMost, SeenStates? seen = null, Func<ExploredRun, string>? besides = null)
    {
        var explored = new ExploredRun(flow, plan, workAtMost);
        try
        {
            explored.Lead(seen, besides);
        }
        catch (TooMuchWorkException)
        {
            explored.IsGivenUp = true;
        }

        return explored;
    }

    /// <summary>What it came to, for whoever holds statements against it.</summary>
    public Evidence Evidence => new()
    {
        Status = Run.End?.Status ?? ExecutionStatus.Running,
        Error = Run.End?.Error,
        Cause = Run.End?.Cause,
        Output = Run.End?.Output?.Value,
        Events = Run.Events,
        Trace = Run.Trace,
        Calls = _mocked,
        Took = Run.Now - Start,
        Global = Run.Global,
        Children = _ => [],
        MapRun = _ => (0, 0),
        Object = _ => null,
    };

    private void Lead(SeenStates? seen, Func<ExploredRun, string>? besides)
    {
        Run.Begin();

        // Whatever comes writes an event, and those have a bound; what is silent comes once.
        for (var step = 0; Run.End is null && step < 2 * _flow.Limits.Events; step++)
        {
            if (_applied.Count == Deviations.Count && !IsNew(seen, besides))
            {
                return;
            }

            Step();
        }
    }

    private void Step()
    {
        if (Run.Calls.FirstOrDefault(call => !_silent.Contains(call.Key)) is { } call)
        {
            Answer(call);
        }
        else if (Run.MustGoOn)
        {
            Run.Give(new Stimulus.Continue(), Run.Now);
        }
        else if (Run.Timers.MinBy(timer => timer.Due) is { } timer && timer.Due <= Run.Deadline)
        {
            Run.Wake(timer, timer.Due);
        }
        else
        {
            Run.Give(new Stimulus.DeadlineDue(), Run.Deadline);
        }
    }

    /// <summary>Whether neither this run nor another one has been where it is now.</summary>
    private bool IsNew(SeenStates? seen, Func<ExploredRun, string>? besides)
    {
        var print = SeenStates.PrintOf(Run.State, Run.Now, $"{_book.Standing}\n{Pending()}\n{besides?.Invoke(this)}");
        if (_own.TryGetValue(print, out var visits))
        {
            Loop = [.. Run.Trace.Visits.Skip(visits)];
            return false;
        }

        _own.Add(print, Run.Trace.Visits.Count);
        IsAlike = seen?.TryAdd(print) == false;
        return !IsAlike;
    }

    /// <summary>Calls that nobody answers, and what still goes wrong with the tries to come.</summary>
    private string Pending()
    {
        var open = Run.Calls.Select(call => call.Key).Concat(Run.Timers.Select(timer => timer.Key)).ToList();
        return string.Join(';', open.Where(_silent.Contains).Select(key => key.Path).Order(StringComparer.Ordinal)) + "|"
            + string.Join(';', Deviations
                .Where(each => each.IsForGood && open.Exists(key => each.Covers(key with { Try = int.MaxValue })))
                .Select(each => $"{each.Key.Path}:{each.Code}").Order(StringComparer.Ordinal));
    }

    private void Answer(OpenCall call)
    {
        if (call.State is TaskState)
        {
            _mocked.Add(RunCalls.Of(call, _flow.Flow, Run.Now));
        }

        if (Deviations.FirstOrDefault(each => each.Covers(call.Key)) is { } deviation)
        {
            _applied.Add(deviation);
            if (deviation.Output is { } output)
            {
                GoOn(call, isMadeUp: true, output, Run.Now);
                return;
            }

            if (deviation.Code is { } code)
            {
                Note(call, isMadeUp: false, new StepFailure(code, "explored"));
                Run.Answer(call, new StepFailure(code, "explored"), Run.Now);
            }
            else
            {
                Note(call, isMadeUp: false, result: null);
                _silent.Add(call.Key);
            }

            return;
        }

        if (Refusal(call) is { } refusal)
        {
            Note(call, isMadeUp: false, refusal);
            Run.Answer(call, refusal, Run.Now);
            return;
        }

        if (call.MapRun is not null)
        {
            Note(call, isMadeUp: true, JsonPayload.Of(new JsonArray([])));
            Run.EndMapRun(call, ExecutionStatus.Succeeded, JsonPayload.Of(new JsonArray([])), Run.Now);
            return;
        }

        GoWell(call, (TaskState)call.State);
    }

    /// <summary>What the real service would say of the parameters; null when it would call.</summary>
    private StepFailure? Refusal(OpenCall call) => call.MapRun is not null ? null : _flow.Twins
        .FirstOrDefault(twin => twin.Serves(call.Action))?
        .Check(new TaskCall(
            call.Action,
            call.Parameters,
            call.AwaitsReport ? RecordedToken.Of(call.Frame, call.Attempt) : null,
            "explored",
            _flow.Limits.StateDataBytes,
            new TaskContext(AccountId.Default, "flow", "explored", call.State.Name, "", Run.Deadline))
        {
            Secrets = call.Secrets,
        });

    private void GoWell(OpenCall call, TaskState task)
    {
        var answer = _book.Take(_mocked[^1]);
        var result = answer is null ? MadeUp(task) : RunCalls.ResultOf(answer, call, _flow.Flow, _flow.Limits);
        if (result is { } given)
        {
            GoOn(call, answer is null, given, Run.Now + (answer is null ? TimeSpan.Zero : RunCalls.TimeOf(answer)));
            return;
        }

        Note(call, isMadeUp: false, result: null);
        _silent.Add(call.Key);
    }

    private void GoOn(OpenCall call, bool isMadeUp, Outcome<JsonPayload> result, DateTimeOffset at)
    {
        Note(call, isMadeUp, result);
        if (!call.AwaitsReport || ((TaskState)call.State).EndsWithItsCall || result.Failure is not null)
        {
            Run.Answer(call, result, at);
        }
        else
        {
            Run.Report(call, result, at);
        }
    }

    private void Note(OpenCall call, bool isMadeUp, Outcome<JsonPayload>? result) => _calls.Add((call, isMadeUp, result));

    /// <summary>What a call is answered of which nobody has said anything.</summary>
    public static Outcome<JsonPayload> MadeUp(TaskState task) => task.Action == TaskState.HttpRequest
        ? JsonPayload.Of(JsonObject.Of(("Code", JsonValue.Of(200)), ("Body", JsonObject.Empty)))
        : JsonPayload.EmptyObject;

    /// <summary>Which iteration of the innermost Map it is, or which branch; null for neither.</summary>
    public int? IndexOf<T>(AttemptKey key)
        where T : State => RunCalls.IndexOf<T>(_flow.Flow, key);
}
