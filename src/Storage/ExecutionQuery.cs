using Sluice.Model;

namespace Sluice.Storage;

/// <summary>Which executions of a flow to list. All conditions must hold; null leaves one out.</summary>
public sealed record ExecutionQuery
{
    public required long FlowId { get; init; }

    /// <summary>1 or more.</summary>
    public required int Limit { get; init; }

    /// <summary>Inputs and outputs of the rows are no more than this together; at least one row, and the one behind them, so
    /// that it can be seen whether there is such a one.</summary>
    public long MostBytes { get; init; } = long.MaxValue;

    public ExecutionStatus? Status { get; init; }

    /// <summary>Earliest start, inclusive, Unix milliseconds.</summary>
    public long? StartedFrom { get; init; }

    /// <summary>Latest start, inclusive, Unix milliseconds.</summary>
    public long? StartedTo { get; init; }

    /// <summary>Any text; no character has a special meaning.</summary>
    public string? NamePrefix { get; init; }

    public string? Qualifier { get; init; }

    /// <summary>Null lists what is no child of a map run.</summary>
    public string? MapRun { get; init; }

    /// <summary>The last one of the page before; the list goes on behind it.</summary>
    public ExecutionCursor? After { get; init; }

    /// <summary>Leaves input and output out of the rows.</summary>
    public bool MetadataOnly { get; init; }
}

/// <summary>A place in a list of executions.</summary>
public readonly record struct ExecutionCursor(long Started, string Name);
