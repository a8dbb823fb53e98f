using Sluice.Model;
using Sluice.Storage;

namespace Sluice.Engine.Watching;

/// <summary>
/// Executions that ended just now, since who started one asks for it next: an answer from here costs the store nothing.
/// </summary>
/// <remarks>
/// What has ended and is stored changes only when it is redriven, and whoever removes it before it would be forgotten here
/// says so. Only for an engine that is alone, since another one could redrive it.
/// One place for each hash, so the newest wins, memory has a bound, and nobody waits for anybody.
/// </remarks>
internal sealed class RecentEnds : IProgressListener
{
    /// <summary>A power of two.</summary>
    private const int Places = 2_048;

    /// <summary>Of input and output together; longer ones are read from the store.</summary>
    private const int MostBytes = 4 * 1024;

    private const long MostMilliseconds = 60_000;

    private readonly ExecutionRow?[] _rows = new ExecutionRow?[Places];

    public void OnStored(in ExecutionProgress progress)
    {
        var row = progress.Row;
        if (progress.IsReopened)
        {
            Forget(row.FlowId, row.Name, row.Id);
        }

        if (row.Status.HasEnded()
            && row.MapRun is null
            && Length(row.Input) + Length(row.Output) + Length(row.Cause) <= MostBytes)
        {
            Volatile.Write(ref _rows[PlaceOf(row.FlowId, row.Name)], row);
        }
    }

    public void OnTakenUp(int shard)
    {
        // What stands here has ended and is stored.
    }

    /// <returns>Null also when it ended long ago, or another has taken its place.</returns>
    public ExecutionRow? Find(long flowId, string name, DateTimeOffset now) =>
        Volatile.Read(ref _rows[PlaceOf(flowId, name)]) is { } row
        && row.FlowId == flowId
        && row.Name == name
        && now.ToUnixTimeMilliseconds() - row.Stopped < MostMilliseconds
            ? row
            : null;

    /// <summary>It runs again, or is gone.</summary>
    public void Forget(long flowId, string name, ExecutionId id)
    {
        ref var place = ref _rows[PlaceOf(flowId, name)];
        if (Volatile.Read(ref place)?.Id == id)
        {
            Volatile.Write(ref place, null);
        }
    }

    private static int PlaceOf(long flowId, string name) => HashCode.Combine(flowId, name) & (Places - 1);

    private static int Length(byte[]? data) => data?.Length ?? 0;

    private static int Length(string? text) => text?.Length ?? 0;
}
