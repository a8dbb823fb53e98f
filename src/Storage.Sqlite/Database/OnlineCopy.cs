using SQLitePCL;

namespace Sluice.Storage.Sqlite.Database;

/// <summary>A copy of a database, made a few pages at a time while its connection goes on writing between them.</summary>
/// <remarks>
/// What that same connection writes meanwhile goes into the copy too, so the copy holds all that was committed before
/// the last step. Everything here happens on the thread of that connection and outside its transactions. Dispose before
/// the connection. Source: SQLite, "Online Backup API".
/// </remarks>
internal sealed class OnlineCopy : IDisposable
{
    private readonly Connection _target;
    private readonly sqlite3_backup _handle;

    /// <param name="target">An empty database; from here on the copy's own.</param>
    internal OnlineCopy(sqlite3 source, sqlite3 targetHandle, Connection target)
    {
        _target = target;
        _handle = raw.sqlite3_backup_init(targetHandle, "main", source, "main");
        if (_handle is null or { IsInvalid: true })
        {
            var failure = target.Failure(raw.sqlite3_extended_errcode(targetHandle));
            target.Dispose();
            throw failure;
        }
    }

    /// <summary>Copies some more pages.</summary>
    /// <returns>True once the copy is whole.</returns>
    /// <exception cref="SqliteException">The source cannot be read, or the copy not be written.</exception>
    public bool Step(int pages) => raw.sqlite3_backup_step(_handle, pages) switch
    {
        raw.SQLITE_DONE => true,
        raw.SQLITE_OK => false,
        var code => throw new SqliteException(code, $"{raw.sqlite3_errstr(code).utf8_to_string()} (SQLite {code})."),
    };

    public void Dispose()
    {
        _ = raw.sqlite3_backup_finish(_handle);
        _target.Dispose();
    }
}
