using SQLitePCL;

namespace Sluice.Storage.Sqlite.Database;

/// <summary>One connection to a database file, with the statements it has prepared. For one thread at a time.</summary>
internal sealed class Connection : IDisposable
{
    private const int PagesWrittenToLog = 9; // SQLITE_DBSTATUS_CACHE_WRITE
    private const int NoCheckpointOnClose = 1006; // SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE

    private readonly sqlite3 _handle;
    private readonly Dictionary<string, Statement> _statements = [];

    static Connection()
    {
        Batteries_V2.Init();
        FileLayer.Use();
    }

    private Connection(sqlite3 handle) => _handle = handle;

    /// <summary>The version of the SQLite library, such as <c>3.53.4</c>.</summary>
    public static string LibraryVersion => raw.sqlite3_libversion().utf8_to_string();

    /// <summary>How long a statement waits for another connection's lock.</summary>
    public TimeSpan BusyTimeout
    {
        get;
        set
        {
            field = value;
            SetBusyTimeout(value);
        }
    }

    public bool InTransaction => raw.sqlite3_get_autocommit(_handle) == 0;

    /// <summary>Whether each page of the file has a checksum.</summary>
    public bool HasPageSums => PageSums.Has(_handle);

    /// <summary>Rows of an earlier format, which have no checksum.</summary>
    public UnsealedRows Unsealed { get; set; } = UnsealedRows.None;

    /// <summary>Of the row that is written or read now.</summary>
    internal RowSum Sum { get; } = new();

    /// <summary>Rows changed by the statement that ran last.</summary>
    public int Changes => raw.sqlite3_changes(_handle);

    /// <summary>Rows changed since the connection was opened; goes around.</summary>
    public int TotalChanges => raw.sqlite3_total_changes(_handle);

    /// <summary>The file can only be read, though it was opened for writing. Known once it has been read.</summary>
    public bool IsReadOnly => raw.sqlite3_db_readonly(_handle, "main") == 1;

    public long LastRowId => raw.sqlite3_last_insert_rowid(_handle);

    /// <exception cref="SqliteException">The file cannot be opened so.</exception>
    public static Connection Open(string path, Access access)
    {
        var flags = raw.SQLITE_OPEN_NOMUTEX | access switch
        {
            Access.Read => raw.SQLITE_OPEN_READONLY,
            Access.Write => raw.SQLITE_OPEN_READWRITE,
            Access.Create => raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE,
            _ => throw new ArgumentOutOfRangeException(nameof(access), access, null),
        };
        var code = raw.sqlite3_open_v2(path, out var handle, flags, null);
        var connection = new Connection(handle);
        try
        {
            connection.Check(code);
            connection.Check(raw.sqlite3_extended_result_codes(handle, 1));
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>The statement for this text, ready to be bound. Prepared the first time, kept until the end.</summary>
    public Statement Prepare(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            Check(raw.sqlite3_prepare_v3(_handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var handle));
            statement = new(this, handle);
            _statements.Add(sql, statement);
        }

        return statement;
    }

    /// <summary>Runs one or more statements that answer nothing.</summary>
    public void Execute(string sql) => Check(raw.sqlite3_exec(_handle, sql));

    /// <summary>The first number that a statement answers; null when it answers no row.</summary>
    public long? Number(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Step() ? statement.Int64(0) : null;
    }

    /// <summary>Ends a statement that runs on another thread; harmless when none does.</summary>
    public void Interrupt() => raw.sqlite3_interrupt(_handle);

    /// <summary>Pages this connection has written to the log since the last call.</summary>
    public int TakePagesWritten()
    {
        Check(raw.sqlite3_db_status(_handle, PagesWrittenToLog, out var pages, out _, resetFlg: 1));
        return pages;
    }

    /// <summary>Copies pages from the log into the database file, as far as readers let it, waiting for none.</summary>
    /// <returns>Pages that the log is long.</returns>
    public int Checkpoint()
    {
        TryCheckpoint(raw.SQLITE_CHECKPOINT_PASSIVE, out var pages);
        return pages;
    }

    /// <summary>Copies all of the log into the database file, so that it is written from its beginning again.</summary>
    /// <returns>False while a reader is in the way.</returns>
    /// <remarks>Waits for nobody: how long to go on trying is the writer's to decide.</remarks>
    public bool TryRestartLog() => TryCheckpointAtOnce(raw.SQLITE_CHECKPOINT_RESTART);

    /// <summary>The same, and cuts the log's file to nothing.</summary>
    public bool TryEmptyLog() => TryCheckpointAtOnce(raw.SQLITE_CHECKPOINT_TRUNCATE);

    /// <summary>Begins a copy of this database into an empty one, which is the copy's own from here on.</summary>
    public OnlineCopy BeginCopy(Connection target)
    {
        if (HasPageSums)
        {
            PageSums.Expect(target._handle);
        }

        return new(_handle, target._handle, target);
    }

    /// <summary>Gives an empty database checksums on its pages; one with content gets them when it is then rewritten.</summary>
    public void AddPageSums() => PageSums.Add(_handle);

    /// <summary>Whether closing leaves the log as it is, or moves it into the database file.</summary>
    public void KeepLogOnClose(bool keep) =>
        Check(raw.sqlite3_db_config(_handle, NoCheckpointOnClose, keep ? 1 : 0, out _));

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Close();
        }

        _handle.Dispose();
    }

    /// <exception cref="SqliteException"><paramref name="code"/> is not success.</exception>
    internal void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            throw Failure(code);
        }
    }

    internal SqliteException Failure(int code) => new(
        code,
        code == SqliteException.PageDamaged
            ? $"page {PageSums.DamagedPage} of the database file is not what was written there"
            : $"SQLite answered {code}: {raw.sqlite3_errmsg(_handle).utf8_to_string()}");

    private void SetBusyTimeout(TimeSpan timeout) =>
        Check(raw.sqlite3_busy_timeout(_handle, (int)timeout.TotalMilliseconds));

    private bool TryCheckpointAtOnce(int mode)
    {
        SetBusyTimeout(TimeSpan.Zero);
        try
        {
            return TryCheckpoint(mode, out _);
        }
        finally
        {
            SetBusyTimeout(BusyTimeout);
        }
    }

    private bool TryCheckpoint(int mode, out int pages)
    {
        var code = raw.sqlite3_wal_checkpoint_v2(_handle, "main", mode, out pages, out _);
        if (code == raw.SQLITE_BUSY)
        {
            return false;
        }

        Check(code);
        return true;
    }
}

/// <summary>What a connection may do with its file.</summary>
internal enum Access
{
    Read,
    Write,

    /// <summary>Write, and make the file when there is none.</summary>
    Create,
}
