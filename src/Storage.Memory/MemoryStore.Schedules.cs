using Sluice.Model;

namespace Sluice.Storage.Memory;

public sealed partial class MemoryStore
{
    public ValueTask<ScheduleRow?> FindScheduleAsync(
        long flowId, string name, CancellationToken cancellationToken) =>
        ReadAsync(data => data.Schedules.Find(flowId, name), cancellationToken);

    public ValueTask<IReadOnlyList<ScheduleRow>> ListSchedulesAsync(
        long flowId, string? afterName, int limit, CancellationToken cancellationToken) =>
        ReadAsync(data => data.Schedules.List(flowId, afterName, limit), cancellationToken);

    public ValueTask<int> CountSchedulesAsync(long flowId, CancellationToken cancellationToken) =>
        ReadAsync(data => data.Schedules.Count(flowId), cancellationToken);

    public ValueTask<IReadOnlyList<ScheduleRow>> ReadSchedulesAsync(
        int shard, ExecutionId after, int limit, CancellationToken cancellationToken) =>
        ReadAsync(data => data.Schedules.Read(shard, after, limit), cancellationToken);
}
