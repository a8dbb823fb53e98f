using Sluice.Model.Names;

namespace Sluice.Storage.Memory;

internal sealed partial record MemoryData
{
    public StoredUsage ReadUsage(long flowId) => Usage(Executions.Values.Where(row => row.FlowId == flowId));

    public IReadOnlyDictionary<long, StoredUsage> ReadUsage(AccountId account) => Executions.Values
        .Where(row => Flows.TryGetValue(row.FlowId, out var flow) && flow.Account == account)
        .GroupBy(row => row.FlowId)
        .ToDictionary(rows => rows.Key, Usage);

    private static StoredUsage Usage(IEnumerable<ExecutionRow> rows) =>
        rows.Aggregate(default(StoredUsage), (sum, row) => sum + new StoredUsage(row.Bytes, 1));
}
