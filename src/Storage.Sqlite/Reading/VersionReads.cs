using Sluice.Storage.Sqlite.Database;

namespace Sluice.Storage.Sqlite.Reading;

/// <summary>Versions and aliases.</summary>
internal static class VersionReads
{
    private const string VersionColumns = "flow_id, number, revision_id, description, created";

    private const string AliasColumns =
        "flow_id, name, description, first_version, first_weight, second_version, second_weight, created";

    public static VersionRow? FindVersion(Connection connection, long flowId, long number) =>
        connection.Prepare($"SELECT {VersionColumns} FROM version WHERE flow_id = ? AND number = ?")
            .Bind(flowId).Bind(number).ReadFirst(Version);

    public static IReadOnlyList<VersionRow> ListVersions(Connection connection, long flowId, long? before, int limit) =>
        connection.Prepare(
                $"""
                SELECT {VersionColumns} FROM version
                WHERE flow_id = ?1 AND (?2 IS NULL OR number < ?2) ORDER BY number DESC LIMIT ?3
                """)
            .Bind(flowId).Bind(before).Bind(limit).ReadAll(Version);

    public static AliasRow? FindAlias(Connection connection, long flowId, string name) =>
        connection.Prepare($"SELECT {AliasColumns} FROM alias WHERE flow_id = ? AND name = ?")
            .Bind(flowId).Bind(name).ReadFirst(Alias);

    public static IReadOnlyList<AliasRow> ListAliases(
        Connection connection, long flowId, string? afterName, int limit) =>
        connection.Prepare(
                $"""
                SELECT {AliasColumns} FROM alias
                WHERE flow_id = ?1 AND (?2 IS NULL OR name > ?2) ORDER BY name LIMIT ?3
                """)
            .Bind(flowId).Bind(afterName).Bind(limit).ReadAll(Alias);

    public static AliasRow? FindAliasTo(Connection connection, long flowId, long number) =>
        connection.Prepare(
                $"""
                SELECT {AliasColumns} FROM alias
                WHERE flow_id = ?1 AND (first_version = ?2 OR second_version = ?2) ORDER BY name LIMIT 1
                """)
            .Bind(flowId).Bind(number).ReadFirst(Alias);

    private static VersionRow Version(Statement row) =>
        new(row.Int64(0), row.Int64(1), row.Int64(2), row.Text(3), row.Int64(4));

    private static AliasRow Alias(Statement row) => new(
        row.Int64(0),
        row.Text(1),
        row.Text(2),
        new(row.Int64(3), row.Int32(4)),
        row.NullableInt64(5) is { } second ? new(second, row.Int32(6)) : null,
        row.Int64(7));
}
