using Sluice.Model;
using Sluice.Storage;

namespace Sluice.Simulation;

public sealed partial class FaultyStore
{
    public ValueTask<ScheduleRow?> FindScheduleAsync(
        long flowId, string name, CancellationToken cancellationToken) =>
        Read(inner.FindScheduleAsync(flowId, name, cancellationToken));

    public ValueTask<IReadOnlyList<ScheduleRow>> ListSchedulesAsync(
        long flowId, string? afterName, int limit, CancellationToken cancellationToken) =>
        Read(inner.ListSchedulesAsync(flowId, afterName, limit, cancellationToken));

    public ValueTask<int> CountSchedulesAsync(long flowId, CancellationToken cancellationToken) =>
        Read(inner.CountSchedulesAsync(flowId, cancellationToken));

    public ValueTask<IReadOnlyList<ScheduleRow>> ReadSchedulesAsync(
        int shard, ExecutionId after, int limit, CancellationToken cancellationToken) =>
        Read(inner.ReadSchedulesAsync(shard, after, limit, cancellationToken));
}
