using Sluice.Storage.Postgres.Connecting;

namespace Sluice.Storage.Postgres.Reading;

/// <summary>Versions and aliases.</summary>
internal static class VersionReads
{
    private const string Versions = "SELECT flow_id, number, revision_id, description, created FROM version";

    private const string Aliases =
        """
        SELECT flow_id, name, description, first_version, first_weight, second_version, second_weight, created FROM alias
        """;

    public static Task<VersionRow?> FindAsync(Session session, long flowId, long number) =>
        session.FirstAsync($"{Versions} WHERE flow_id = $1 AND number = $2", Version, flowId, number);

    public static async Task<IReadOnlyList<VersionRow>> ListAsync(Session session, long flowId, long? before, int limit) =>
        await session.AllAsync(
            $"{Versions} WHERE flow_id = $1 AND number < $2 ORDER BY number DESC LIMIT $3",
            Version, flowId, before ?? long.MaxValue, limit).ConfigureAwait(false);

    public static Task<AliasRow?> FindAliasAsync(Session session, long flowId, string name) =>
        session.FirstAsync($"{Aliases} WHERE flow_id = $1 AND name = $2", Alias, flowId, name);

    public static async Task<IReadOnlyList<AliasRow>> ListAliasesAsync(
        Session session, long flowId, string? afterName, int limit)
    {
        var asked = new Conditions();
        asked.Add("flow_id =", flowId);
        asked.Add("name >", afterName);
        return await session.AllAsync(
            $"{Aliases} WHERE {asked.Text} ORDER BY name LIMIT {asked.Bind(limit)}", Alias, asked.Values).ConfigureAwait(false);
    }

    public static Task<AliasRow?> FindAliasToAsync(Session session, long flowId, long number) => session.FirstAsync(
        $"{Aliases} WHERE flow_id = $1 AND (first_version = $2 OR second_version = $2) ORDER BY name LIMIT 1",
        Alias, flowId, number);

    private static VersionRow Version(Row row) =>
        new(row.Int64(0), row.Int64(1), row.Int64(2), row.Text(3), row.Int64(4));

    private static AliasRow Alias(Row row) => new(
        row.Int64(0),
        row.Text(1),
        row.Text(2),
        new(row.Int64(3), row.Int32(4)),
        row.NullableInt64(5) is { } second ? new(second, row.Int32(6)) : null,
        row.Int64(7));
}
