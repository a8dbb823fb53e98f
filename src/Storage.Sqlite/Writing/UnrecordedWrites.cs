using Sluice.Storage.Sqlite.Database;
using Sluice.Storage.Sqlite.Files;

namespace Sluice.Storage.Sqlite.Writing;

/// <summary>Counts of Express executions that left no record, inside the current transaction.</summary>
internal static class UnrecordedWrites
{
    public static long Add(Connection connection, IReadOnlyList<UnrecordedRuns> lost) =>
        lost.Sum(runs => TryAdd(connection, runs) ? runs.Count : 0);

    private static bool TryAdd(Connection connection, UnrecordedRuns runs)
    {
        using var put = connection.Prepare(
                """
                INSERT INTO unrecorded(flow_id, hour, count) SELECT id, ?2, ?3 FROM flow WHERE id = ?1
                ON CONFLICT(flow_id, hour) DO UPDATE SET count = count + excluded.count
                RETURNING id
                """)
            .Bind(runs.FlowId).Bind(UnrecordedRuns.HourOf(runs.Hour)).Bind(runs.Count);
        if (!put.Step())
        {
            return false;
        }

        var row = put.Int64(0);
        put.Dispose();
        Seal.Unrecorded.Renew(connection, row);
        return true;
    }
}
