using Sluice.Model;

namespace Sluice.Storage.Memory;

public sealed partial class MemoryStore
{
    public ValueTask<ScheduleRow?> FindScheduleAsync(
        long flowId, string name, CancellationToken cancellationToken) =>
        ReadAsync(data => data.FindSchedule(flowId, name), cancellationToken);

    public ValueTask<IReadOnlyList<ScheduleRow>> ListSchedulesAsync(
        long flowId, string? afterName, int limit, CancellationToken cancellationToken) =>
        ReadAsync(data => data.ListSchedules(flowId, afterName, limit), cancellationToken);

    public ValueTask<int> CountSchedulesAsync(long flowId, CancellationToken cancellationToken) =>
        ReadAsync(data => data.CountSchedules(flowId), cancellationToken);

    public ValueTask<IReadOnlyList<ScheduleRow>> ReadSchedulesAsync(
        int shard, ExecutionId after, int limit, CancellationToken cancellationToken) =>
        ReadAsync(data => data.ReadSchedules(shard, after, limit), cancellationToken);
}
