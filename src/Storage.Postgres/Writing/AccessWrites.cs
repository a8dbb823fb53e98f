using Sluice.Storage.Postgres.Connecting;

namespace Sluice.Storage.Postgres.Writing;

/// <summary>Users, roles and keys.</summary>
internal static class AccessWrites
{
    public static async Task<int> ChangeAsync(
        Session session, IReadOnlyList<AccessRowKey> removed, IReadOnlyList<AccessRow> put)
    {
        var count = 0;
        foreach (var key in removed)
        {
            count += await session.RunAsync(
                "DELETE FROM access WHERE kind = $1 AND account = $2 AND name = $3", (int)key.Kind, key.Account, key.Name)
                .ConfigureAwait(false);
        }

        foreach (var (key, body) in put)
        {
            await session.RunAsync(
                """
                INSERT INTO access(kind, account, name, body) VALUES($1, $2, $3, $4)
                ON CONFLICT (kind, account, name) DO UPDATE SET body = excluded.body
                """,
                (int)key.Kind, key.Account, key.Name, body).ConfigureAwait(false);
        }

        return count;
    }
}
