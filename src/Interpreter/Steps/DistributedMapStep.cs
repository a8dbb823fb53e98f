using Sluice.Definitions;
using Sluice.Definitions.States;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Interpreter.Steps;

/// <summary>A distributed Map: all that its fields ask for, computed once for the whole run.</summary>
internal static class DistributedMapStep
{
    public static Decision Enter(DistributedMapState state, Variables variables)
    {
        var fields = new Fields(variables);
        var items = state.Items is null ? null : fields.Get(state.Items);
        var plan = new MapRunPlan
        {
            Items = items is null ? null : JsonPayload.Of(items),
            Reader = fields.Get(state.Reader),
            Writer = fields.Get(state.Writer),
            Batches = state.Batching is { } batching ? Read(batching, fields) : null,
            Concurrency = fields.Get(state.Concurrency),
            MaxItems = fields.Number(state.MaxItems),
            ToleratedCount = fields.Number(state.ToleratedCount),
            ToleratedPercentage = state.ToleratedPercentage is { } share ? fields.Get(share) : null,
        };
        return fields.Failure is { } failure ? new Decision.Fail(failure) : new Decision.RunMap(plan);
    }

    private static MapBatchPlan Read(ItemBatching batching, Fields fields) => new(
        fields.Number(batching.MaxItems),
        fields.Number(batching.MaxBytes) ?? fields.Limits.StateDataBytes,
        fields.Get(batching.BatchInput));

    /// <summary>Computes fields one after another until one fails.</summary>
    private sealed class Fields(Variables variables)
    {
        public StepFailure? Failure { get; private set; }

        public Limits Limits => variables.Limits;

        public int? Number(Computed<int>? field) => field is null ? null : Get(field);

        public T? Get<T>(Computed<T>? field)
        {
            if (field is null || Failure is not null)
            {
                return default;
            }

            if (field.Evaluate(variables).TryGet(out var value, out var failure))
            {
                return value;
            }

            Failure = failure;
            return default;
        }
    }
}
