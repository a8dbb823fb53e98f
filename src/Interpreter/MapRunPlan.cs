using Sluice.Model.Json;

namespace Sluice.Interpreter;

/// <summary>What a distributed Map asks for, computed when its state was entered.</summary>
/// <remarks>Source: definition language, section 6.9.</remarks>
public sealed record MapRunPlan
{
    /// <summary>An array; null when <see cref="Reader"/> says where the items are.</summary>
    public JsonPayload? Items { get; init; }

    /// <summary>The field <c>ItemReader</c>; null when there is none.</summary>
    public JsonPayload? Reader { get; init; }

    /// <summary>The field <c>ResultWriter</c>; null when the results are the Map's output.</summary>
    public JsonPayload? Writer { get; init; }

    /// <summary>Null when each item gets a child of its own.</summary>
    public MapBatchPlan? Batches { get; init; }

    /// <summary>Children at once, 1 or more.</summary>
    public required int Concurrency { get; init; }

    /// <summary>Items handled at the most; null for all.</summary>
    public int? MaxItems { get; init; }

    /// <summary>Items that may fail; null when nothing is said.</summary>
    public long? ToleratedCount { get; init; }

    /// <summary>Share of the items that may fail, 0 to 100; null when nothing is said.</summary>
    public double? ToleratedPercentage { get; init; }
}

/// <summary>How items are put together.</summary>
/// <param name="MaxItems">Null for any number.</param>
/// <param name="MaxBytes">Of a child's whole input.</param>
/// <param name="BatchInput">Goes with each batch; null for nothing.</param>
public sealed record MapBatchPlan(int? MaxItems, int MaxBytes, JsonPayload? BatchInput);
