using Sluice.Storage.Sqlite.Database;

namespace Sluice.Storage.Sqlite.Files;

/// <summary>Numbers the commits of the one connection that writes, and marks how far they are durable.</summary>
/// <param name="connection">To a store's file.</param>
/// <param name="mark">The file beside it; from here on owned by this.</param>
internal sealed class Progress(Connection connection, MarkFile mark) : IDisposable
{
    private int _changesBefore;
    private CommitNumber _next;

    /// <summary>The number of the last commit, as this connection sees it.</summary>
    public static CommitNumber Read(Connection connection) => new((uint)(int)connection.Number("PRAGMA user_version")!);

    /// <summary>A part of the current transaction.</summary>
    public static void Write(Connection connection, CommitNumber number) =>
        connection.Execute($"PRAGMA user_version = {(int)number.Value}");

    /// <summary>A transaction begins.</summary>
    public void Begin() => _changesBefore = connection.TotalChanges;

    /// <summary>The transaction has changed whatever it will. One that changed nothing needs no number, and no sync.</summary>
    public void Count()
    {
        _next = mark.Last.Acknowledged;
        if (connection.TotalChanges != _changesBefore)
        {
            _next = _next.Next;
            Write(connection, _next);
        }
    }

    /// <summary>The transaction is durable.</summary>
    public void Acknowledge()
    {
        if (_next == mark.Last.Acknowledged)
        {
            return;
        }

        try
        {
            mark.Write(mark.Last with { Acknowledged = _next });
        }
        catch (IOException)
        {
            // A mark may lag behind, and the next one says more.
        }
    }

    /// <summary>Lets pages be moved from the log into the database file.</summary>
    /// <param name="move">Moves them. When it throws, the database may be between two states.</param>
    /// <returns>False when it was not begun.</returns>
    /// <exception cref="IOException">The mark did not reach the disk.</exception>
    public bool Checkpoint(Action<Connection> move)
    {
        try
        {
            mark.Write(mark.Last with { NeedsLog = true });
        }
        catch (IOException)
        {
            return false;
        }

        move(connection);

        // Before the log can begin anew.
        mark.Keep(mark.Last with { NeedsLog = false });
        return true;
    }

    public void Dispose() => mark.Dispose();
}
