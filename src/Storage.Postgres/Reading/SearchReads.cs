using Sluice.Storage.Postgres.Connecting;

namespace Sluice.Storage.Postgres.Reading;

/// <summary>Pages and counts of executions across the flows of an account.</summary>
internal static class SearchReads
{
    /// <summary>Executions that are looked at for one page.</summary>
    private const int MostScanned = 2_000;

    /// <summary>Up to here, all that fit a prefix are sorted; above, they are looked for among the newest.</summary>
    private const int FewNames = MostScanned;

    private const int LargestChunk = 512;

    public static async Task<ExecutionPage> ReadAsync(Session session, ExecutionSearch search)
    {
        var places = new List<ExecutionPlace>();
        if (IsVain(search))
        {
            return new([], Next: null);
        }

        var walk = new SearchWalk(search, await AreNamesFewAsync(session, search).ConfigureAwait(false));
        var (scanned, after) = (0, search.After);
        for (var chunk = search.Limit + 1; ; chunk = Math.Max(chunk, LargestChunk))
        {
            var walked = await walk.ReadAsync(session, after, chunk).ConfigureAwait(false);
            foreach (var (place, fits) in walked)
            {
                if (fits && places.Count == search.Limit)
                {
                    return await PageAsync(session, places, places[^1]).ConfigureAwait(false);
                }

                if (fits)
                {
                    places.Add(place);
                }

                if (++scanned >= Math.Max(MostScanned, search.Limit + 1))
                {
                    return await PageAsync(session, places, place).ConfigureAwait(false);
                }
            }

            if (walked.Count < chunk)
            {
                return await PageAsync(session, places, next: null).ConfigureAwait(false);
            }

            after = walked[^1].Place;
        }
    }

    public static async Task<ExecutionCount> CountAsync(Session session, ExecutionSearch search, int most)
    {
        if (IsVain(search))
        {
            return new(0, IsExact: true);
        }

        var walk = new SearchWalk(search, await AreNamesFewAsync(session, search).ConfigureAwait(false));
        var limit = (2L * most) + 1;
        var (scanned, found) = await walk.CountAsync(session, limit).ConfigureAwait(false);
        return new(Math.Min(found, most), IsExact: scanned < limit && found <= most);
    }

    private static bool IsVain(ExecutionSearch search) =>
        search.Name is { } name && search.NamePrefix is { } prefix && !name.StartsWith(prefix, StringComparison.Ordinal);

    private static async Task<bool> AreNamesFewAsync(Session session, ExecutionSearch search)
    {
        if (string.IsNullOrEmpty(search.NamePrefix))
        {
            return false;
        }

        var asked = new Conditions();
        asked.Add("f.account =", search.Account.Value);
        asked.Add("NOT f.deleted");
        asked.Add("f.id =", search.FlowId);
        ExecutionReads.AddPrefix(asked, search.NamePrefix);
        return await session.NumberAsync(
            $"""
            SELECT count(*) FROM (
              SELECT FROM flow AS f JOIN execution AS e ON e.flow_id = f.id WHERE {asked.Text} LIMIT {FewNames + 1}) AS few
            """,
            asked.Values).ConfigureAwait(false) <= FewNames;
    }

    private static async Task<ExecutionPage> PageAsync(
        Session session, List<ExecutionPlace> places, ExecutionPlace? next) =>
        new(await ExecutionReads.ReadAsync(session, places).ConfigureAwait(false), next);
}
