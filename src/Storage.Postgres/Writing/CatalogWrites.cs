using Sluice.Storage.Postgres.Connecting;
using Sluice.Storage.Postgres.Reading;

namespace Sluice.Storage.Postgres.Writing;

/// <summary>Changes of flows and revisions, each in a transaction of its own.</summary>
internal static class CatalogWrites
{
    public static async Task<FlowRow?> TryInsertAsync(Session session, FlowRow flow, RevisionRow revision)
    {
        var id = await session.NumberAsync(
            """
            INSERT INTO flow(
              uuid, account, name, type, description, mode, external_storage_location, resource_group_id, created, modified,
              search_keys, revision_id, version, deleted)
            VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0, 1, false)
            ON CONFLICT (account, name) WHERE NOT deleted DO NOTHING RETURNING id
            """,
            flow.Uuid, flow.Account.Value, flow.Name, flow.Type, flow.Description, flow.Mode, flow.ExternalStorageLocation,
            flow.ResourceGroupId, flow.Created, flow.Modified, flow.SearchKeys).ConfigureAwait(false);
        if (id == 0)
        {
            return null;
        }

        var number = await InsertRevisionAsync(session, id, revision).ConfigureAwait(false);
        await session.RunAsync("UPDATE flow SET revision_id = $2 WHERE id = $1", id, number).ConfigureAwait(false);
        return await CatalogReads.FindAsync(session, id).ConfigureAwait(false);
    }

    public static async Task<FlowRow?> TryUpdateAsync(Session session, FlowRow flow, RevisionRow? revision)
    {
        var stored = await CatalogReads.HoldLiveAsync(session, flow.Id).ConfigureAwait(false);
        if (stored?.Version != flow.Version)
        {
            return null;
        }

        var number = revision is null
            ? stored.RevisionId
            : await InsertRevisionAsync(session, flow.Id, revision).ConfigureAwait(false);
        return await session.FirstAsync(
            $"""
            UPDATE flow SET
              type = $2, description = $3, mode = $4, external_storage_location = $5, resource_group_id = $6, modified = $7,
              search_keys = $8, revision_id = $9, version = version + 1
            WHERE id = $1 RETURNING {CatalogReads.Columns}
            """,
            CatalogReads.Flow,
            flow.Id, flow.Type, flow.Description, flow.Mode, flow.ExternalStorageLocation, flow.ResourceGroupId, flow.Modified,
            flow.SearchKeys, number).ConfigureAwait(false);
    }

    public static async Task<bool> TryDeleteAsync(Session session, long id) =>
        await session.RunAsync("UPDATE flow SET deleted = true WHERE id = $1 AND NOT deleted", id).ConfigureAwait(false) > 0;

    public static async Task<bool> TryForgetAsync(Session session, long id)
    {
        var isForgotten = await session.NumberAsync(
            """
            SELECT 1::bigint FROM flow
            WHERE id = $1 AND deleted AND NOT EXISTS (SELECT FROM execution WHERE flow_id = $1)
              AND NOT EXISTS (SELECT FROM schedule WHERE flow_id = $1)
            FOR UPDATE
            """,
            id).ConfigureAwait(false) > 0;
        if (isForgotten)
        {
            foreach (var table in new[] { "alias", "version", "unrecorded", "usage", "revision" })
            {
                await session.RunAsync($"DELETE FROM {table} WHERE flow_id = $1", id).ConfigureAwait(false);
            }

            await session.RunAsync("DELETE FROM flow WHERE id = $1", id).ConfigureAwait(false);
        }

        return isForgotten;
    }

    private static Task<long> InsertRevisionAsync(Session session, long flowId, RevisionRow revision) => session.NumberAsync(
        "INSERT INTO revision(flow_id, definition, role_arn, environment, definer) VALUES($1, $2, $3, $4, $5) RETURNING id",
        flowId, revision.Definition, revision.RoleArn, revision.Environment, revision.Definer);
}
