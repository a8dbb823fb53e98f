using Sluice.Storage;

namespace Sluice.Engine.MapRuns;

/// <summary>What has come of a map run's children, as it is stored.</summary>
internal static class StoredResults
{
    /// <summary>Bytes of stored results read together.</summary>
    private const int BytesPerRead = 1024 * 1024;

    /// <summary>Those of a run that is to go on in memory.</summary>
    /// <returns>
    /// All that its output needs; where a ResultWriter takes them nothing, but for a run that was redriven, which must know
    /// whose results they are.
    /// </returns>
    public static async ValueTask<List<MapResult>> ReadAsync(
        IMapRunStore store, string run, MapOrder order, MapProgress progress)
    {
        var isWritten = order.Plan.Writer is not null;
        var results = new List<MapResult>();
        if (isWritten && progress.Redrive is null)
        {
            return results;
        }

        for (var next = MapOrder.Page + 1; ;)
        {
            var pages = await store.ReadMapPagesAsync(run, next, BytesPerRead, CancellationToken.None);
            if (pages.Count == 0)
            {
                return results;
            }

            var counting = pages.SelectMany(page => Counting(page, progress));
            results.AddRange(isWritten ? counting.Select(result => result with { Output = null, Input = null }) : counting);
            next = pages[^1].Number + 1;
        }
    }

    /// <summary>The results of a page that count: no failures of before a redrive.</summary>
    public static IEnumerable<MapResult> Counting(MapPage page, MapProgress progress)
    {
        var results = MapResult.Decode(page.Body);
        return page.Number < progress.Redrive?.Void ? results.Where(result => result.Failure is null) : results;
    }
}
