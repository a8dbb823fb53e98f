using Sluice.Model.Names;
using Sluice.Storage.Sqlite.Database;
using Sluice.Storage.Sqlite.Files;

namespace Sluice.Storage.Sqlite.Reading;

/// <summary>What is counted by flow: what it has stored, and what it has left no record of.</summary>
internal static class UsageReads
{
    private static readonly string OfFlow = $"SELECT {Seal.Usage.Selection} FROM usage WHERE flow_id = ?";

    private static readonly string OfAccount =
        $"SELECT {Seal.Usage.Selection} FROM usage WHERE flow_id IN (SELECT id FROM flow WHERE account = ?)";

    private static readonly string Hours =
        $"""
        SELECT id, {Seal.Unrecorded.Selection} FROM unrecorded
        WHERE flow_id = ? AND hour BETWEEN ? AND ? ORDER BY hour
        """;

    public static ReadSubject Usage => new("What flows have stored");

    public static ReadSubject Unrecorded(long flowId) =>
        new("The count of Express executions without a record", Flow: flowId);

    /// <returns>One row, or none.</returns>
    public static IReadOnlyDictionary<long, StoredUsage> Read(Connection connection, long flowId) =>
        Read(connection.Prepare(OfFlow).Bind(flowId));

    public static IReadOnlyDictionary<long, StoredUsage> Read(Connection connection, AccountId account) =>
        Read(connection.Prepare(OfAccount).Bind(account.Value));

    public static IReadOnlyList<UnrecordedRuns> ListUnrecorded(Connection connection, long flowId, long from, long to) =>
        connection.Prepare(Hours)
            .Bind(flowId).Bind(UnrecordedRuns.HourOf(from)).Bind(UnrecordedRuns.HourOf(to))
            .ReadAll(row => Seal.Unrecorded.IsWhole(row, 1, number: 0)
                ? new UnrecordedRuns(row.Int64(2), row.Int64(3), row.Int64(4))
                : throw Unrecorded(flowId).Damaged(connection, "it is not what was written"));

    private static Dictionary<long, StoredUsage> Read(Statement statement) =>
        statement.ReadAll(row => Seal.Usage.IsWhole(row, 0, number: 0)
                ? KeyValuePair.Create(row.Int64(0), new StoredUsage(row.Int64(1), row.Int64(2)))
                : throw Usage.Damaged(row.Connection, $"the sum of flow number {row.Int64(0)} is not what was written"))
            .Where(row => row.Value != default)
            .ToDictionary();
}
