using Sluice.Storage.Sqlite.Database;
using Sluice.Storage.Sqlite.Files;
using Sluice.Storage.Sqlite.Reading;

namespace Sluice.Storage.Sqlite.Writing;

/// <summary>Changes of flows and revisions, each inside the current transaction.</summary>
internal static class CatalogWrites
{
    public static FlowRow? TryInsertFlow(Connection connection, FlowRow flow, RevisionRow revision)
    {
        if (CatalogReads.FindFlow(connection, flow.Account, flow.Name) is not null)
        {
            return null;
        }

        connection.Prepare(
                """
                INSERT INTO flow(
                  uuid, name, type, description, mode, external_storage_location, resource_group_id, created, modified,
                  account, search_keys, revision_id, version, deleted)
                VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 1, 0)
                """)
            .Bind(flow.Uuid.ToString()).Bind(flow.Name).Bind(flow.Type).Bind(flow.Description).Bind(flow.Mode)
            .Bind(flow.ExternalStorageLocation).Bind(flow.ResourceGroupId).Bind(flow.Created).Bind(flow.Modified)
            .Bind(flow.Account.Value).Bind(flow.SearchKeys).Run();
        var id = connection.LastRowId;
        connection.Prepare("UPDATE flow SET revision_id = ? WHERE id = ?")
            .Bind(InsertRevision(connection, id, revision)).Bind(id).Run();
        Seal.Flow.Renew(connection, id);
        return CatalogReads.FindLiveFlow(connection, id);
    }

    public static FlowRow? TryUpdateFlow(Connection connection, FlowRow flow, RevisionRow? revision)
    {
        if (CatalogReads.FindLiveFlow(connection, flow.Id) is not { } stored || stored.Version != flow.Version)
        {
            return null;
        }

        connection.Prepare(
                """
                UPDATE flow SET
                  type = ?, description = ?, mode = ?, external_storage_location = ?, resource_group_id = ?,
                  modified = ?, search_keys = ?, revision_id = ?, version = version + 1
                WHERE id = ?
                """)
            .Bind(flow.Type).Bind(flow.Description).Bind(flow.Mode).Bind(flow.ExternalStorageLocation)
            .Bind(flow.ResourceGroupId).Bind(flow.Modified).Bind(flow.SearchKeys)
            .Bind(revision is null ? stored.RevisionId : InsertRevision(connection, flow.Id, revision)).Bind(flow.Id)
            .Run();
        Seal.Flow.Renew(connection, flow.Id);
        return CatalogReads.FindLiveFlow(connection, flow.Id);
    }

    public static bool TryDeleteFlow(Connection connection, long id)
    {
        if (CatalogReads.FindLiveFlow(connection, id) is null)
        {
            return false;
        }

        connection.Prepare("UPDATE flow SET deleted = 1 WHERE id = ?").Bind(id).Run();
        Seal.Flow.Renew(connection, id);
        return true;
    }

    public static bool TryForgetFlow(Connection connection, long id)
    {
        using var deletable = connection.Prepare(
            """
            SELECT 1 FROM flow
            WHERE id = ?1 AND deleted = 1 AND NOT EXISTS (SELECT 1 FROM execution WHERE flow_id = ?1)
              AND NOT EXISTS (SELECT 1 FROM schedule WHERE flow_id = ?1)
            """);
        if (!deletable.Bind(id).Step())
        {
            return false;
        }

        deletable.Dispose();
        VersionWrites.Forget(connection, id);
        connection.Prepare("DELETE FROM unrecorded WHERE flow_id = ?").Bind(id).Run();
        connection.Prepare("DELETE FROM usage WHERE flow_id = ?").Bind(id).Run();
        connection.Prepare("DELETE FROM revision WHERE flow_id = ?").Bind(id).Run();
        connection.Prepare("DELETE FROM flow WHERE id = ?").Bind(id).Run();
        return true;
    }

    private static long InsertRevision(Connection connection, long flowId, RevisionRow revision)
    {
        connection.Prepare(
                "INSERT INTO revision(flow_id, definition, role_arn, environment, definer) VALUES(?, ?, ?, ?, ?)")
            .Bind(flowId).Bind(revision.Definition).Bind(revision.RoleArn).Bind(revision.Environment)
            .Bind(revision.Definer).Run();
        var id = connection.LastRowId;
        Seal.Revision.Renew(connection, id);
        return id;
    }
}
