using Sluice.Engine.Vitals;
using Sluice.Server.Hosting;

namespace Sluice.Server.Health;

/// <summary>What a server needs to take calls, looked at when somebody asks.</summary>
/// <param name="disk">Null where none is looked at.</param>
internal sealed class ReadyChecks(EngineVitals engine, DiskWatch? disk, HealthOptions options, StopOrder stop)
{
    /// <param name="isStopping">The server takes no more connections.</param>
    public IReadOnlyList<ReadyCheck> Look(bool isStopping) =>
    [
        new("running", isStopping || stop.IsGiven ? "The server is about to stop." : null),
        new("store", engine.StoreWrites ? null : "The store does not write."),
        new("shards", engine.ShardsHere > 0 ? null : "No shard is worked on here."),
        new("commitLag", engine.IsLagging ? "The store is further behind than engine.commitLagMilliseconds." : null),
        new("disk", ReasonOfDisk()),
    ];

    private string? ReasonOfDisk() => disk switch
    {
        { Space: { } space } when space.Free < options.LeastFreeBytes =>
            "The disk of the data directory has less room than health.freeMegabytes.",
        { IsSilent: true } => "The disk of the data directory does not answer.",
        _ => null,
    };
}
