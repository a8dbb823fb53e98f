using System.Diagnostics;
using Sluice.Definitions.Outlines;
using Sluice.Definitions.States;
using Sluice.Model;

namespace Sluice.Testing.Explorations;

/// <summary>Runs a flow with every combination of what can come of its calls, the fewest faults first, and says what it finds.</summary>
/// <remarks>
/// A run of n+1 deviations is one of n with another one behind its last, so that none comes twice; and whatever is found is
/// found first with as few as it takes.
/// </remarks>
public sealed class Exploration
{
    private const int KeptOfEachRun = 20;

    /// <summary>Of each run that is varied.</summary>
    private const int MostVariants = 500;

    private readonly ExploredFlow _flow;
    private readonly ExploreOptions _options;
    private readonly Judging _judging;
    private readonly Outcomes _outcomes;
    private readonly Steering _steering;
    private readonly SeenStates _seen = new();
    private readonly HashSet<string> _pairs = new(StringComparer.Ordinal);
    private readonly Dictionary<FindingKey, Finding> _shortest = [];
    private readonly long _begun = Stopwatch.GetTimestamp();
    private int _completeUpTo = -1;
    private int _runs;
    private int _left;

    public Exploration(ExploredFlow flow, ExploreOptions options) =>
        (_flow, _options, _judging, _outcomes, _steering) = (flow, options, new(flow, options), new(flow.Flow), new(flow.Outline));

    public static ExplorationResult Of(ExploredFlow flow, ExploreOptions options, CancellationToken cancellationToken)
    {
        var exploration = new Exploration(flow, options);
        foreach (var _ in exploration.Runs())
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        return exploration.Result();
    }

    /// <summary>Makes one run after the other, each when it is asked for; those with which findings are made small are the last.</summary>
    /// <returns>How many were made, but for those.</returns>
    public IEnumerable<int> Runs()
    {
        foreach (var made in Levels())
        {
            yield return made;
        }

        foreach (var finding in _judging.Findings)
        {
            var shrinking = new Shrinking(_flow, _options, finding);
            foreach (var _ in shrinking.Runs())
            {
                yield return _runs;
            }

            _shortest[finding.Key] = shrinking.Shortest;
        }
    }

    private IEnumerable<int> Levels()
    {
        IReadOnlyList<RunPlan> level = [.. _flow.Starts.Select(start => new RunPlan(start, []))];
        for (var faults = 0; faults <= _options.Faults && level.Count > 0; faults++)
        {
            var next = new List<RunPlan>();
            var steered = new Queue<ExploredRun>();
            foreach (var plan in InOrder(level))
            {
                if (_runs == _options.Runs || Stopwatch.GetElapsedTime(_begun) > _options.Time)
                {
                    yield break;
                }

                _runs++;
                _left--;
                var run = ExploredRun.Of(_flow, plan, _options.WorkAtMost, _seen, _judging.WhatCounts);
                _judging.Judge(run);
                if (faults < _options.Faults)
                {
                    // More than can be run anyway need not be kept.
                    next.AddRange(Further(run).Take(Math.Max(0, (KeptOfEachRun * _options.Runs) - next.Count)));
                }

                if (faults == 0)
                {
                    steered.Enqueue(run);
                }

                yield return _runs;
            }

            foreach (var made in Steer(steered, next))
            {
                yield return made;
            }

            (_completeUpTo, level) = (faults, next);
        }

        _completeUpTo = _options.Faults;
    }

    /// <summary>Looks for other answers and inputs with which a Choice goes a way that it has not gone yet: those are begun with, too.</summary>
    /// <param name="from">Runs without faults.</param>
    /// <param name="next">Gets the same with a fault.</param>
    private IEnumerable<int> Steer(Queue<ExploredRun> from, List<RunPlan> next)
    {
        while (from.TryDequeue(out var run))
        {
            if (run.Deviations.Count == _options.Variants)
            {
                continue;
            }

            foreach (var plan in _steering.Of(run).Take(MostVariants))
            {
                if (!_judging.HasOpenChoices || _runs == _options.Runs || Stopwatch.GetElapsedTime(_begun) > _options.Time)
                {
                    yield break;
                }

                // Only what goes a new way is a run of its own, so nothing is noted of the others.
                if (_judging.IsNew(ExploredRun.Of(_flow, plan, _options.WorkAtMost)))
                {
                    _runs++;
                    var found = ExploredRun.Of(_flow, plan, _options.WorkAtMost, _seen, _judging.WhatCounts);
                    _judging.Judge(found);
                    from.Enqueue(found);
                    if (_options.Faults > 0)
                    {
                        next.AddRange(Further(found));
                    }
                }

                yield return _runs;
            }
        }
    }

