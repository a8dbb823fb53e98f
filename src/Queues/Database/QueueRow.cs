using Microsoft.Data.Sqlite;
using Sluice.Model.Names;

namespace Sluice.Queues.Database;

/// <summary>A queue as it is stored.</summary>
internal sealed record QueueRow(long Id, string Name, QueueAttributes Attributes, long Created, long Modified)
{
    private const string Columns = "id, name, delay, size, retention, visibility, wait, created, modified";

    public static QueueRow? Find(Rows rows, AccountId account, string name) => rows.All(
        $"SELECT {Columns} FROM queues WHERE account = $0 AND name = $1", Read, account.Value, name).FirstOrDefault();

    /// <exception cref="QueueException"><c>QueueNotExist</c>.</exception>
    public static QueueRow Get(Rows rows, AccountId account, string name) =>
        Find(rows, account, name) ?? throw QueueException.QueueNotExist(name);

    public static QueueRow Make(Rows rows, AccountId account, string name, QueueAttributes attributes, long now)
    {
        rows.Run(
            "INSERT INTO queues(account, name, delay, size, retention, visibility, wait, created, modified) "
            + "VALUES($0, $1, $2, $3, $4, $5, $6, $7, $7)",
            account.Value,
            name,
            attributes.DelaySeconds,
            attributes.MaximumMessageSize,
            attributes.MessageRetentionPeriod,
            attributes.VisibilityTimeout,
            attributes.PollingWaitSeconds,
            now);
        return Get(rows, account, name);
    }

    public void Change(Rows rows, QueueAttributes attributes, long now) => rows.Run(
        "UPDATE queues SET delay = $1, size = $2, retention = $3, visibility = $4, wait = $5, modified = $6 WHERE id = $0",
        Id,
        attributes.DelaySeconds,
        attributes.MaximumMessageSize,
        attributes.MessageRetentionPeriod,
        attributes.VisibilityTimeout,
        attributes.PollingWaitSeconds,
        now);

    public void Delete(Rows rows)
    {
        rows.Run("DELETE FROM messages WHERE queue = $0", Id);
        rows.Run("DELETE FROM queues WHERE id = $0", Id);
    }

    public QueueView View(Rows rows, long now)
    {
        var counts = rows.All(
            "SELECT count(*) FILTER (WHERE visible <= $1), count(*) FILTER (WHERE visible > $1 AND taken > 0), "
            + "count(*) FILTER (WHERE visible > $1 AND taken = 0) FROM messages WHERE queue = $0 AND expires > $1",
            row => (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)),
            Id,
            now)[0];
        return new(Name, Attributes, MessageRows.Time(Created), MessageRows.Time(Modified), counts.Item1, counts.Item2, counts.Item3);
    }

    private static QueueRow Read(SqliteDataReader row) => new(
        row.GetInt64(0),
        row.GetString(1),
        new QueueAttributes
        {
            DelaySeconds = row.GetInt32(2),
            MaximumMessageSize = row.GetInt32(3),
            MessageRetentionPeriod = row.GetInt32(4),
            VisibilityTimeout = row.GetInt32(5),
            PollingWaitSeconds = row.GetInt32(6),
        },
        row.GetInt64(7),
        row.GetInt64(8));
}
