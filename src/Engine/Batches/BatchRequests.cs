using Sluice.Engine.Api;

namespace Sluice.Engine.Batches;

/// <summary>A batch to carry out, or to look at beforehand.</summary>
public sealed record NewBatch(BatchAction Action, ExecutionFilter Filter)
{
    public BatchTerms Terms { get; init; } = new();

    /// <summary>Who asks for it, as history and the record of calls name that one.</summary>
    public string By { get; init; } = "caller";

    /// <summary>With which key; for the record of calls.</summary>
    public string AccessKeyId { get; init; } = "";

    /// <summary>Flows whose executions are left alone, since whoever asks may not do this to them.</summary>
    public IReadOnlyList<string> DeniedFlows { get; init; } = [];
}

/// <summary>How a batch's action is done to each execution; what does not concern the action is null.</summary>
public sealed record BatchTerms
{
    /// <summary>Of a redrive or a rerun, as for <see cref="RedriveOptions.Definition"/>.</summary>
    public string? Definition { get; init; }

    /// <summary>Of a rerun; null for each execution's own input.</summary>
    public byte[]? Utf8Input { get; init; }

    /// <summary>Of a stop, for the histories.</summary>
    public string? Error { get; init; }

    /// <summary>Of a stop: the sentence to it.</summary>
    public string? Cause { get; init; }
}

/// <summary>What a batch would act on, as things stand.</summary>
public sealed record BatchPreview(FoundCount Count, IReadOnlyList<FoundExecution> Sample);

/// <summary>A call that a batch has made for whoever asked for it; for the record of calls.</summary>
/// <param name="Outcome">Null when it was done.</param>
public sealed record BatchedCall(BatchView Batch, string Flow, string Execution, Model.ApiException? Outcome);
