using Sluice.Definitions;
using Sluice.Definitions.Outlines;
using Sluice.Definitions.States;
using Sluice.Model;
using Sluice.Testing.Attempts;
using Sluice.Testing.Files;
using Sluice.Testing.Traces;

namespace Sluice.Testing.Explorations;

/// <summary>Runs a flow with every combination of what can come of its calls, the fewest faults first, and says what it finds.</summary>
/// <remarks>
/// A run of n+1 deviations is one of n with another one behind its last, so that none comes twice; and whatever is found is
/// found first with as few as it takes.
/// </remarks>
public sealed class Exploration
{
    private const double NearLimit = 0.8;

    private readonly ExploredFlow _flow;
    private readonly ExploreOptions _options;
    private readonly FlowIndex _index;
    private readonly Outcomes _outcomes;
    private readonly Dictionary<(FindingKind, string, string), Finding> _findings = [];
    private readonly Dictionary<ExecutionStatus, int> _ends = [];
    private readonly HashSet<(int, EdgeKind, int)> _edges = [];
    private readonly HashSet<string> _entered = new(StringComparer.Ordinal);
    private readonly HashSet<string> _madeUp = new(StringComparer.Ordinal);
    private readonly HashSet<string> _skipped = new(StringComparer.Ordinal);

    private Exploration(ExploredFlow flow, ExploreOptions options) =>
        (_flow, _options, _index, _outcomes) = (flow, options, FlowIndex.Of(flow.Flow), new(flow.Flow));

    /// <param name="outline">Of the same definition.</param>
    public static ExplorationResult Of(ExploredFlow flow, FlowOutline outline, ExploreOptions options, CancellationToken cancellationToken)
    {
        var exploration = new Exploration(flow, options);
        var (runs, levels) = exploration.Explore(cancellationToken);
        return new(
            runs,
            levels,
            exploration._ends,
            [.. exploration._findings.Values.OrderBy(finding => finding.Deviations.Count).ThenBy(finding => finding.Position.Line)],
            [.. outline.States.Where(state => state.IsReachable && !exploration._entered.Contains(exploration._index.PathOf(state.Id)))],
            [.. outline.States.SelectMany(state => state.Edges.Where(edge => !exploration._edges.Contains((state.Id, edge.Kind, edge.Ordinal))), (state, edge) => (state, edge))
                .Where(each => exploration._entered.Contains(exploration._index.PathOf(each.state.Id)))],
            [.. exploration._madeUp.Order(StringComparer.Ordinal)],
            [.. exploration._skipped.Order(StringComparer.Ordinal)]);
    }

    /// <returns>Runs, and the number of faults up to which nothing was left out.</returns>
    private (int Runs, int Levels) Explore(CancellationToken cancellationToken)
    {
        IReadOnlyList<IReadOnlyList<Deviation>> level = [[]];
        var runs = 0;
        for (var faults = 0; faults <= _options.Faults && level.Count > 0; faults++)
        {
            var next = new List<IReadOnlyList<Deviation>>();
            foreach (var deviations in level)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (runs == _options.Runs)
                {
                    return (runs, faults - 1);
                }

                runs++;
                var run = ExploredRun.Of(_flow, deviations);
                Judge(run);
                if (faults < _options.Faults && next.Count < _options.Runs)
                {
                    next.AddRange(Further(run));
                }
            }

            level = next;
        }

