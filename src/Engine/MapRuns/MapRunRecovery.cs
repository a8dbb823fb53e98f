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
            var progress = MapProgress.Decode(row.Body);
            var order = MapOrder.Decode(first.Count > 0 ? first[0].Body : []).With(progress.Redrive);
            var results = await StoredResults.ReadAsync(store, row.Name, order, progress);
            var run = MapRun.Restore(row, revision, order, progress, results, limits);
            run.BytesBefore = parent.Bytes;
            runs.Add(run);
            errands.Prepare(run, StoredFacts.Of(parent, revision));
            runs.Touch(run);
        }
        catch (Exception e) when (e is InvalidDataException or StoreDamagedException)
        {
            LogCannotTakeUp(e, row.Name, row.Execution);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message =
        "Map run {Run} of execution {Execution} cannot be gone on with; it is left alone until a restart.")]
    private partial void LogCannotTakeUp(Exception exception, string run, ExecutionId execution);
}
