using SQLitePCL;

namespace Sluice.Storage.Sqlite.Database;

/// <summary>An answer of SQLite's that is not success, with its extended result code.</summary>
/// <remarks>
/// Stays inside this room: the writer and the readers turn it into what the contract speaks of. Source of the kinds:
/// SQLite, "Result and Error Codes".
/// </remarks>
internal sealed class SqliteException(int extendedCode, string message) : Exception(message)
{
    /// <summary>SQLITE_IOERR_DATA: a page that is not what was written, found out by <see cref="PageSums"/>.</summary>
    public const int PageDamaged = raw.SQLITE_IOERR | (32 << 8);

    private const int ReadFailed = raw.SQLITE_IOERR | (1 << 8);
    private const int DatabaseMoved = raw.SQLITE_READONLY | (4 << 8);
    private const int WriteFailed = raw.SQLITE_IOERR | (3 << 8);

    public int ExtendedCode => extendedCode;

    /// <summary>A row contradicts a key, a unique index or a reference.</summary>
    public bool IsConstraint => Code == raw.SQLITE_CONSTRAINT;

    /// <summary>The medium failed, or what is on it is damaged.</summary>
    public bool IsFatal =>
        Code is raw.SQLITE_IOERR or raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB || extendedCode == DatabaseMoved;

    /// <summary>A page was found damaged before anything was made of it.</summary>
    public bool IsPageDamaged => extendedCode == PageDamaged;

    /// <summary>What was to be read is damaged, or the medium does not give it back; what lies elsewhere may be whole.</summary>
    public bool IsDamage => IsPageDamaged || extendedCode == ReadFailed || Code == raw.SQLITE_CORRUPT;

    /// <summary>The system did not take what was to be written; only for a full disk SQLite has a code of its own.</summary>
    public bool IsFailedWrite => extendedCode == WriteFailed;

    /// <summary>There is no room for what was to be written.</summary>
    public bool IsFull => Code == raw.SQLITE_FULL;

    /// <summary>Nothing happened, and the same may work later.</summary>
    public bool IsPassing => !IsFatal && Code is raw.SQLITE_FULL or raw.SQLITE_READONLY or raw.SQLITE_BUSY
        or raw.SQLITE_LOCKED or raw.SQLITE_NOMEM or raw.SQLITE_CANTOPEN or raw.SQLITE_PERM or raw.SQLITE_PROTOCOL;

    private int Code => extendedCode & 0xFF;
}
