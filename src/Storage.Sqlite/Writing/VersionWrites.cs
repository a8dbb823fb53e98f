using Sluice.Storage.Sqlite.Database;
using Sluice.Storage.Sqlite.Files;
using Sluice.Storage.Sqlite.Reading;

namespace Sluice.Storage.Sqlite.Writing;

/// <summary>Changes of versions and aliases, each inside the current transaction.</summary>
internal static class VersionWrites
{
    public static VersionRow? TryPublish(Connection connection, long flowId, string description, long created)
    {
        if (CatalogReads.FindLiveFlow(connection, flowId) is not { } flow)
        {
            return null;
        }

        var version = new VersionRow(flowId, NextNumber(connection, flowId), flow.RevisionId, description, created);
        connection.Prepare(
                "INSERT INTO version(flow_id, number, revision_id, description, created, sum) VALUES(?, ?, ?, ?, ?, ?)")
            .Seal(RowPart.Version)
            .Bind(flowId).Bind(version.Number).Bind(version.RevisionId).Bind(description).Bind(created).BindSum().Run();
        return version;
    }

    public static bool TryDeleteVersion(Connection connection, long flowId, long number)
    {
        if (VersionReads.FindAliasTo(connection, flowId, number) is not null)
        {
            return false;
        }

        connection.Prepare("DELETE FROM version WHERE flow_id = ? AND number = ?").Bind(flowId).Bind(number).Run();
        return connection.Changes > 0;
    }

    public static bool TryInsertAlias(Connection connection, AliasRow alias)
    {
        if (CatalogReads.FindLiveFlow(connection, alias.FlowId) is null
            || VersionReads.FindAlias(connection, alias.FlowId, alias.Name) is not null
            || !CanRoute(connection, alias))
        {
            return false;
        }

        connection.Prepare(
                """
                INSERT INTO alias(
                  flow_id, name, description, first_version, first_weight, second_version, second_weight, created,
                  sum)
                VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
            .Seal(RowPart.Alias).Bind(alias.FlowId).Bind(alias.Name).Bind(alias.Description)
            .Bind(alias.First.Version).Bind(alias.First.Weight)
            .Bind(alias.Second?.Version).Bind(alias.Second?.Weight).Bind(alias.Created).BindSum().Run();
        return true;
    }

    public static bool TryUpdateAlias(Connection connection, AliasRow expected, AliasRow changed)
    {
        if (VersionReads.FindAlias(connection, expected.FlowId, expected.Name) != expected
            || !CanRoute(connection, changed))
        {
            return false;
        }

        connection.Prepare(
                """
                UPDATE alias SET
                  flow_id = ?1, name = ?2, description = ?3, first_version = ?4, first_weight = ?5,
                  second_version = ?6, second_weight = ?7, created = ?8, sum = ?9
                WHERE flow_id = ?1 AND name = ?2
                """)
            .Seal(RowPart.Alias).Bind(expected.FlowId).Bind(expected.Name).Bind(changed.Description)
            .Bind(changed.First.Version).Bind(changed.First.Weight)
            .Bind(changed.Second?.Version).Bind(changed.Second?.Weight).Bind(expected.Created).BindSum().Run();
        return true;
    }

    public static bool TryDeleteAlias(Connection connection, long flowId, string name)
    {
        connection.Prepare("DELETE FROM alias WHERE flow_id = ? AND name = ?").Bind(flowId).Bind(name).Run();
        return connection.Changes > 0;
    }

    /// <summary>Removes all versions and aliases of a flow.</summary>
    public static void Forget(Connection connection, long flowId)
    {
        connection.Prepare("DELETE FROM alias WHERE flow_id = ?").Bind(flowId).Run();
        connection.Prepare("DELETE FROM version WHERE flow_id = ?").Bind(flowId).Run();
    }

    private static long NextNumber(Connection connection, long flowId)
    {
        using var statement = connection.Prepare(
            "UPDATE flow SET last_version = last_version + 1 WHERE id = ? RETURNING last_version");
        statement.Bind(flowId).Step();
        var number = statement.Int64(0);
        statement.Dispose();
        Seal.Flow.Renew(connection, flowId);
        return number;
    }

    private static bool CanRoute(Connection connection, AliasRow alias) =>
        VersionReads.FindVersion(connection, alias.FlowId, alias.First.Version) is not null
        && (alias.Second is not { } second
            || VersionReads.FindVersion(connection, alias.FlowId, second.Version) is not null);
}
