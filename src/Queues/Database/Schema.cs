using System.Globalization;

namespace Sluice.Queues.Database;

/// <summary>The tables, and how a file comes to have them.</summary>
internal static class Schema
{
    /// <summary>The number of the format, kept in the file. A later one is a step more here.</summary>
    private const int Version = 1;

    private const string First = """
        CREATE TABLE queues(
            id INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, name TEXT NOT NULL, delay INTEGER NOT NULL,
            size INTEGER NOT NULL, retention INTEGER NOT NULL, visibility INTEGER NOT NULL, wait INTEGER NOT NULL,
            created INTEGER NOT NULL, modified INTEGER NOT NULL, UNIQUE(account, name));
        CREATE TABLE topics(
            id INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, name TEXT NOT NULL, created INTEGER NOT NULL,
            modified INTEGER NOT NULL, messages INTEGER NOT NULL, UNIQUE(account, name));
        CREATE TABLE subscriptions(
            topic INTEGER NOT NULL, name TEXT NOT NULL, queue TEXT NOT NULL, tag TEXT, PRIMARY KEY(topic, name)) WITHOUT ROWID;
        CREATE TABLE messages(
            id INTEGER PRIMARY KEY AUTOINCREMENT, queue INTEGER NOT NULL, body BLOB NOT NULL, md5 TEXT NOT NULL,
            priority INTEGER NOT NULL, sent INTEGER NOT NULL, visible INTEGER NOT NULL, expires INTEGER NOT NULL,
            first INTEGER, taken INTEGER NOT NULL, receipt INTEGER);
        CREATE INDEX messages_in_turn ON messages(queue, priority, id);
        CREATE INDEX messages_by_age ON messages(expires);
        CREATE TABLE keys(
            scope TEXT NOT NULL, key TEXT NOT NULL, message TEXT NOT NULL, md5 TEXT NOT NULL, sent INTEGER NOT NULL,
            PRIMARY KEY(scope, key)) WITHOUT ROWID;
        CREATE INDEX keys_by_age ON keys(sent);
        """;

    /// <exception cref="InvalidDataException">A later release has written the file.</exception>
    public static void Apply(Rows rows)
    {
        var found = Convert.ToInt32(rows.Value("PRAGMA user_version"), CultureInfo.InvariantCulture);
        if (found > Version)
        {
            throw new InvalidDataException($"its format is {found}, which a later release has written; this one knows {Version}");
        }

        if (found < 1)
        {
            rows.Run($"BEGIN IMMEDIATE; {First} PRAGMA user_version = {Version}; COMMIT");
        }
    }
}
