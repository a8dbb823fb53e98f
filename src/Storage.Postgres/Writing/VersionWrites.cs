using Sluice.Storage.Postgres.Connecting;
using Sluice.Storage.Postgres.Reading;

namespace Sluice.Storage.Postgres.Writing;

/// <summary>Changes of versions and aliases, each in a transaction of its own. They hold the flow, so that none slips in between.</summary>
internal static class VersionWrites
{
    public static async Task<VersionRow?> TryPublishAsync(Session session, long flowId, string description, long created)
    {
        var version = await session.FirstAsync(
            "UPDATE flow SET last_version = last_version + 1 WHERE id = $1 AND NOT deleted RETURNING last_version, revision_id",
            row => new VersionRow(flowId, row.Int64(0), row.Int64(1), description, created), flowId).ConfigureAwait(false);
        if (version is not null)
        {
            await session.RunAsync(
                "INSERT INTO version(flow_id, number, revision_id, description, created) VALUES($1, $2, $3, $4, $5)",
                flowId, version.Number, version.RevisionId, description, created).ConfigureAwait(false);
        }

        return version;
    }

    public static async Task<bool> TryDeleteAsync(Session session, long flowId, long number)
    {
        await HoldAsync(session, flowId).ConfigureAwait(false);
        return await VersionReads.FindAliasToAsync(session, flowId, number).ConfigureAwait(false) is null
            && await session.RunAsync("DELETE FROM version WHERE flow_id = $1 AND number = $2", flowId, number)
                .ConfigureAwait(false) > 0;
    }

    public static async Task<bool> TryInsertAliasAsync(Session session, AliasRow alias)
    {
        if (await CatalogReads.HoldLiveAsync(session, alias.FlowId).ConfigureAwait(false) is null
            || !await CanRouteAsync(session, alias).ConfigureAwait(false))
        {
            return false;
        }

        return await session.RunAsync(
            """
            INSERT INTO alias(
              flow_id, name, description, first_version, first_weight, second_version, second_weight, created)
            VALUES($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING
            """,
            alias.FlowId, alias.Name, alias.Description, alias.First.Version, alias.First.Weight, alias.Second?.Version,
            alias.Second?.Weight, alias.Created).ConfigureAwait(false) > 0;
    }

    public static async Task<bool> TryUpdateAliasAsync(Session session, AliasRow expected, AliasRow changed)
    {
        await HoldAsync(session, expected.FlowId).ConfigureAwait(false);
        if (await VersionReads.FindAliasAsync(session, expected.FlowId, expected.Name).ConfigureAwait(false) != expected
            || !await CanRouteAsync(session, changed).ConfigureAwait(false))
        {
            return false;
        }

        await session.RunAsync(
            """
            UPDATE alias SET description = $3, first_version = $4, first_weight = $5, second_version = $6, second_weight = $7
            WHERE flow_id = $1 AND name = $2
            """,
            expected.FlowId, expected.Name, changed.Description, changed.First.Version, changed.First.Weight,
            changed.Second?.Version, changed.Second?.Weight).ConfigureAwait(false);
        return true;
    }

    public static async Task<bool> TryDeleteAliasAsync(Session session, long flowId, string name) =>
        await session.RunAsync("DELETE FROM alias WHERE flow_id = $1 AND name = $2", flowId, name).ConfigureAwait(false) > 0;

    private static Task HoldAsync(Session session, long flowId) =>
        session.NumberAsync("SELECT id FROM flow WHERE id = $1 FOR NO KEY UPDATE", flowId);

    private static async Task<bool> CanRouteAsync(Session session, AliasRow alias) =>
        await VersionReads.FindAsync(session, alias.FlowId, alias.First.Version).ConfigureAwait(false) is not null
        && (alias.Second is not { } second
            || await VersionReads.FindAsync(session, alias.FlowId, second.Version).ConfigureAwait(false) is not null);
}
