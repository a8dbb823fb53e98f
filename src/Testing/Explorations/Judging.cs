using System.Globalization;
using Sluice.Definitions;
using Sluice.Definitions.Outlines;
using Sluice.Definitions.States;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Testing.Attempts;
using Sluice.Testing.Expectations;
using Sluice.Testing.Files;
using Sluice.Testing.Traces;

namespace Sluice.Testing.Explorations;

/// <summary>Says of each run what is wrong with it, and puts together what all of them have shown.</summary>
internal sealed class Judging
{
    private const double NearLimit = 0.8;

    private readonly ExploredFlow _flow;
    private readonly ExploreOptions _options;
    private readonly FlowIndex _index;
    private readonly bool _countsTime;
    private readonly Dictionary<FindingKey, Finding> _findings = [];
    private readonly Dictionary<ExecutionStatus, int> _ends = [];
    private readonly HashSet<(int, EdgeKind, int)> _edges = [];
    private readonly HashSet<string> _entered = new(StringComparer.Ordinal);
    private readonly HashSet<string> _madeUp = new(StringComparer.Ordinal);
    private readonly HashSet<string> _notes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _leftOut = new(StringComparer.Ordinal);
    private readonly HashSet<(FindingKind, string)> _used = [];
    private int _alike;

    public Judging(ExploredFlow flow, ExploreOptions options)
    {
        (_flow, _options, _index) = (flow, options, FlowIndex.Of(flow.Flow));
        _countsTime = options.Statements.Any(Statement.AsksTime);
    }

    /// <summary>What was found so far.</summary>
    public IReadOnlyCollection<Finding> Findings => _findings.Values;

    /// <summary>Whether a run takes a way that none has taken before.</summary>
    public bool IsNew(ExploredRun run) => run.Run.Edges.Any(edge => !_edges.Contains((edge.State, edge.Kind, edge.Ordinal)));

    /// <summary>Whether some Choice that was entered has a way that none has taken.</summary>
    public bool HasOpenChoices => _flow.Outline.States.Where(WasEntered).SelectMany(state => state.Edges, (state, edge) => (state, edge))
        .Any(each => each.edge.Kind is EdgeKind.Option or EdgeKind.Default && !_edges.Contains((each.state.Id, each.edge.Kind, each.edge.Ordinal)));

    /// <summary>Notes that something was not tried.</summary>
    public void LeaveOut(string what) => _leftOut.Add(what);

    /// <summary>What of a run is asked for later, beside where it stands: two that differ in it are not alike.</summary>
    public string WhatCounts(ExploredRun run)
    {
        var open = string.Join(',', _options.Compensations.Select(pair => IsLeftUndone(run, pair.Done, pair.Undone) ? "1" : "0"));
        var once = string.Join(',', _options.Once.SelectMany(name => MayHaveHappened(run, name)));
        return _options.Statements.Count == 0 ? $"{run.HasMadeUp}|{open}|{once}" : $"{run.HasMadeUp}|{open}|{once}|{HistoryOf(run)}";
    }

    public void Judge(ExploredRun run)
    {
        _edges.UnionWith(run.Run.Edges.Select(edge => (edge.State, edge.Kind, edge.Ordinal)));
        _entered.UnionWith(run.Run.Trace.Visits.Select(visit => visit.Path));
        _madeUp.UnionWith(run.Calls.Where(call => call.IsMadeUp).Select(call => call.Call.Key.Path));
        foreach (var call in run.Calls.Where(call => call.Call.MapRun is not null))
        {
            LeaveOut($"the children of {call.Call.Key.Path} (it succeeds with no items)");
        }

        if (run.IsAlike)
        {
            _alike++;
            return;
        }

        if (run.IsGivenUp)
        {
            LeaveOut("the rest of runs that compute more than one may");
            return;
        }

        if (run.Run.End is { } end)
        {
            _ends[end.Status] = _ends.GetValueOrDefault(end.Status) + 1;
        }

        foreach (var found in Find(run))
        {
            if (IsAllowed(found))
            {
                continue;
            }

            if (_findings.TryGetValue(found.Key, out var known))
            {
                known.Runs++;
            }
            else
            {
                _findings.Add(found.Key, found);
            }
        }
    }

    /// <summary>All that is wrong with a run.</summary>
    public IEnumerable<Finding> Find(ExploredRun run)
    {
        if (run.Loop is { } loop)
        {
            return Looping(run, loop);
        }

        var end = run.Run.End;
        if (run.Run.Events.Count >= NearLimit * _flow.Limits.Events)
        {
            var often = run.Run.Trace.Visits.GroupBy(visit => visit.Path).MaxBy(group => group.Count())!;
            return [Made(run, FindingKind.Limit, often.Key, "", $"{run.Run.Events.Count} events of at most {_flow.Limits.Events}: entered {often.Count()} times")];
        }

        return [.. Ended(run, end), .. Undone(run, end), .. Repeated(run), .. Untrue(run)];
    }

