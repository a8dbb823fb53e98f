using Microsoft.Extensions.Logging;
using Sluice.Engine.Flows;
using Sluice.Engine.Turns;
using Sluice.Model;
using Sluice.Storage;

namespace Sluice.Engine.MapRuns;

/// <summary>Reads a shard's open map runs back.</summary>
internal sealed partial class MapRunRecovery(
    int shard,
    OpenMapRuns runs,
    MapErrands errands,
    IMapRunStore store,
    IExecutionStore executions,
    Catalog catalog,
    Limits limits,
    ILogger logger)
{
    private const int RunsPerRead = 64;

    /// <summary>Bytes of stored results read together.</summary>
    private const int ResultBytesPerRead = 1024 * 1024;

    private readonly ILogger _logger = logger;

    /// <summary>Takes up the runs that are open, as they are stored.</summary>
    public async ValueTask TakeUpAsync()
    {
        var after = "";
        while (true)
        {
            var rows = await store.ReadOpenMapRunsAsync(shard, after, RunsPerRead, CancellationToken.None);
            foreach (var row in rows)
            {
                await TakeUpAsync(row);
            }

            if (rows.Count < RunsPerRead)
            {
                return;
            }

            after = rows[^1].Name;
        }
    }

    private async ValueTask TakeUpAsync(MapRunRow row)
    {
        try
        {
            var parent = await executions.FindExecutionAsync(row.Execution, CancellationToken.None)
                ?? throw new InvalidDataException("Its execution is not stored.");
            var revision = await catalog.GetRevisionAsync(parent.RevisionId, CancellationToken.None);
            var first = await store.ReadMapPagesAsync(row.Name, MapOrder.Page, maxBytes: 1, CancellationToken.None);
            var order = MapOrder.Decode(first.Count > 0 ? first[0].Body : []);
            var results = order.Plan.Writer is null ? await ReadResultsAsync(row.Name) : [];
            var run = MapRun.Restore(row, revision, order, MapProgress.Decode(row.Body), results, limits);
            runs.Add(run);
            errands.Prepare(run, StoredFacts.Of(parent, revision));
            runs.Touch(run);
        }
        catch (Exception e) when (e is InvalidDataException or StoreDamagedException)
        {
            LogCannotTakeUp(e, row.Name, row.Execution);
        }
    }

    private async ValueTask<List<MapResult>> ReadResultsAsync(string run)
    {
        var results = new List<MapResult>();
        for (var next = MapOrder.Page + 1; ;)
        {
            var pages = await store.ReadMapPagesAsync(run, next, ResultBytesPerRead, CancellationToken.None);
            if (pages.Count == 0)
            {
                return results;
            }

            results.AddRange(pages.SelectMany(page => MapResult.Decode(page.Body)));
            next = pages[^1].Number + 1;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message =
        "Map run {Run} of execution {Execution} cannot be gone on with; it is left alone until a restart.")]
    private partial void LogCannotTakeUp(Exception exception, string run, ExecutionId execution);
}
