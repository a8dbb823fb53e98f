using Sluice.Storage.Sqlite.Database;
using Sluice.Storage.Sqlite.Files;
using Sluice.Storage.Sqlite.Reading;

namespace Sluice.Storage.Sqlite;

public sealed partial class SqliteStore
{
    public ValueTask<IReadOnlyList<AccessRow>> ReadAccessAsync(CancellationToken cancellationToken) =>
        _lists.ReadAsync(ReadAccess, new("A user, role or access key"), cancellationToken);

    public ValueTask<int> ChangeAccessAsync(
        IReadOnlyList<AccessRowKey> removed, IReadOnlyList<AccessRow> put, CancellationToken cancellationToken) =>
        WriteAsync(connection => ChangeAccess(connection, removed, put), cancellationToken);

    private static IReadOnlyList<AccessRow> ReadAccess(Connection connection) =>
        connection.Prepare($"SELECT {Seal.Access.Selection} FROM access ORDER BY kind, account, name").ReadAll(Access);

    private static AccessRow Access(Statement row)
    {
        var key = new AccessRowKey((AccessRowKind)row.Int32(1), row.Text(2), row.Text(3));
        return Seal.Access.IsWhole(row, 0, number: 0)
            ? new(key, row.Blob(4))
            : throw new ReadSubject($"{key.Kind} '{key.Name}' of account {key.Account}")
                .Damaged(row.Connection, "what is kept of it is not what was written");
    }

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
            connection.Prepare("INSERT OR REPLACE INTO access(kind, account, name, body, sum) VALUES(?, ?, ?, ?, ?)")
                .Seal(RowPart.Access).Bind((long)key.Kind).Bind(key.Account).Bind(key.Name).Bind(body).BindSum().Run();
        }

        return count;
    }
}