    /// <param name="shortened">Makes it as small as it can be.</param>
    public ExplorationResult Result(Func<Finding, Finding> shortened) => new(
        _alike,
        _ends,
        [.. _findings.Values.Select(shortened).OrderBy(finding => finding.Deviations.Count).ThenBy(finding => finding.Position.Line)],
        [.. _flow.Outline.States.Where(state => state.IsReachable && !WasEntered(state))],
        [.. _flow.Outline.States.Where(WasEntered).SelectMany(
            state => state.Edges.Where(edge => !_edges.Contains((state.Id, edge.Kind, edge.Ordinal))), (state, edge) => (state, edge))],
        [.. _madeUp.Order(StringComparer.Ordinal)],
        [.. _notes.Order(StringComparer.Ordinal), .. UnusedAllowances()],
        [.. _leftOut.Order(StringComparer.Ordinal)]);

    private bool WasEntered(OutlinedState state) => _entered.Contains(_index.PathOf(state.Id));

    private IEnumerable<string> UnusedAllowances() => _options.Allowed.Where(allowed => !_used.Contains(allowed))
        .Select(allowed => $"nothing of kind {NameOf(allowed.Kind)} was found at {allowed.State}, which is allowed to be");

    private bool IsAllowed(Finding found)
    {
        var name = _index.Find(found.State).FirstOrDefault()?.Name;
        var allowed = _options.Allowed.Where(each => each.Kind == found.Kind && (each.State == found.State || each.State == name)).ToList();
        allowed.ForEach(each => _used.Add(each));
        return allowed.Count > 0;
    }

    private IEnumerable<Finding> Looping(ExploredRun run, IReadOnlyList<Visit> loop)
    {
        var states = loop.Select(visit => visit.Path).Distinct().ToList();
        if (loop.Any(visit => StateOf(visit) is ChoiceState))
        {
            _notes.Add($"{string.Join(" → ", states)} goes round for as long as its answers stay as they are");
            return [];
        }

        return
        [
            Made(run, FindingKind.Loop, states.FirstOrDefault() ?? "", "",
                $"{string.Join(" → ", states)} goes round with nothing changed, until the limit of events or the execution's time ends it"),
        ];
    }

    private IEnumerable<Finding> Ended(ExploredRun run, Interpreter.ExecutionEnd? end)
    {
        if (end?.Status == ExecutionStatus.TimedOut)
        {
            var waits = run.Run.Trace.Visits.LastOrDefault(visit => visit.Exited is null && StateOf(visit) is TaskState);
            yield return Made(run, FindingKind.Stuck, waits?.Path ?? "", "", "waits for an answer until the execution's own deadline");
        }
        else if (end?.Status == ExecutionStatus.Failed && Unhandled(run.Run.Trace, end.Error) is { } visit)
        {
            var isExpression = visit.Failure!.Code == FailureCodes.ExpressionError;
            if (isExpression && run.HasMadeUp)
            {
                _notes.Add($"an expression of {visit.Path} fails on answers that are made up: {visit.Failure.Cause.TrimEnd('.')}");
                yield break;
            }

            yield return isExpression
                ? Made(run, FindingKind.Expression, visit.Path, visit.Failure.Code, $"{visit.Failure.Cause.TrimEnd('.')}{Done(run)}")
                : Made(run, FindingKind.Unhandled, visit.Path, visit.Failure.Code, $"{visit.Failure.Code} → execution Failed{Done(run)}");
        }
    }

    private IEnumerable<Finding> Undone(ExploredRun run, Interpreter.ExecutionEnd? end) => _options.Compensations
        .Where(pair => end?.Status != ExecutionStatus.Succeeded && IsLeftUndone(run, pair.Done, pair.Undone))
        .Select(pair => (pair.Done, Undone: string.Join(" or ", pair.Undone)))
        .Select(pair => Made(run, FindingKind.Compensation, pair.Done, pair.Undone,
            $"may have been done, the execution is {end?.Status}, and no {pair.Undone} has succeeded after it"));

    private IEnumerable<Finding> Repeated(ExploredRun run)
    {
        foreach (var name in _options.Once)
        {
            var places = MayHaveHappened(run, name).ToHashSet(StringComparer.Ordinal);
            if (places.FirstOrDefault(place => IsMadeAgain(run, name, place)) is { } place)
            {
                yield return Made(run, FindingKind.Twice, place, "", "may have happened, and is called again");
            }
        }
    }

