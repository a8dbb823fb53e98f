namespace Sluice.Engine.Api;

/// <summary>A page of a list.</summary>
/// <param name="HasMore">Whether items follow after the last one here.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, bool HasMore)
{
    /// <summary>Where the next page begins; null when this is the last one.</summary>
    /// <param name="placeOf">The place of the last item here.</param>
    public TPlace? Next<TPlace>(Func<T, TPlace> placeOf) => HasMore ? placeOf(Items[^1]) : default;

    internal Page<TView> Select<TView>(Func<T, TView> view) => new([.. Items.Select(view)], HasMore);

    /// <summary>The items as they are shown; the page ends before the one with which it would be larger than it may.</summary>
    /// <param name="mostBytes">At least one item is on the page, whatever it weighs.</param>
    /// <param name="bytesOf">What weighs in an item: definitions, inputs, outputs.</param>
    internal async Task<Page<TView>> SelectAsync<TView>(
        long mostBytes, Func<TView, long> bytesOf, Func<T, ValueTask<TView>> view)
    {
        var (views, bytes) = (new List<TView>(Items.Count), 0L);
        foreach (var item in Items)
        {
            var shown = await view(item);
            bytes += bytesOf(shown);
            if (bytes > mostBytes && views.Count > 0)
            {
                return new(views, HasMore: true);
            }

            views.Add(shown);
        }

        return new(views, HasMore);
    }
}

/// <summary>Reads pages.</summary>
internal static class Page
{
    /// <param name="read">Reads so many rows from where the page begins.</param>
    public static async Task<Page<TRow>> ReadAsync<TRow>(int limit, Func<int, ValueTask<IReadOnlyList<TRow>>> read)
    {
        // One more than asked for tells whether there is a next page.
        var rows = await read(limit + 1);
        return new([.. rows.Take(limit)], rows.Count > limit);
    }

    /// <summary>As many of the rows as a page may have in bytes; at least one, if there are any.</summary>
    /// <param name="rows">With the one that goes beyond it behind them, if there is such a one.</param>
    public static int CountWithin<TRow>(IReadOnlyList<TRow> rows, long mostBytes, Func<TRow, long> bytesOf)
    {
        var (count, bytes) = (0, 0L);
        while (count < rows.Count && ((bytes += bytesOf(rows[count])) <= mostBytes || count == 0))
        {
            count++;
        }

        return count;
    }
}
