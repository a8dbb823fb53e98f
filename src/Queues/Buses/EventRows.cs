using Microsoft.Data.Sqlite;
using Sluice.Model.Names;
using Sluice.Queues.Database;

namespace Sluice.Queues.Buses;

/// <summary>The logs of buses.</summary>
internal static class EventRows
{
    /// <summary>Of an event, with its table by the name <c>e</c>.</summary>
    public const string Columns = "e.id, e.bus, e.source, e.event, e.type, e.body, e.taken";

    public static bool Has(Rows rows, AccountId account, NewEvent made) => rows.Value(
        "SELECT 1 FROM events WHERE account = $0 AND bus = $1 AND source = $2 AND event = $3",
        account.Value,
        made.Bus,
        made.Source,
        made.Id) is not null;

    /// <summary>What an account has in all its logs.</summary>
    public static (long Events, long Bytes) Share(Rows rows, AccountId account) => rows.All(
        "SELECT events, bytes FROM shares WHERE account = $0",
        row => (row.GetInt64(0), row.GetInt64(1)),
        account.Value).FirstOrDefault();

    public static void Insert(Rows rows, AccountId account, NewEvent made, long now, long expires)
    {
        var number = (long)rows.Value(
            "INSERT INTO events(account, bus, source, event, type, body, weight, taken, expires) VALUES($0, $1, $2, $3, $4, $5, $6, $7, $8) RETURNING id",
            account.Value,
            made.Bus,
            made.Source,
            made.Id,
            made.Type,
            made.Body,
            made.Weight,
            now,
            expires)!;
        rows.Run(
            "INSERT INTO shares(account, events, bytes) VALUES($0, 1, $1) "
            + "ON CONFLICT(account) DO UPDATE SET events = events + 1, bytes = bytes + $1",
            account.Value,
            made.Weight);
        foreach (var delivery in made.Deliveries)
        {
            DeliveryRows.Insert(rows, account, made.Bus, number, delivery, now);
        }
    }

    /// <summary>Of one bus, newest first.</summary>
    /// <param name="before">Leaves out this one and what is newer; null for none.</param>
    public static List<StoredEvent> List(Rows rows, AccountId account, string bus, long? before, int most) => rows.All(
        $"SELECT {Columns} FROM events e WHERE e.account = $0 AND e.bus = $1 AND e.id < $2 ORDER BY e.id DESC LIMIT $3",
        row => Read(row, 0),
        account.Value,
        bus,
        before ?? long.MaxValue,
        most);

    /// <summary>Buses that have an event or a rule, in order of their names.</summary>
    public static List<string> Buses(Rows rows, AccountId account, string after, int most) => rows.All(
        "SELECT bus FROM (SELECT DISTINCT bus FROM events WHERE account = $0 UNION SELECT DISTINCT bus FROM rules WHERE account = $0) "
        + "WHERE bus > $1 ORDER BY bus LIMIT $2",
        row => row.GetString(0),
        account.Value,
        after,
        most);

    public static BusView View(Rows rows, AccountId account, string bus) => rows.All(
        "SELECT (SELECT count(*) FROM events WHERE account = $0 AND bus = $1), "
        + "(SELECT taken FROM events WHERE account = $0 AND bus = $1 ORDER BY id DESC LIMIT 1), "
        + "(SELECT count(*) FROM rules WHERE account = $0 AND bus = $1), "
        + "(SELECT count(*) FROM deliveries WHERE account = $0 AND bus = $1 AND state = 0), "
        + "(SELECT count(*) FROM deliveries WHERE account = $0 AND bus = $1 AND state = 1)",
        row => new BusView(
            bus,
            row.GetInt64(0),
            row.IsDBNull(1) ? null : MessageRows.Time(row.GetInt64(1)),
            row.GetInt64(2),
            row.GetInt64(3),
            row.GetInt64(4)),
        account.Value,
        bus)[0];

    /// <summary>Drops what is old and owed to nobody any more, a part of it each time.</summary>
    public static void Clean(Rows rows, long now)
    {
        var old = rows.All(
            "SELECT id, account, weight FROM events WHERE expires <= $0 "
            + "AND NOT EXISTS (SELECT 1 FROM deliveries WHERE deliveries.event = events.id AND state = 0) LIMIT 1000",
            row => (Id: row.GetInt64(0), Account: row.GetString(1), Bytes: row.GetInt64(2)),
            now);
        foreach (var (id, account, bytes) in old)
        {
            rows.Run("DELETE FROM deliveries WHERE event = $0", id);
            rows.Run("DELETE FROM events WHERE id = $0", id);
            rows.Run("UPDATE shares SET events = events - 1, bytes = bytes - $1 WHERE account = $0", account, bytes);
        }
    }

    /// <param name="first">The column at which <see cref="Columns"/> begin.</param>
    public static StoredEvent Read(SqliteDataReader row, int first) => new(
        row.GetInt64(first),
        row.GetString(first + 1),
        row.GetString(first + 2),
        row.GetString(first + 3),
        row.GetString(first + 4),
        row.GetFieldValue<byte[]>(first + 5),
        MessageRows.Time(row.GetInt64(first + 6)));
}
