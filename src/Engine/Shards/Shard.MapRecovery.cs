using Sluice.Engine.MapRuns;
using Sluice.Storage;

namespace Sluice.Engine.Shards;

/// <summary>Map runs forgotten, and taken up as they are stored.</summary>
internal sealed partial class Shard
{
    private const int MapRunsPerStep = 64;

    /// <summary>Bytes of stored results read together.</summary>
    private const int ResultBytesPerStep = 1024 * 1024;

    /// <summary>Forgets all runs; readings that are under way find that out.</summary>
    private async ValueTask ForgetMapRunsAsync()
    {
        var forgotten = _mapRuns.Values.ToList();
        _mapRuns.Clear();
        foreach (var run in forgotten)
        {
            await CloseFeedAsync(run);
        }
    }

    /// <summary>Takes up the runs that are open, as they are stored.</summary>
    private async ValueTask LoadMapRunsAsync()
    {
        var after = "";
        while (true)
        {
            var rows = await _ports.Store.ReadOpenMapRunsAsync(Id, after, MapRunsPerStep, CancellationToken.None);
            foreach (var row in rows)
            {
                await LoadAsync(row);
            }

            if (rows.Count < MapRunsPerStep)
            {
                return;
            }

            after = rows[^1].Name;
        }
    }

    private async ValueTask LoadAsync(MapRunRow row)
    {
        try
        {
            var parent = await _ports.Store.FindExecutionAsync(row.Execution, CancellationToken.None)
                ?? throw new InvalidDataException("Its execution is not stored.");
            var revision = await _ports.Catalog.GetRevisionAsync(parent.RevisionId, CancellationToken.None);
            var first = await _ports.Store.ReadMapPagesAsync(row.Name, MapOrder.Page, maxBytes: 1, CancellationToken.None);
            var order = MapOrder.Decode(first.Count > 0 ? first[0].Body : []);
            var results = order.Plan.Writer is null ? await ReadResultsAsync(row.Name) : [];
            var run = MapRun.Restore(
                row, revision, order, MapProgress.Decode(row.Body), results, _ports.Options.Limits);
            _mapRuns.Add(run.Name, run);
            Open(run, FactsOf(parent, revision));
            Touch(run);
        }
        catch (Exception e) when (e is InvalidDataException or StoreDamagedException)
        {
            LogCannotLoadMapRun(e, row.Name, row.Execution);
        }
    }

    private async ValueTask<List<MapResult>> ReadResultsAsync(string run)
    {
        var results = new List<MapResult>();
        for (var next = MapOrder.Page + 1; ;)
        {
            var pages = await _ports.Store.ReadMapPagesAsync(run, next, ResultBytesPerStep, CancellationToken.None);
            if (pages.Count == 0)
            {
                return results;
            }

            results.AddRange(pages.SelectMany(page => MapResult.Decode(page.Body)));
            next = pages[^1].Number + 1;
        }
    }
}
