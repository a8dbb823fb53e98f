using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Storage;

namespace Sluice.Engine.Api;

/// <summary>Which executions are meant. All conditions must hold; what is null or false leaves one out.</summary>
public sealed record ExecutionFilter
{
    /// <summary>UTF-8 bytes of the longest value that a search key is looked up with.</summary>
    public const int LongestKeyValue = SearchValue.LongestValue;

    public FlowName? Flow { get; init; }

    public ExecutionStatus? Status { get; init; }

    /// <summary>Inclusive.</summary>
    public DateTimeOffset? StartedFrom { get; init; }

    /// <summary>Inclusive.</summary>
    public DateTimeOffset? StartedTo { get; init; }

    /// <summary>The whole name.</summary>
    public string? Name { get; init; }

    public string? NamePrefix { get; init; }

    /// <summary>Name of the state that it failed in.</summary>
    public string? FailedState { get; init; }

    /// <summary>The code of what it failed with.</summary>
    public string? Error { get; init; }

    /// <summary>A step of it waits to be tried again.</summary>
    public bool Retrying { get; init; }

    /// <summary>A step of it waits for somebody to report.</summary>
    public bool Waiting { get; init; }

    /// <summary>Values of its input, under the search keys of its flow.</summary>
    public IReadOnlyList<(string Name, string Value)> Keys { get; init; } = [];
}

/// <summary>A page of executions that were found. It may be short, and even empty, though others are to come.</summary>
/// <param name="Next">Where the next page begins; null at the end.</param>
public sealed record FoundPage(IReadOnlyList<FoundExecution> Items, FoundPlace? Next);

/// <summary>A place among executions across flows.</summary>
/// <param name="StartedMilliseconds">Unix time.</param>
public sealed record FoundPlace(long StartedMilliseconds, ExecutionId Id);

/// <summary>How many were found.</summary>
/// <param name="IsExact">Whether there are no more than that.</param>
public readonly record struct FoundCount(long Count, bool IsExact);

/// <summary>An execution that was found, as it stands.</summary>
/// <param name="Execution">What every list shows.</param>
/// <param name="FailedState">Null unless it failed in one.</param>
/// <param name="Damage">
/// Null for what is whole: what is damaged, as sentences. Then flow, name and start are true, and the rest counts for nothing.
/// </param>
public sealed record FoundExecution(
    ChangedExecution Execution, string? FailedState, bool Retrying, bool Waiting, string? Damage)
{
    internal static FoundExecution Of(string flow, ExecutionRow row)
    {
        var whole = row.Damage is null ? row : row with { Stopped = null, Error = null };
        return new(ChangedExecution.Of(flow, whole), row.FailedState, row.Retrying, row.Waiting, row.Damage);
    }
}
