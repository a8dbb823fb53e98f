using Microsoft.Data.Sqlite;
using Sluice.Model.Names;
using Sluice.Queues.Database;

namespace Sluice.Queues.Buses;

/// <summary>The rules of buses.</summary>
internal static class RuleRows
{
    public static StoredRule? Find(Rows rows, AccountId account, string bus, string name) => rows.All(
        "SELECT name, content, created, modified FROM rules WHERE account = $0 AND bus = $1 AND name = $2",
        Read,
        account.Value,
        bus,
        name).FirstOrDefault();

    /// <summary>In order of their names.</summary>
    /// <param name="after">The last of the page before; empty for the first page.</param>
    public static List<StoredRule> List(Rows rows, AccountId account, string bus, string after, int most) => rows.All(
        "SELECT name, content, created, modified FROM rules WHERE account = $0 AND bus = $1 AND name > $2 ORDER BY name LIMIT $3",
        Read,
        account.Value,
        bus,
        after,
        most);

    public static long Count(Rows rows, AccountId account) =>
        (long)rows.Value("SELECT count(*) FROM rules WHERE account = $0", account.Value)!;

    public static void Put(Rows rows, AccountId account, string bus, string name, byte[] content, long now) => rows.Run(
        "INSERT INTO rules(account, bus, name, content, created, modified) VALUES($0, $1, $2, $3, $4, $4) "
        + "ON CONFLICT(account, bus, name) DO UPDATE SET content = $3, modified = $4",
        account.Value,
        bus,
        name,
        content,
        now);

    public static int Delete(Rows rows, AccountId account, string bus, string name) => rows.Run(
        "DELETE FROM rules WHERE account = $0 AND bus = $1 AND name = $2", account.Value, bus, name);

    private static StoredRule Read(SqliteDataReader row) => new(
        row.GetString(0),
        row.GetFieldValue<byte[]>(1),
        MessageRows.Time(row.GetInt64(2)),
        MessageRows.Time(row.GetInt64(3)));
}
