using Microsoft.Extensions.Logging;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Objects;
using Sluice.Objects.Results;
using Sluice.Storage;

namespace Sluice.Engine.MapRuns;

/// <summary>Takes the stored results of a map run, whose children have all ended, to where its ResultWriter says.</summary>
/// <remarks>Done again from the beginning after a restart: the same pages give the same objects.</remarks>
internal sealed partial class MapWriting(
    MapRun run,
    ResultLocation location,
    IObjectStore objects,
    IMapRunStore store,
    Action<MapRunNews> tell,
    ILogger logger) : IThreadPoolWorkItem
{
    /// <summary>Results of one object have about this many bytes, and are in memory together.</summary>
    private const int BytesPerObject = 4 * 1024 * 1024;

    void IThreadPoolWorkItem.Execute() => _ = RunAsync();

    private async Task RunAsync()
    {
        var written = await WriteAsync();
        tell(new MapRunNews.ResultsWritten(run, written));
    }

    private async Task<Outcome<JsonPayload>> WriteAsync()
    {
        try
        {
            var writer = new ResultWriter(objects, location, run.Name);
            var next = MapOrder.Page + 1;
            for (var number = 0; ; number++)
            {
                var pages = await store.ReadMapPagesAsync(run.Name, next, BytesPerObject, CancellationToken.None);
                if (pages.Count == 0)
                {
                    return await writer.FinishAsync(CancellationToken.None);
                }

                var results = pages.SelectMany(page => StoredResults.Counting(page, run.Progress)).Select(Record).ToList();
                await writer.WritePageAsync(number, results, CancellationToken.None);
                next = pages[^1].Number + 1;
            }
        }
        catch (ObjectException e)
        {
            return e.Failure;
        }
        catch (Exception e)
        {
            // The store, or a mistake of ours: either way the run must come to an end.
            LogWritingFailed(e, run.Name);
            return new StepFailure(
                FailureCodes.RuntimeError, "The Map's results could not be written; see the server's log.");
        }
    }

    private static ChildResult Record(MapResult result) =>
        new(result.Index, result.ExecutionName, result.Status, result.Input, result.Output, result.Failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "The results of map run {Run} cannot be written.")]
    private partial void LogWritingFailed(Exception exception, string run);
}
