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

/// <summary>A map run with what its row alone does not say.</summary>
/// <param name="State">Name of the Map; null where the definition does not tell any more.</param>
/// <param name="ChildMode">Of its children; null likewise.</param>
/// <param name="FirstFailure">Which child was the first to fail, and why; null for none.</param>
public sealed record MapRunDetails(MapRunView Run, string? State, ExecutionMode? ChildMode, string? FirstFailure);

/// <summary>Which children of a map run to list.</summary>
/// <param name="Status">Null for any.</param>
/// <param name="After">The last one of the page before; null for the first page.</param>
public sealed record MapChildListing(MapRunKey Key, ExecutionStatus? Status, ExecutionPlace? After, int Limit);

/// <summary>A child of a map run: it stands for one item, or for a batch of them.</summary>
/// <param name="Index">0, 1, 2 … in the order of the items.</param>
/// <param name="FailedState">The state that it failed in; null when it did not.</param>
public sealed record MapChildView(
    int Index,
    string Name,
    ExecutionStatus Status,
    DateTimeOffset Started,
    DateTimeOffset? Stopped,
    string? Error,
    string? Cause,
    string? FailedState)
{
    /// <summary>What is damaged; then name and start are true, and the rest counts for nothing. Null for what is whole.</summary>
    public string? Damage { get; init; }
}

/// <summary>What has become of the items of a map run.</summary>
/// <param name="Pending">Known, and not started.</param>
/// <param name="Aborted">Of a run that is over: neither succeeded nor failed.</param>
public readonly record struct ItemCounts(int Pending, int Running, int Succeeded, int Failed, int Aborted)
{
    public int Total => Pending + Running + Succeeded + Failed + Aborted;
}
