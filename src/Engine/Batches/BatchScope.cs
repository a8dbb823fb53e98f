using Sluice.Engine.Api;
using Sluice.Engine.Flows;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Storage;
using ExecutionPlace = Sluice.Storage.ExecutionPlace;

namespace Sluice.Engine.Batches;

/// <summary>The executions that a batch is about: those that match as they are reached, of those that were there when it was
/// asked for.</summary>
/// <remarks>
/// What a batch brings about is later than itself (<see cref="BatchWork"/>), so it is never among them: what it has started
/// anew, or has redriven and has failed again.
/// </remarks>
internal sealed class BatchScope(IExecutionStore store, SearchService searches, Catalog catalog)
{
    /// <param name="created">When the batch was asked for, Unix milliseconds.</param>
    /// <param name="most">Counts up to here.</param>
    /// <exception cref="ApiException"><c>FlowNotExists</c>.</exception>
    public async Task<FoundCount> CountAsync(
        AccountId account, NewBatch batch, long created, int most, CancellationToken cancellationToken)
    {
        var (count, isExact) = (0L, true);
        foreach (var search in await SearchesAsync(account, batch, created, cancellationToken))
        {
            var of = await store.CountExecutionsAsync(search, most, cancellationToken);
            (count, isExact) = (count + of.Count, isExact && of.IsExact);
        }

        return new(Math.Min(count, most), isExact && count <= most);
    }

    /// <summary>A page, newest first. It may be short, and even empty, though others are to come.</summary>
    /// <param name="after">Where the page before ended.</param>
    /// <exception cref="ApiException"><c>FlowNotExists</c>.</exception>
    public async Task<ScopePage> ReadAsync(
        AccountId account, NewBatch batch, long created, ExecutionPlace? after, int most, CancellationToken cancellationToken)
    {
        var pages = new List<ExecutionPage>();
        foreach (var search in await SearchesAsync(account, batch, created, cancellationToken))
        {
            pages.Add(await store.SearchExecutionsAsync(search with { After = after, Limit = most }, cancellationToken));
        }

        // What lies behind the end of one of the pages is not all that there is, so it has time.
        var reached = pages.Max(page => page.Next);
        var whole = pages.SelectMany(page => page.Rows)
            .Where(row => reached is not { } end || Place(row).CompareTo(end) >= 0)
            .OrderByDescending(Place)
            .ToList();
        var rows = whole.Take(most).ToList();
        var isCut = whole.Count > most;
        return new(
            await NamedAsync(rows.Where(row => IsMeant(batch, row, created)), cancellationToken),
            End: (isCut ? null : reached) ?? (rows.Count > 0 ? Place(rows[^1]) : after),
            IsLast: !isCut && reached is null);
    }

    /// <summary>One search for each place where such an execution may stand.</summary>
    private async Task<IReadOnlyList<ExecutionSearch>> SearchesAsync(
        AccountId account, NewBatch batch, long created, CancellationToken cancellationToken)
    {
        var search = await searches.ReadAsync(account, batch.Filter, cancellationToken);
        search = search with { StartedTo = Math.Min(search.StartedTo ?? long.MaxValue, created) };
        return search.Status is not null
            ? [search]
            : [.. batch.Action.Fitting().Select(status => search with { Status = status })];
    }

    /// <remarks>Of what is damaged nobody knows whether it matches.</remarks>
    private static bool IsMeant(NewBatch batch, ExecutionRow row, long created) =>
        row.Damage is null && (batch.Action == BatchAction.Stop || row.Stopped <= created);

    private async Task<IReadOnlyList<FoundExecution>> NamedAsync(
        IEnumerable<ExecutionRow> rows, CancellationToken cancellationToken)
    {
        var named = new List<FoundExecution>();
        foreach (var row in rows)
        {
            // Its flow may have been deleted since.
            if (await catalog.FindLiveFlowAsync(row.FlowId, cancellationToken) is { } flow)
            {
                named.Add(FoundExecution.Of(flow.Name, row));
            }
        }

        return named;
    }

    private static ExecutionPlace Place(ExecutionRow row) => new(row.Started, row.Id);
}

/// <param name="End">Where the next page goes on.</param>
/// <param name="IsLast">Whether nothing comes behind it.</param>
internal sealed record ScopePage(IReadOnlyList<FoundExecution> Items, ExecutionPlace? End, bool IsLast);