        return (runs, _options.Faults);
    }

    /// <summary>The same deviations and one more, at a call behind the last of them.</summary>
    private IEnumerable<IReadOnlyList<Deviation>> Further(ExploredRun run)
    {
        var from = run.Deviations.Count == 0 ? 0
            : 1 + run.Calls.ToList().FindLastIndex(call => run.Deviations[^1].Covers(call.Call.Key));
        var last = LastIterations(run);
        foreach (var (call, _, _) in run.Calls.Skip(from).Where(call => call.Call.MapRun is null))
        {
            if (run.IndexOf<MapState>(call.Key) is { } iteration && iteration > 0 && iteration < last.GetValueOrDefault(call.Key.Path))
            {
                _skipped.Add($"iterations of {call.Key.Path} between the first and the last");
                continue;
            }

            foreach (var deviation in _outcomes.Of(call, HasTimeout(call.State)))
            {
                yield return [.. run.Deviations, deviation];
            }
        }
    }

    private static Dictionary<string, int> LastIterations(ExploredRun run) => run.Calls
        .Select(call => (call.Call.Key.Path, Index: run.IndexOf<MapState>(call.Call.Key))).Where(each => each.Index is not null)
        .GroupBy(each => each.Path).ToDictionary(group => group.Key, group => group.Max(each => each.Index!.Value));

    private static bool HasTimeout(State state) => state is TaskState { HasTimeout: true };

    private void Judge(ExploredRun run)
    {
        var end = run.Run.End;
        _ends[end?.Status ?? ExecutionStatus.Running] = _ends.GetValueOrDefault(end?.Status ?? ExecutionStatus.Running) + 1;
        _edges.UnionWith(run.Run.Edges.Select(edge => (edge.State, edge.Kind, edge.Ordinal)));
        _entered.UnionWith(run.Run.Trace.Visits.Select(visit => visit.Path));
        _madeUp.UnionWith(run.Calls.Where(call => call.IsMadeUp).Select(call => call.Call.Key.Path));
        foreach (var call in run.Calls.Where(call => call.Call.MapRun is not null))
        {
            _skipped.Add($"the children of {call.Call.Key.Path} (it succeeds with no items)");
        }

        if (run.Run.Events.Count >= NearLimit * _flow.Limits.Events)
        {
            var often = run.Run.Trace.Visits.GroupBy(visit => visit.Path).MaxBy(group => group.Count())!;
            Add(run, FindingKind.Limit, often.Key, "", $"{run.Run.Events.Count} events of at most {_flow.Limits.Events}: entered {often.Count()} times");
        }
        else if (end?.Status == ExecutionStatus.TimedOut)
        {
            var waits = run.Run.Trace.Visits.LastOrDefault(visit => visit.Exited is null && StateOf(visit) is TaskState);
            Add(run, FindingKind.Stuck, waits?.Path ?? "", "", "waits for an answer until the execution's own deadline");
        }
        else if (end?.Status == ExecutionStatus.Failed && Unhandled(run.Run.Trace, end.Error) is { } visit)
        {
            var isNote = visit.Failure!.Code == FailureCodes.ExpressionError && run.HasMadeUp;
            if (!isNote && !_options.Allowed.Contains(visit.Path) && !_options.Allowed.Contains(visit.Name))
            {
                Add(run, FindingKind.Unhandled, visit.Path, visit.Failure.Code, $"{visit.Failure.Code} → execution Failed{Done(run)}");
            }
        }

        foreach (var (done, undone) in _options.Compensations)
        {
            if (end?.Status != ExecutionStatus.Succeeded && IsLeftUndone(run, done, undone))
            {
                Add(run, FindingKind.Compensation, done, undone, $"may have been done, the execution is {end?.Status}, and no {undone} has succeeded after it");
            }
        }
    }

    private void Add(ExploredRun run, FindingKind kind, string state, string code, string what)
    {
        if (_findings.TryGetValue((kind, state, code), out var known))
        {
            known.Runs++;
            return;
        }

        var position = _index.Find(state).FirstOrDefault()?.Position ?? new SourcePosition(1, 1);
        _findings.Add((kind, state, code), new(kind, state, what, run.Deviations, position));
    }

    private static bool IsLeftUndone(ExploredRun run, string done, string undone)
    {
        var isOpen = false;
        foreach (var (call, _, result) in run.Calls)
        {
            var succeeded = result is { Failure: null };
            var mayHave = succeeded || run.Deviations.Any(deviation => deviation.MayHaveHappened && deviation.Covers(call.Key));
            isOpen = Is(call.Key, done) && mayHave || (isOpen && !(Is(call.Key, undone) && succeeded));
        }

        return isOpen;
    }

    private static bool Is(AttemptKey key, string name) => key.Path == name || key.State == name;

    /// <summary>What had been done by then, but for what only reads.</summary>
    private static string Done(ExploredRun run)
    {
        var done = run.Calls.Where(call => call.Result is { Failure: null } && !OnlyReads(call.Call)).Select(call => call.Call.Key.Path).Distinct().ToList();
        return done.Count == 0 ? "" : $"; {string.Join(", ", done)} had succeeded";
    }

    private static bool OnlyReads(Runs.OpenCall call) =>
        call.Parameters.Value is Model.Json.JsonObject members && members.Get("method") is Model.Json.JsonString { Value: "GET" or "HEAD" };

    private State? StateOf(Visit visit) => _index.Find(visit.Path).FirstOrDefault(state => _index.PathOf(state.Id) == visit.Path);

    private Visit? Unhandled(Trace trace, string? error) => trace.Visits
        .Where(visit => visit is { HasSucceeded: false, Failure: not null, WentTo: null } && visit.Failure.Code == error)
        .MaxBy(visit => (visit.Path.Count(letter => letter == '/'), visit.EnteredEvent)) is { } found && StateOf(found) is not FailState
            ? found
            : null;
}

/// <summary>What an exploration came to.</summary>
/// <param name="Runs">How many there were.</param>
/// <param name="CompleteUpTo">Faults up to which no combination was left out.</param>
/// <param name="Ends">How the runs ended.</param>
/// <param name="NeverEntered">States that no run entered.</param>
/// <param name="NeverTaken">Ways that no run took from states that were entered.</param>
/// <param name="MadeUp">States whose answers were made up.</param>
/// <param name="NotTried">What was left out, in words.</param>
public sealed record ExplorationResult(
    int Runs,
    int CompleteUpTo,
    IReadOnlyDictionary<ExecutionStatus, int> Ends,
    IReadOnlyList<Finding> Findings,
    IReadOnlyList<OutlinedState> NeverEntered,
    IReadOnlyList<(OutlinedState State, OutlinedEdge Edge)> NeverTaken,
    IReadOnlyList<string> MadeUp,
    IReadOnlyList<string> NotTried);
