using Sluice.Definitions;
using Sluice.Testing.Replays;

namespace Sluice.Testing.Reports;

/// <summary>What came of a replay: what to count, and what is alike.</summary>
/// <param name="Executions">In the order of the stream.</param>
/// <param name="Running">Left out, since they had not ended.</param>
/// <param name="Gone">Left out, since retention or damage had taken them.</param>
public sealed record ReplaySummary(IReadOnlyList<ReplayedExecution> Executions, int Running, int Gone)
{
    public int Count(ReplayVerdict verdict) => Executions.Count(each => each.Verdict == verdict);

    /// <summary>Those that would end as they did, by whatever path.</summary>
    public int EndTheSame => Count(ReplayVerdict.Same) + Count(ReplayVerdict.Path) + Count(ReplayVerdict.Calls);

    /// <summary>Executions whose end differs, or of which nothing is known, by what makes it so; the most frequent first.</summary>
    public IEnumerable<ReplayGroup> Groups(Func<ReplayedExecution, bool> chosen) => Executions.Where(chosen)
        .GroupBy(each => (KindOf(each), each.Before, each.After, each.Reason, each.Position))
        .Select(group => new ReplayGroup(group.Key.Item1, group.Key.Before, group.Key.After, group.Key.Reason, group.Key.Position, [.. group]))
        .OrderBy(group => group.Kind).ThenByDescending(group => group.Executions.Count);

    private static ReplayKind KindOf(ReplayedExecution each) => each.Verdict switch
    {
        ReplayVerdict.Differs when each.WouldSucceed && !each.HadSucceeded => ReplayKind.WouldNotFail,
        ReplayVerdict.Differs when each.HadSucceeded && !each.WouldSucceed => ReplayKind.WouldFail,
        ReplayVerdict.Differs => ReplayKind.WouldEndOtherwise,
        ReplayVerdict.Order => ReplayKind.DependsOnOrder,
        ReplayVerdict.Unknown => ReplayKind.Unknown,
        ReplayVerdict.NotComparable => ReplayKind.NotComparable,
        ReplayVerdict.Path => ReplayKind.OtherPath,
        ReplayVerdict.Calls => ReplayKind.OtherCalls,
        _ => ReplayKind.Same,
    };
}

/// <summary>What a replay says of an execution, in the order of a report.</summary>
public enum ReplayKind
{
    Same,
    WouldNotFail,
    WouldFail,
    WouldEndOtherwise,
    DependsOnOrder,
    Unknown,
    NotComparable,
    OtherPath,
    OtherCalls,
}

/// <summary>Executions that differ alike.</summary>
public sealed record ReplayGroup(
    ReplayKind Kind, string Before, string After, string Reason, SourcePosition? Position, IReadOnlyList<ReplayedExecution> Executions);
