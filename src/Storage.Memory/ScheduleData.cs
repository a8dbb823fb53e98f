using System.Collections.Immutable;
using Sluice.Model;

namespace Sluice.Storage.Memory;

/// <summary>Schedules, of live and of deleted flows.</summary>
internal sealed record ScheduleData
{
    private ImmutableSortedDictionary<ExecutionId, ScheduleRow> Rows { get; init; } =
        ImmutableSortedDictionary<ExecutionId, ScheduleRow>.Empty;

    /// <summary>The highest number; 0 when there is none.</summary>
    public ExecutionId Last => Rows.Keys.LastOrDefault();

    public ScheduleRow? Find(long flowId, string name) =>
        Of(flowId).FirstOrDefault(row => row.Name == name);

    public IReadOnlyList<ScheduleRow> List(long flowId, string? afterName, int limit) =>
    [
        .. Of(flowId)
            .Where(row => afterName is null || TextOrder.Instance.Compare(row.Name, afterName) > 0)
            .OrderBy(row => row.Name, TextOrder.Instance).Take(limit),
    ];

    public int Count(long flowId) => Of(flowId).Count();

    public IReadOnlyList<ScheduleRow> Read(int shard, ExecutionId after, int limit) =>
    [
        .. Rows.Values.Where(row => row.Id.Shard == shard && row.Id.CompareTo(after) > 0).Take(limit),
    ];

    public ScheduleData Write(ScheduleWrite write) =>
        write.Row is { } row ? Put(row, write.KeepsPayload) : this with { Rows = Rows.Remove(write.Id) };

    private IEnumerable<ScheduleRow> Of(long flowId) =>
        Rows.Values.Where(row => row.FlowId == flowId);

    private ScheduleData Put(ScheduleRow row, bool keepsPayload)
    {
        if (row.Version == 1)
        {
            return Rows.ContainsKey(row.Id) || Find(row.FlowId, row.Name) is not null
                ? throw new BatchConflictException(
                    $"Schedule {row.Id}, '{row.Name}' of flow {row.FlowId}: its number or its name is stored already.")
                : this with { Rows = Rows.Add(row.Id, row) };
        }

        if (!Rows.TryGetValue(row.Id, out var stored) || stored.Version != row.Version - 1)
        {
            throw new BatchConflictException($"Schedule {row.Id} is not stored with version {row.Version - 1}.");
        }

        var changed = row with
        {
            FlowId = stored.FlowId,
            Uuid = stored.Uuid,
            Name = stored.Name,
            Created = stored.Created,
            Payload = keepsPayload ? stored.Payload : row.Payload,
        };
        return this with { Rows = Rows.SetItem(row.Id, changed) };
    }
}
