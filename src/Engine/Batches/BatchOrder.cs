using System.Text.Json;
using System.Text.Json.Serialization;
using Sluice.Engine.Api;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Storage;

namespace Sluice.Engine.Batches;

/// <summary>The stored form of what is asked of a batch: JSON, of which what is unknown to a release is left alone.</summary>
internal sealed record BatchOrder
{
    public string? Flow { get; init; }

    public ExecutionStatus? Status { get; init; }

    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? To { get; init; }

    public string? Name { get; init; }

    public string? Prefix { get; init; }

    public string? State { get; init; }

    public string? Error { get; init; }

    public bool Retrying { get; init; }

    public bool Waiting { get; init; }

    public IReadOnlyList<SearchValue> Keys { get; init; } = [];

    public BatchTerms Terms { get; init; } = new();

    public string AccessKeyId { get; init; } = "";

    public IReadOnlyList<string> DeniedFlows { get; init; } = [];

    /// <summary>Whether <see cref="BatchRow.Expected"/> is all of them.</summary>
    public bool IsExact { get; init; }

    public static string Write(NewBatch batch, bool isExact) => JsonSerializer.Serialize(
        new BatchOrder
        {
            Flow = batch.Filter.Flow?.Value,
            Status = batch.Filter.Status,
            From = batch.Filter.StartedFrom,
            To = batch.Filter.StartedTo,
            Name = batch.Filter.Name,
            Prefix = batch.Filter.NamePrefix,
            State = batch.Filter.FailedState,
            Error = batch.Filter.Error,
            Retrying = batch.Filter.Retrying,
            Waiting = batch.Filter.Waiting,
            Keys = [.. batch.Filter.Keys.Select(key => new SearchValue(key.Name, key.Value))],
            Terms = batch.Terms,
            AccessKeyId = batch.AccessKeyId,
            DeniedFlows = batch.DeniedFlows,
            IsExact = isExact,
        },
        BatchShapes.Default.BatchOrder);

    /// <exception cref="StoreDamagedException">It is not what any release writes.</exception>
    public static (NewBatch Batch, bool IsExact) Read(BatchRow row)
    {
        try
        {
            var order = JsonSerializer.Deserialize(row.Filter, BatchShapes.Default.BatchOrder) ?? new();
            return (order.ToBatch(Enum.Parse<BatchAction>(row.Action), row.CreatedBy), order.IsExact);
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new StoreDamagedException($"Batch {row.Id}", "what is to be done is of a newer release", e);
        }
    }

    private NewBatch ToBatch(BatchAction action, string by) => new(action, Filter)
    {
        Terms = Terms,
        By = by,
        AccessKeyId = AccessKeyId,
        DeniedFlows = DeniedFlows,
    };

    [JsonIgnore]
    private ExecutionFilter Filter => new()
    {
        Flow = Flow is { } flow ? FlowName.Lookup(flow) : null,
        Status = Status,
        StartedFrom = From,
        StartedTo = To,
        Name = Name,
        NamePrefix = Prefix,
        FailedState = State,
        Error = Error,
        Retrying = Retrying,
        Waiting = Waiting,
        Keys = [.. Keys.Select(key => (key.Name, key.Value))],
    };
}

[JsonSerializable(typeof(BatchOrder))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UseStringEnumConverter = true)]
internal sealed partial class BatchShapes : JsonSerializerContext;
