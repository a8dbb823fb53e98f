using System.Collections.Immutable;
using Sluice.Model;

namespace Sluice.Storage.Memory;

internal sealed partial record MemoryData
{
    private ImmutableSortedDictionary<ExecutionId, ScheduleRow> Schedules { get; init; } =
        ImmutableSortedDictionary<ExecutionId, ScheduleRow>.Empty;

    public ScheduleRow? FindSchedule(long flowId, string name) =>
        SchedulesOf(flowId).FirstOrDefault(row => row.Name == name);

    public IReadOnlyList<ScheduleRow> ListSchedules(long flowId, string? afterName, int limit) =>
    [
        .. SchedulesOf(flowId)
            .Where(row => afterName is null || TextOrder.Instance.Compare(row.Name, afterName) > 0)
            .OrderBy(row => row.Name, TextOrder.Instance).Take(limit),
    ];

    public int CountSchedules(long flowId) => SchedulesOf(flowId).Count();

    public IReadOnlyList<ScheduleRow> ReadSchedules(int shard, ExecutionId after, int limit) =>
    [
        .. Schedules.Values.Where(row => row.Id.Shard == shard && row.Id.CompareTo(after) > 0).Take(limit),
    ];

    private IEnumerable<ScheduleRow> SchedulesOf(long flowId) =>
        Schedules.Values.Where(row => row.FlowId == flowId);

    private MemoryData Write(ScheduleWrite write) =>
        write.Row is { } row ? Put(row, write.KeepsPayload) : this with { Schedules = Schedules.Remove(write.Id) };

    private MemoryData Put(ScheduleRow row, bool keepsPayload)
    {
        if (row.Version == 1)
        {
            return Schedules.ContainsKey(row.Id) || FindSchedule(row.FlowId, row.Name) is not null
                ? throw new BatchConflictException(
                    $"Schedule {row.Id}, '{row.Name}' of flow {row.FlowId}: its number or its name is stored already.")
                : this with { Schedules = Schedules.Add(row.Id, row) };
        }

        if (!Schedules.TryGetValue(row.Id, out var stored) || stored.Version != row.Version - 1)
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
        return this with { Schedules = Schedules.SetItem(row.Id, changed) };
    }
}
