using System.Text;
using Sluice.Storage.Sqlite.Database;

namespace Sluice.Storage.Sqlite.Reading;

/// <summary>Pages of executions.</summary>
/// <remarks>
/// The index is named, not left to the planner's guess, so that a page costs the same with ten rows and ten million:
/// by name where a prefix fits few, else by status where one is asked for, else by start. A qualifier is looked at row
/// by row, and so is a prefix that fits many: rare ones among many others take their time.
/// </remarks>
internal static class ExecutionLists
{
    public const string ByStart = "execution_list";
    public const string ByStatus = "execution_status";
    public const string ByName = "execution_name";

    /// <summary>Up to here, all that fit a prefix are sorted; above, they are looked for among the newest.</summary>
    private const int FewNames = 10_000;

    /// <summary>No UTF-8 text has this byte: with it behind, a prefix is above all that begin with it.</summary>
    private const byte AboveUtf8 = 0xFF;

    public static IReadOnlyList<ExecutionRow> List(Connection connection, ExecutionQuery query)
    {
        var prefix = string.IsNullOrEmpty(query.NamePrefix) ? null : Encoding.UTF8.GetBytes(query.NamePrefix);
        var index = prefix is not null && FitFew(connection, query.FlowId, prefix) ? ByName
            : query.Status is not null ? ByStatus
            : ByStart;

        var statement = connection.Prepare(
                Page(index, query.Status is not null, prefix is not null, hasPayloads: !query.MetadataOnly))
            .Bind(query.FlowId)
            .Bind(query.MapRun)
            .Bind(query.StartedFrom ?? long.MinValue)
            .Bind(Math.Min(query.StartedTo ?? long.MaxValue, query.After?.Started ?? long.MaxValue))
            .Bind(query.After?.Started)
            .Bind(query.After?.Name)
            .Bind(query.Qualifier)
            .Bind(query.Limit);
        if (query.Status is { } status)
        {
            statement.Bind((long)status);
        }

        if (prefix is not null)
        {
            statement.BindText(prefix).BindText([.. prefix, AboveUtf8]);
        }

        return statement.ReadWithin(
            query.MostBytes,
            row => ExecutionReads.Listed(row, hasPayloads: !query.MetadataOnly),
            row => (row.Input?.Length ?? 0) + (row.Output?.Length ?? 0));
    }

    // The page is found and ordered by narrow rows; only those on it are read with their payloads.
    public static string Page(string index, bool hasStatus, bool hasPrefix, bool hasPayloads) =>
        $"""
        SELECT {ExecutionReads.Columns}{(hasPayloads ? $", {ExecutionReads.Payloads}" : "")}
        FROM (
          SELECT id AS on_page FROM execution INDEXED BY {index}
          WHERE flow_id = ?1 AND map_run IS ?2 AND started BETWEEN ?3 AND ?4
            AND (?5 IS NULL OR started < ?5 OR name > ?6)
            AND (?7 IS NULL OR qualifier = ?7)
            {(hasStatus ? "AND status = ?9" : "")}
            {(hasPrefix ? hasStatus ? "AND name >= ?10 AND name < ?11" : "AND name >= ?9 AND name < ?10" : "")}
          ORDER BY started DESC, name LIMIT ?8) AS page
        JOIN execution ON id = on_page
        ORDER BY started DESC, name
        """;

    private static bool FitFew(Connection connection, long flowId, byte[] prefix)
    {
        using var statement = connection.Prepare(
            """
            SELECT count(*) FROM (
              SELECT 1 FROM execution INDEXED BY execution_name
              WHERE flow_id = ? AND name >= ? AND name < ? LIMIT ?)
            """);
        statement.Bind(flowId).BindText(prefix).BindText([.. prefix, AboveUtf8]).Bind(FewNames + 1);
        return statement.Step() && statement.Int64(0) <= FewNames;
    }
}
