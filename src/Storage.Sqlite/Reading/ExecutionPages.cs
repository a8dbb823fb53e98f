using Sluice.Storage.Sqlite.Database;

namespace Sluice.Storage.Sqlite.Reading;

/// <summary>Executions across the flows of an account: each flow's indexes are walked, and the flows are merged.</summary>
/// <remarks>
/// So the indexes of flows serve accounts as well, and no execution pays for another one. A page costs a seek for each flow, the
/// rows on it, and what was looked at in vain, up to a bound: then it ends early, and the next one goes on there.
/// </remarks>
internal static class ExecutionPages
{
    /// <summary>Executions that are looked at for one page.</summary>
    public const int MostScanned = 2_000;

    /// <summary>Up to here, all that fit a prefix are sorted; above, they are looked for among the newest.</summary>
    private const int FewNames = MostScanned;

    public static ExecutionPage Read(Connection connection, ExecutionSearch search)
    {
        var places = new List<ExecutionPlace>();
        var scanned = 0;
        foreach (var next in Scan(connection, search))
        {
            if (next.Fits && places.Count == search.Limit)
            {
                return new(Rows(connection, places), places[^1]);
            }

            if (next.Fits)
            {
                places.Add(next.Place);
            }

            if (++scanned >= Math.Max(MostScanned, search.Limit + 1))
            {
                return new(Rows(connection, places), next.Place);
            }
        }

        return new(Rows(connection, places), Next: null);
    }

    public static ExecutionCount Count(Connection connection, ExecutionSearch search, int most)
    {
        var flows = FlowsOf(connection, search);
        var scan = new FlowScan(connection, search, CountedBy(search));
        var (left, found) = ((2L * most) + 1, 0L);
        foreach (var (flow, value) in flows.SelectMany(flow => scan.Values, (flow, value) => (flow, value)))
        {
            var part = scan.Count(flow, value, (int)Math.Min(left, int.MaxValue));
            (left, found) = (left - part.Scanned, found + part.Found);
            if (left <= 0 || found > most)
            {
                return new(Math.Min(found, most), IsExact: false);
            }
        }

        return new(found, IsExact: true);
    }

    private static IEnumerable<Scanned> Scan(Connection connection, ExecutionSearch search)
    {
        var flows = FlowsOf(connection, search);
        var scan = new FlowScan(connection, search, SourceOf(connection, search, flows));
        var chunk = flows.Count == 1 ? search.Limit + 1 : 1;
        var newest = new PriorityQueue<FlowCursor, ExecutionPlace>(
            Comparer<ExecutionPlace>.Create((x, y) => y.CompareTo(x)));
        foreach (var (flow, value) in flows.SelectMany(flow => scan.Values, (flow, value) => (flow, value)))
        {
            Advance(new FlowCursor(scan, flow, value, search.After, chunk));
        }

        while (newest.TryDequeue(out var cursor, out _))
        {
            yield return cursor.Current;
            Advance(cursor);
        }

        void Advance(FlowCursor cursor)
        {
            if (cursor.MoveNext())
            {
                newest.Enqueue(cursor, cursor.Current.Place);
            }
        }
    }

    /// <summary>Names come in no order of starts: a page takes them only where there are few.</summary>
    private static ScanSource SourceOf(Connection connection, ExecutionSearch search, List<long> flows) =>
        FoundBy(search) ?? (NameSpan.Of(search) is { } names && AreFew(connection, flows, names)
            ? ScanSource.ByName
            : ByTime(search));

    /// <summary>A count needs no order.</summary>
    private static ScanSource CountedBy(ExecutionSearch search) =>
        FoundBy(search) ?? (NameSpan.Of(search) is not null ? ScanSource.ByName : ByTime(search));

    private static ScanSource ByTime(ExecutionSearch search) =>
        search.Status is not null ? ScanSource.ByStatus : ScanSource.ByStart;

    /// <summary>By what few executions have; null when nothing of that kind is asked for.</summary>
    private static ScanSource? FoundBy(ExecutionSearch search) =>
        search.Name is not null ? ScanSource.ByName
        : search.Keys.Count > 0 ? IsByKeysAlone(search) ? ScanSource.ByKeyAlone : ScanSource.ByKey
        : search.Retrying || search.Waiting ? ScanSource.ByAttention
        : search.FailedState is not null ? search.Error is not null ? ScanSource.ByFailure : ScanSource.ByFailedState
        : search.Error is not null ? ScanSource.ByError
        : null;

    private static bool IsByKeysAlone(ExecutionSearch search) => search is
    {
        Status: null, NamePrefix: null or "", FailedState: null, Error: null, Retrying: false, Waiting: false,
    };

    private static bool AreFew(Connection connection, List<long> flows, NameSpan names)
    {
        var left = FewNames + 1L;
        foreach (var flow in flows)
        {
            using var count = connection.Prepare(
                """
                SELECT count(*) FROM (
                  SELECT 1 FROM execution INDEXED BY execution_name
                  WHERE flow_id = ? AND name >= ? AND name < ? LIMIT ?)
                """);
            left -= names.BindTo(count.Bind(flow)).Bind(left).Step() ? count.Int64(0) : 0;
            if (left <= 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The account's live flows, or the one that is asked for, if it is among them.</summary>
    private static List<long> FlowsOf(Connection connection, ExecutionSearch search) =>
        search.Name is { } name && search.NamePrefix is { } prefix && !name.StartsWith(prefix, StringComparison.Ordinal)
            ? []
            : connection.Prepare(
                    "SELECT id FROM flow WHERE account = ?1 AND deleted = 0 AND (?2 IS NULL OR id = ?2)")
                .Bind(search.Account.Value).Bind(search.FlowId).ReadAll(row => row.Int64(0));

    /// <exception cref="StoreDamagedException">An index names one that is not there.</exception>
    private static List<ExecutionRow> Rows(Connection connection, List<ExecutionPlace> places) =>
        places.ConvertAll(place => ExecutionReads.FindListed(connection, place.Id)
            ?? throw ReadSubject.OfExecution(place.Id).Damaged(connection, "its row cannot be found"));
}
