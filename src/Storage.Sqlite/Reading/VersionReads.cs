using Sluice.Storage.Sqlite.Database;
using Sluice.Storage.Sqlite.Files;

namespace Sluice.Storage.Sqlite.Reading;

/// <summary>Versions and aliases.</summary>
internal static class VersionReads
{
    private static readonly string Versions = $"SELECT {Seal.Version.Selection} FROM version";

    private static readonly string Aliases = $"SELECT {Seal.Alias.Selection} FROM alias";

    private static readonly string VersionByNumber = $"{Versions} WHERE flow_id = ? AND number = ?";

    private static readonly string VersionPage =
        $"{Versions} WHERE flow_id = ?1 AND (?2 IS NULL OR number < ?2) ORDER BY number DESC LIMIT ?3";

    private static readonly string AliasByName = $"{Aliases} WHERE flow_id = ? AND name = ?";

    private static readonly string AliasPage =
        $"{Aliases} WHERE flow_id = ?1 AND (?2 IS NULL OR name > ?2) ORDER BY name LIMIT ?3";

    private static readonly string AliasToVersion =
        $"{Aliases} WHERE flow_id = ?1 AND (first_version = ?2 OR second_version = ?2) ORDER BY name LIMIT 1";

    public static VersionRow? FindVersion(Connection connection, long flowId, long number) =>
        connection.Prepare(VersionByNumber).Bind(flowId).Bind(number).ReadFirst(Version);

    public static IReadOnlyList<VersionRow> ListVersions(Connection connection, long flowId, long? before, int limit) =>
        connection.Prepare(VersionPage).Bind(flowId).Bind(before).Bind(limit).ReadAll(Version);

    public static AliasRow? FindAlias(Connection connection, long flowId, string name) =>
        connection.Prepare(AliasByName).Bind(flowId).Bind(name).ReadFirst(Alias);

    public static IReadOnlyList<AliasRow> ListAliases(
        Connection connection, long flowId, string? afterName, int limit) =>
        connection.Prepare(AliasPage).Bind(flowId).Bind(afterName).Bind(limit).ReadAll(Alias);

    public static AliasRow? FindAliasTo(Connection connection, long flowId, long number) =>
        connection.Prepare(AliasToVersion).Bind(flowId).Bind(number).ReadFirst(Alias);

    private static VersionRow Version(Statement row)
    {
        var version = new VersionRow(row.Int64(1), row.Int64(2), row.Int64(3), row.Text(4), row.Int64(5));
        return Seal.Version.IsWhole(row, 0, number: 0)
            ? version
            : throw new ReadSubject($"Version {version.Number}", Flow: version.FlowId)
                .Damaged(row.Connection, "its row is not what was written");
    }

    private static AliasRow Alias(Statement row)
    {
        var alias = new AliasRow(
            row.Int64(1),
            row.Text(2),
            row.Text(3),
            new(row.Int64(4), row.Int32(5)),
            row.NullableInt64(6) is { } second ? new(second, row.Int32(7)) : null,
            row.Int64(8));
        return Seal.Alias.IsWhole(row, 0, number: 0)
            ? alias
            : throw new ReadSubject("Alias", alias.Name, alias.FlowId)
                .Damaged(row.Connection, "its row is not what was written");
    }
}
