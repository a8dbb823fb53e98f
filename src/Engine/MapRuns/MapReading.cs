using Microsoft.Extensions.Logging;
using Sluice.Model;
using Sluice.Objects;

namespace Sluice.Engine.MapRuns;

/// <summary>One reading of a map run's items, beside its shard's loop; what was read comes as news.</summary>
/// <param name="most">Children to read.</param>
internal sealed partial class MapReading(MapRun run, MapFeed feed, int most, Action<MapRunNews> tell, ILogger logger)
    : IThreadPoolWorkItem
{
    void IThreadPoolWorkItem.Execute() => _ = RunAsync();

    private async Task RunAsync()
    {
        var fed = await ReadAsync();
        tell(new MapRunNews.ItemsRead(run, fed));
    }

    private async Task<FedChildren> ReadAsync()
    {
        try
        {
            return await feed.ReadAsync(most);
        }
        catch (ObjectException e)
        {
            return Failed(e.Failure);
        }
        catch (Exception e)
        {
            // A mistake of ours must not leave the run waiting for ever.
            LogReadingFailed(e, run.Name);
            return Failed(new StepFailure(
                FailureCodes.RuntimeError, "The Map's items could not be read; see the server's log."));
        }
    }

    private FedChildren Failed(StepFailure problem) =>
        new([], run.Progress.Resume, IsEnd: true, problem);

    [LoggerMessage(Level = LogLevel.Error, Message = "The items of map run {Run} cannot be read.")]
    private partial void LogReadingFailed(Exception exception, string run);
}
