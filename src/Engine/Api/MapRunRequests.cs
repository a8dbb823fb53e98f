using Sluice.Model;

namespace Sluice.Engine.Api;

/// <summary>Names a map run.</summary>
/// <param name="Execution">The one that the Map is a state of.</param>
public readonly record struct MapRunKey(ExecutionKey Execution, string Name);

/// <summary>What to change of a map run; null leaves a member as it is.</summary>
/// <param name="Concurrency">1 to <see cref="Limits.MapRunConcurrency"/>.</param>
/// <param name="ToleratedCount">0 or more.</param>
/// <param name="ToleratedPercentage">0 to 100.</param>
public sealed record MapRunUpdate(
    MapRunKey Key, int? Concurrency, long? ToleratedCount, double? ToleratedPercentage);

/// <summary>A map run as it stands.</summary>
/// <param name="Stopped">Null while it runs.</param>
/// <param name="ToleratedCount">0 when nothing is said.</param>
/// <param name="ToleratedPercentage">0 when nothing is said.</param>
public sealed record MapRunView(
    MapRunKey Key,
    ExecutionStatus Status,
    DateTimeOffset Started,
    DateTimeOffset? Stopped,
    int Concurrency,
    long ToleratedCount,
    double ToleratedPercentage,
    ItemCounts Items);

/// <summary>What has become of the items of a map run.</summary>
/// <param name="Pending">Known, and not started.</param>
/// <param name="Aborted">Of a run that is over: neither succeeded nor failed.</param>
public readonly record struct ItemCounts(int Pending, int Running, int Succeeded, int Failed, int Aborted)
{
    public int Total => Pending + Running + Succeeded + Failed + Aborted;
}