    private IEnumerable<Finding> Untrue(ExploredRun run)
    {
        if (_options.Statements.Count == 0 || run.Run.End is null)
        {
            yield break;
        }

        var evidence = run.Evidence;
        foreach (var statement in _options.Statements)
        {
            if (Statement.Check(statement, evidence, _flow.Flow) is { } unmet)
            {
                yield return Made(run, FindingKind.Property, "", statement.Position.ToString(), $"{unmet.Expected}: {unmet.Got}; {run.Run.End.Status}") with
                {
                    Position = statement.Position,
                    Statement = statement,
                };
            }
        }
    }

    private Finding Made(ExploredRun run, FindingKind kind, string state, string detail, string what) =>
        new(kind, state, what, _index.Find(state).FirstOrDefault()?.Position ?? new SourcePosition(1, 1))
        {
            Key = new(kind, state, detail),
            Plan = run.Plan,
        };

    private static bool IsLeftUndone(ExploredRun run, string done, IReadOnlyList<string> undone)
    {
        var isOpen = false;
        foreach (var (call, _, result) in run.Calls)
        {
            var succeeded = result is { Failure: null };
            isOpen = (Is(call.Key, done) && (succeeded || IsUncertain(run, call.Key)))
                || (isOpen && !(succeeded && undone.Any(name => Is(call.Key, name))));
        }

        return isOpen;
    }

    private static bool IsUncertain(ExploredRun run, AttemptKey key) =>
        run.Deviations.Any(deviation => deviation.MayHaveHappened && deviation.Covers(key));

    /// <summary>Where a call of a state may have happened: its path with indexes.</summary>
    private static IEnumerable<string> MayHaveHappened(ExploredRun run, string name) => run.Calls
        .Where(call => Is(call.Call.Key, name) && (call.Result is { Failure: null } || IsUncertain(run, call.Call.Key)))
        .Select(call => PlaceOf(call.Call.Key)).Distinct();

    private static bool IsMadeAgain(ExploredRun run, string name, string place)
    {
        var calls = run.Calls.Where(call => Is(call.Call.Key, name) && PlaceOf(call.Call.Key) == place).ToList();
        var first = calls.FindIndex(call => call.Result is { Failure: null } || IsUncertain(run, call.Call.Key));
        return first >= 0 && first < calls.Count - 1;
    }

    private static string PlaceOf(AttemptKey key) => (key with { Visit = 1, Try = 1 }).ToString();

    private static bool Is(AttemptKey key, string name) => key.Path == name || key.State == name;

    /// <summary>What statements can ask of the way here.</summary>
    private string HistoryOf(ExploredRun run)
    {
        var visits = run.Run.Trace.Visits.GroupBy(visit => visit.Path).Select(group =>
            $"{group.Key}:{(group.Any(visit => visit.HasSucceeded) ? 1 : 0)}{(group.Any(visit => visit.Failure is not null) ? 1 : 0)}");
        var calls = run.Calls.GroupBy(call => call.Call.Key.Path).Select(group => $"{group.Key}:{group.Count()}");
        var time = _countsTime ? run.Run.Now.Ticks.ToString(CultureInfo.InvariantCulture) : "";
        return $"{string.Join(',', visits)}|{string.Join(',', calls)}|{time}";
    }

    /// <summary>What had been done by then, but for what only reads.</summary>
    private static string Done(ExploredRun run)
    {
        var done = run.Calls.Where(call => call.Result is { Failure: null } && !OnlyReads(call.Call)).Select(call => call.Call.Key.Path).Distinct().ToList();
        return done.Count == 0 ? "" : $"; {string.Join(", ", done)} had succeeded";
    }

    private static bool OnlyReads(Runs.OpenCall call) =>
        call.Parameters.Value is JsonObject members && members.Get("method") is JsonString { Value: "GET" or "HEAD" };

    private State? StateOf(Visit visit) => _index.Find(visit.Path).FirstOrDefault(state => _index.PathOf(state.Id) == visit.Path);

    private Visit? Unhandled(Trace trace, string? error) => trace.Visits
        .Where(visit => visit is { HasSucceeded: false, Failure: not null, WentTo: null } && visit.Failure.Code == error)
        .MaxBy(visit => (visit.Path.Count(letter => letter == '/'), visit.EnteredEvent)) is { } found && StateOf(found) is not FailState
            ? found
            : null;

    /// <summary>As it is spelled in files and reports.</summary>
    internal static string NameOf(FindingKind kind) => kind.ToString().ToLowerInvariant();
}
