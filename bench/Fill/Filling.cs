using System.Globalization;
using SQLitePCL;

namespace Sluice.Bench.Fill;

/// <summary>Puts very many ended executions into a store, faster than they could run: copies of one.</summary>
/// <remarks>
/// They are named e000000000 and so on, beginning behind those that the flow has; they started 10 ms apart before the
/// one they are copied from, and one in a thousand has failed. Indexes are made anew at the end, which is ten times as
/// fast as keeping them up to date. A power cut on the way leaves nothing of use.
/// </remarks>
public static class Filling
{
    private const int MillisecondsApart = 10;

    /// <param name="directory">A data directory that no server has open.</param>
    /// <param name="flow">Name of a flow with an ended execution.</param>
    /// <param name="count">Of executions to add.</param>
    /// <exception cref="InvalidOperationException">SQLite refuses, or there is nothing to copy.</exception>
    public static void Run(string directory, string flow, int count)
    {
        Batteries_V2.Init();
        Check(raw.sqlite3_open_v2(
            Path.Combine(directory, "sluice.db"), out var store, raw.SQLITE_OPEN_READWRITE, null), null);
        using (store)
        {
            Execute(
                store,
                "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000; PRAGMA threads = 2");
            var indexes = Texts(
                store, "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name IN ('execution', 'journal')");
            var names = Texts(
                store, "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name IN ('execution', 'journal')");
            var template = Texts(
                store,
                $"""
                SELECT e.id FROM execution e JOIN flow f ON f.id = e.flow_id
                WHERE f.name = '{flow}' AND f.deleted = 0 AND e.status >= 2 LIMIT 1
                """).FirstOrDefault() ?? throw new InvalidOperationException($"Flow '{flow}' has no ended execution.");
            names.ForEach(name => Execute(store, $"DROP INDEX {name}"));
            Execute(store, $"BEGIN; {Copy(template, count)}; COMMIT");
            indexes.ForEach(index => Execute(store, index));
            Execute(store, "PRAGMA journal_mode = WAL");
        }
    }

    // A number is 40 bits of milliseconds, 10 of shard and 13 of a counter, which stays 0 here.
    private static string Copy(string template, int count) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        CREATE TEMP TABLE made AS
        WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {count})
        SELECT i, ({count} - i) * {MillisecondsApart} AS before FROM n;

        INSERT INTO execution
        SELECT (((e.id >> 23) - before) << 23) | ((i % 16) << 13), i % 16, flow_id, revision_id,
          printf('e%09d', i + (SELECT count(*) FROM execution)), iif(i % 1000 = 0, 4, status),
          started - before, stopped - before, NULL, qualifier, map_run, iif(i % 1000 = 0, 'Made', error), cause,
          input, output
        FROM made, execution e WHERE e.id = {template};

        INSERT INTO journal(execution_id, first_event, event_count, kind, events, state)
        SELECT (((j.execution_id >> 23) - before) << 23) | ((i % 16) << 13), first_event, event_count, kind, events,
          state
        FROM made, journal j WHERE j.execution_id = {template}
        """);

    private static void Execute(sqlite3 store, string sql) => Check(raw.sqlite3_exec(store, sql), store);

    private static List<string> Texts(sqlite3 store, string sql)
    {
        var texts = new List<string>();
        Check(raw.sqlite3_prepare_v2(store, sql, out var statement), store);
        using (statement)
        {
            while (raw.sqlite3_step(statement) == raw.SQLITE_ROW)
            {
                texts.Add(raw.sqlite3_column_text(statement, 0).utf8_to_string());
            }
        }

        return texts;
    }

    private static void Check(int code, sqlite3? store)
    {
        if (code != raw.SQLITE_OK)
        {
            throw new InvalidOperationException(
                store is null ? $"SQLite says {code}." : raw.sqlite3_errmsg(store).utf8_to_string());
        }
    }
}
