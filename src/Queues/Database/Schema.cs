using System.Globalization;

namespace Sluice.Queues.Database;

/// <summary>The tables, and how a file comes to have them.</summary>
internal static class Schema
{
    /// <summary>The number of the format, kept in the file. A later one is a step more here.</summary>
    private const int Version = 2;

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

    private const string Second = """
        CREATE TABLE events(
            id INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, bus TEXT NOT NULL, source TEXT NOT NULL, event TEXT NOT NULL,
            type TEXT NOT NULL, body BLOB NOT NULL, weight INTEGER NOT NULL, taken INTEGER NOT NULL, expires INTEGER NOT NULL,
            UNIQUE(account, bus, source, event));
        CREATE INDEX events_of_bus ON events(account, bus, id);
        CREATE INDEX events_by_age ON events(expires);
        CREATE TABLE deliveries(
            id INTEGER PRIMARY KEY AUTOINCREMENT, event INTEGER NOT NULL, account TEXT NOT NULL, bus TEXT NOT NULL,
            lane TEXT NOT NULL, name TEXT NOT NULL, flow TEXT, input BLOB, state INTEGER NOT NULL, due INTEGER NOT NULL,
            attempts INTEGER NOT NULL, problem TEXT, result TEXT, changed INTEGER NOT NULL);
        CREATE INDEX deliveries_in_turn ON deliveries(lane, due, id) WHERE state = 0;
        CREATE INDEX deliveries_in_order ON deliveries(lane, id) WHERE state = 0;
        CREATE INDEX deliveries_of_bus ON deliveries(account, bus, id);
        CREATE INDEX deliveries_by_state ON deliveries(account, bus, state, id);
        CREATE INDEX deliveries_of_event ON deliveries(event);
        CREATE TABLE rules(
            account TEXT NOT NULL, bus TEXT NOT NULL, name TEXT NOT NULL, content BLOB NOT NULL, created INTEGER NOT NULL,
            modified INTEGER NOT NULL, PRIMARY KEY(account, bus, name)) WITHOUT ROWID;
        CREATE TABLE shares(account TEXT PRIMARY KEY, events INTEGER NOT NULL, bytes INTEGER NOT NULL) WITHOUT ROWID;
        """;

    /// <summary>Each leads from the format of its place to the next one.</summary>
    private static readonly string[] Steps = [First, Second];

    /// <exception cref="InvalidDataException">A later release has written the file.</exception>
    public static void Apply(Rows rows)
    {
        var found = Convert.ToInt32(rows.Value("PRAGMA user_version"), CultureInfo.InvariantCulture);
        if (found > Version)
        {
            throw new InvalidDataException($"its format is {found}, which a later release has written; this one knows {Version}");
        }

        if (found < Version)
        {
            rows.Run($"BEGIN IMMEDIATE; {string.Concat(Steps[found..])} PRAGMA user_version = {Version}; COMMIT");
        }
    }
}
