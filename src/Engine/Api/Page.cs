namespace Sluice.Engine.Api;

/// <summary>A page of a list.</summary>
/// <param name="HasMore">Whether items follow after the last one here.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, bool HasMore)
{
    /// <summary>Where the next page begins; null when this is the last one.</summary>
    /// <param name="placeOf">The place of the last item here.</param>
    public TPlace? Next<TPlace>(Func<T, TPlace> placeOf) => HasMore ? placeOf(Items[^1]) : default;

    internal Page<TView> Select<TView>(Func<T, TView> view) => new([.. Items.Select(view)], HasMore);

    internal async Task<Page<TView>> SelectAsync<TView>(Func<T, ValueTask<TView>> view)
    {
        var views = new List<TView>(Items.Count);
        foreach (var item in Items)
        {
            views.Add(await view(item));
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
}