    /// <summary>What the runs that were made have come to.</summary>
    public ExplorationResult Result() => _judging.Result(finding => _shortest.GetValueOrDefault(finding.Key, finding)) with
    {
        Runs = _runs,
        CompleteUpTo = _completeUpTo,
        Left = _completeUpTo == _options.Faults ? 0 : Math.Max(0, _left),
        Seed = _options.Seed,
    };

    /// <summary>All in their order where all can be made; else each pair of outcomes once before others, and those as the seed says.</summary>
    private IReadOnlyList<RunPlan> InOrder(IReadOnlyList<RunPlan> level)
    {
        _left = level.Count;
        if (level.Count <= _options.Runs - _runs)
        {
            return level;
        }

        var rest = new List<RunPlan>();
        var first = new List<RunPlan>();
        foreach (var plan in level)
        {
            (_pairs.Add(PairOf(plan)) ? first : rest).Add(plan);
        }

        var dice = new Random(_options.Seed);
        return [.. first, .. rest.Select(plan => (plan, Lot: dice.Next())).OrderBy(drawn => drawn.Lot).Select(drawn => drawn.plan)];
    }

    private static string PairOf(RunPlan plan) =>
        string.Join(" + ", plan.Deviations.Select(deviation => $"{deviation.Key.Path}:{deviation.Code}"));

    /// <summary>The same deviations and one more, at a call behind the last of them.</summary>
    private IEnumerable<RunPlan> Further(ExploredRun run)
    {
        var from = run.Deviations.Count == 0 ? 0
            : 1 + run.Calls.ToList().FindLastIndex(call => run.Deviations[^1].Covers(call.Call.Key));
        var last = LastIterations(run);
        foreach (var (call, _, _) in run.Calls.Skip(from).Where(call => call.Call.MapRun is null))
        {
            if (run.IndexOf<MapState>(call.Key) is { } iteration && iteration > 0 && iteration < last.GetValueOrDefault(call.Key.Path))
            {
                _judging.LeaveOut($"iterations of {call.Key.Path} between the first and the last");
                continue;
            }

            foreach (var deviation in _outcomes.Of(call, call.State is TaskState { HasTimeout: true }))
            {
                yield return run.Plan with { Deviations = [.. run.Deviations, deviation] };
            }
        }
    }

    private static Dictionary<string, int> LastIterations(ExploredRun run) => run.Calls
        .Select(call => (call.Call.Key.Path, Index: run.IndexOf<MapState>(call.Call.Key))).Where(each => each.Index is not null)
        .GroupBy(each => each.Path).ToDictionary(group => group.Key, group => group.Max(each => each.Index!.Value));
}

/// <summary>What an exploration came to.</summary>
/// <param name="Alike">Runs that came to where others had been, and were not followed further.</param>
/// <param name="Ends">How the others ended.</param>
/// <param name="NeverEntered">States that no run entered.</param>
/// <param name="NeverTaken">Ways that no run took from states that were entered.</param>
/// <param name="MadeUp">States whose answers were made up.</param>
/// <param name="Notes">What is no finding, and worth knowing.</param>
/// <param name="NotTried">What was left out, in words.</param>
public sealed record ExplorationResult(
    int Alike,
    IReadOnlyDictionary<ExecutionStatus, int> Ends,
    IReadOnlyList<Finding> Findings,
    IReadOnlyList<OutlinedState> NeverEntered,
    IReadOnlyList<(OutlinedState State, OutlinedEdge Edge)> NeverTaken,
    IReadOnlyList<string> MadeUp,
    IReadOnlyList<string> Notes,
    IReadOnlyList<string> NotTried)
{
    /// <summary>How many there were.</summary>
    public int Runs { get; init; }

    /// <summary>Faults up to which no combination was left out; -1 for none.</summary>
    public int CompleteUpTo { get; init; }

    /// <summary>Combinations of one fault more that are known, and were not run.</summary>
    public int Left { get; init; }

    /// <summary>Repeats it.</summary>
    public int Seed { get; init; }
}
