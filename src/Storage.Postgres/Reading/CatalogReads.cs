using Sluice.Model.Names;
using Sluice.Storage.Postgres.Connecting;

namespace Sluice.Storage.Postgres.Reading;

/// <summary>Flows and revisions.</summary>
internal static class CatalogReads
{
    public const string Columns =
        """
        id, uuid, account, name, type, description, mode, external_storage_location, resource_group_id, created, modified,
        search_keys, revision_id, version
        """;

    private const string Flows = $"SELECT {Columns} FROM flow";

    private const string OfAccount = "flow_id IN (SELECT id FROM flow WHERE account = $1 AND NOT deleted)";

    public static Task<FlowRow?> FindAsync(Session session, AccountId account, string name) =>
        session.FirstAsync($"{Flows} WHERE account = $1 AND name = $2 AND NOT deleted", Flow, account.Value, name);

    /// <summary>A flow, live or deleted.</summary>
    public static Task<FlowRow?> FindAsync(Session session, long id) =>
        session.FirstAsync($"{Flows} WHERE id = $1", Flow, id);

    /// <summary>A live flow, which nobody else changes until the transaction ends.</summary>
    public static Task<FlowRow?> HoldLiveAsync(Session session, long id) =>
        session.FirstAsync($"{Flows} WHERE id = $1 AND NOT deleted FOR NO KEY UPDATE", Flow, id);

    public static async Task<IReadOnlyList<FlowRow>> ListAsync(
        Session session, AccountId account, string? afterName, string? resourceGroup, int limit)
    {
        var asked = new Conditions();
        asked.Add("NOT deleted");
        asked.Add("account =", account.Value);
        asked.Add("name >", afterName);
        asked.Add("resource_group_id =", resourceGroup);
        return await session.AllAsync(
            $"{Flows} WHERE {asked.Text} ORDER BY name LIMIT {asked.Bind(limit)}", Flow, asked.Values).ConfigureAwait(false);
    }

    /// <summary>How many of something an account has, in its live flows.</summary>
    public static async Task<int> CountAsync(Session session, AccountId account, CatalogItem what)
    {
        var sql = what switch
        {
            CatalogItem.Flow => "SELECT count(*) FROM flow WHERE account = $1 AND NOT deleted",
            CatalogItem.Version => $"SELECT count(*) FROM version WHERE {OfAccount}",
            CatalogItem.Alias => $"SELECT count(*) FROM alias WHERE {OfAccount}",
            CatalogItem.Schedule => $"SELECT count(*) FROM schedule WHERE {OfAccount}",
            _ => throw new ArgumentOutOfRangeException(nameof(what), what, null),
        };
        return (int)await session.NumberAsync(sql, account.Value).ConfigureAwait(false);
    }

    public static async Task<IReadOnlyList<long>> ListDeletedAsync(Session session) =>
        await session.AllAsync("SELECT id FROM flow WHERE deleted ORDER BY id", row => row.Int64(0)).ConfigureAwait(false);

    public static Task<RevisionRow?> FindRevisionAsync(Session session, long id) => session.FirstAsync(
        "SELECT id, flow_id, definition, role_arn, environment, definer FROM revision WHERE id = $1",
        row => new RevisionRow(row.Int64(0), row.Int64(1), row.Text(2), row.Text(3), row.NullableText(4))
        {
            Definer = row.NullableText(5),
        },
        id);

    public static FlowRow Flow(Row row) => new()
    {
        Id = row.Int64(0),
        Uuid = row.Guid(1),
        Account = AccountId.FromStored(row.Text(2)),
        Name = row.Text(3),
        Type = row.Text(4),
        Description = row.Text(5),
        Mode = row.Int32(6),
        ExternalStorageLocation = row.NullableText(7),
        ResourceGroupId = row.NullableText(8),
        Created = row.Int64(9),
        Modified = row.Int64(10),
        SearchKeys = row.NullableText(11),
        RevisionId = row.Int64(12),
        Version = row.Int64(13),
    };
}
