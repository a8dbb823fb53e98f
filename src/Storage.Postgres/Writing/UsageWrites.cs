using Npgsql;

namespace Sluice.Storage.Postgres.Writing;

/// <summary>Keeps what each flow has stored, by what a transaction adds and takes away.</summary>
internal static class UsageWrites
{
    /// <summary>The part of what no shard's owner writes.</summary>
    public const int NoPart = -1;

    /// <summary>Behind a statement that gives <c>flow_id</c>, <c>bytes</c> and <c>executions</c> of each flow.</summary>
    public const string OnConflict =
        """
        ON CONFLICT (flow_id, part) DO UPDATE
        SET bytes = usage.bytes + excluded.bytes, executions = usage.executions + excluded.executions
        """;

    public static void Add(NpgsqlBatch statements, Dictionary<long, StoredUsage> added, int part)
    {
        if (added.Count > 0)
        {
            var flows = added.OrderBy(flow => flow.Key).ToList();
            statements.Add(
                $"""
                INSERT INTO usage(flow_id, part, bytes, executions)
                SELECT flow_id, $1, bytes, executions FROM unnest($2, $3, $4) AS w(flow_id, bytes, executions)
                {OnConflict}
                """,
                part, flows.Column(flow => flow.Key), flows.Column(flow => flow.Value.Bytes),
                flows.Column(flow => flow.Value.Executions));
        }
    }
}
