using Sluice.Storage.Sqlite.Database;

namespace Sluice.Storage.Sqlite;

public sealed partial class SqliteStore
{
    public ValueTask<IReadOnlyList<AccessRow>> ReadAccessAsync(CancellationToken cancellationToken) =>
        _lists.ReadAsync(ReadAccess, cancellationToken);

    public ValueTask<int> ChangeAccessAsync(
        IReadOnlyList<AccessRowKey> removed, IReadOnlyList<AccessRow> put, CancellationToken cancellationToken) =>
        WriteAsync(connection => ChangeAccess(connection, removed, put), cancellationToken);

    private static IReadOnlyList<AccessRow> ReadAccess(Connection connection) =>
        connection.Prepare("SELECT kind, account, name, body FROM access ORDER BY kind, account, name")
            .ReadAll(row => new AccessRow(
                new AccessRowKey((AccessRowKind)row.Int32(0), row.Text(1), row.Text(2)), row.Blob(3)));

    private static int ChangeAccess(
        Connection connection, IReadOnlyList<AccessRowKey> removed, IReadOnlyList<AccessRow> put)
    {
        var count = 0;
        foreach (var key in removed)
        {
            connection.Prepare("DELETE FROM access WHERE kind = ? AND account = ? AND name = ?")
                .Bind((long)key.Kind).Bind(key.Account).Bind(key.Name).Run();
            count += connection.Changes > 0 ? 1 : 0;
        }

        foreach (var (key, body) in put)
        {
            connection.Prepare("INSERT OR REPLACE INTO access(kind, account, name, body) VALUES(?, ?, ?, ?)")
                .Bind((long)key.Kind).Bind(key.Account).Bind(key.Name).Bind(body).Run();
        }

        return count;
    }
}
