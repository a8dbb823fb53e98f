using Sluice.Model.Names;
using Sluice.Storage.Sqlite.Database;

namespace Sluice.Storage.Sqlite.Reading;

/// <summary>Flows and revisions.</summary>
internal static class CatalogReads
{
    private const string Columns =
        "id, uuid, name, type, description, mode, external_storage_location, resource_group_id, created, modified, "
        + "revision_id, version, account";

    public static FlowRow? FindFlow(Connection connection, AccountId account, string name) =>
        connection.Prepare($"SELECT {Columns} FROM flow WHERE account = ? AND name = ? AND deleted = 0")
            .Bind(account.Value).Bind(name).ReadFirst(Row);

    /// <summary>A live flow.</summary>
    public static FlowRow? FindLiveFlow(Connection connection, long id) =>
        connection.Prepare($"SELECT {Columns} FROM flow WHERE id = ? AND deleted = 0").Bind(id).ReadFirst(Row);

    /// <summary>A flow, live or deleted.</summary>
    public static FlowRow? FindFlow(Connection connection, long id) =>
        connection.Prepare($"SELECT {Columns} FROM flow WHERE id = ?").Bind(id).ReadFirst(Row);

    public static IReadOnlyList<FlowRow> ListFlows(
        Connection connection, AccountId account, string? afterName, string? resourceGroup, int limit) =>
        connection.Prepare(
                $"""
                SELECT {Columns} FROM flow
                WHERE deleted = 0 AND account = ?1 AND (?2 IS NULL OR name > ?2)
                  AND (?3 IS NULL OR resource_group_id = ?3)
                ORDER BY name LIMIT ?4
                """)
            .Bind(account.Value).Bind(afterName).Bind(resourceGroup).Bind(limit).ReadAll(Row);

    public static int CountFlows(Connection connection, AccountId account)
    {
        using var statement = connection.Prepare("SELECT count(*) FROM flow WHERE account = ? AND deleted = 0");
        return statement.Bind(account.Value).Step() ? statement.Int32(0) : 0;
    }

    public static IReadOnlyList<long> ListDeletedFlows(Connection connection) =>
        connection.Prepare("SELECT id FROM flow WHERE deleted = 1 ORDER BY id").ReadAll(row => row.Int64(0));

    public static RevisionRow? FindRevision(Connection connection, long id) =>
        connection.Prepare("SELECT id, flow_id, definition, role_arn, environment, definer FROM revision WHERE id = ?")
            .Bind(id)
            .ReadFirst(row => new RevisionRow(
                row.Int64(0), row.Int64(1), row.Text(2), row.Text(3), row.NullableText(4))
            {
                Definer = row.NullableText(5),
            });

    private static FlowRow Row(Statement row) => new()
    {
        Id = row.Int64(0),
        Uuid = Guid.Parse(row.Text(1)),
        Name = row.Text(2),
        Type = row.Text(3),
        Description = row.Text(4),
        Mode = row.Int32(5),
        ExternalStorageLocation = row.NullableText(6),
        ResourceGroupId = row.NullableText(7),
        Created = row.Int64(8),
        Modified = row.Int64(9),
        RevisionId = row.Int64(10),
        Version = row.Int64(11),
        Account = AccountId.FromStored(row.Text(12)),
    };
}
