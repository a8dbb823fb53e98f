using Sluice.Storage.Sqlite.Database;

namespace Sluice.Storage.Sqlite.Tests.Database;

public sealed class SqliteExceptionTests
{
    [Theory]
    [InlineData(13)] // FULL
    [InlineData(8)] // READONLY
    [InlineData(8 | (5 << 8))] // READONLY_CANTINIT
    [InlineData(5)] // BUSY
    [InlineData(5 | (1 << 8))] // BUSY_RECOVERY
    [InlineData(6)] // LOCKED
    [InlineData(7)] // NOMEM
    [InlineData(14)] // CANTOPEN
    public void What_may_pass_is_passing(int code) => AssertKind(code, passing: true);

    [Theory]
    [InlineData(10 | (3 << 8))] // IOERR_WRITE
    [InlineData(10 | (4 << 8))] // IOERR_FSYNC
    [InlineData(10 | (1 << 8))] // IOERR_READ
    [InlineData(11)] // CORRUPT
    [InlineData(11 | (3 << 8))] // CORRUPT_INDEX
    [InlineData(26)] // NOTADB
    [InlineData(8 | (4 << 8))] // READONLY_DBMOVED
    public void What_the_medium_did_is_fatal(int code) => AssertKind(code, fatal: true);

    [Theory]
    [InlineData(19 | (6 << 8))] // CONSTRAINT_PRIMARYKEY
    [InlineData(19 | (8 << 8))] // CONSTRAINT_UNIQUE
    [InlineData(19 | (3 << 8))] // CONSTRAINT_FOREIGNKEY
    public void A_contradiction_is_a_constraint(int code) => AssertKind(code, constraint: true);

    [Theory]
    [InlineData(1)] // ERROR
    [InlineData(21)] // MISUSE
    [InlineData(25)] // RANGE
    public void A_mistake_of_ours_is_none_of_these(int code) => AssertKind(code);

    private static void AssertKind(int code, bool passing = false, bool fatal = false, bool constraint = false)
    {
        var exception = new SqliteException(code, "as SQLite puts it");
        Assert.Equal((passing, fatal, constraint), (exception.IsPassing, exception.IsFatal, exception.IsConstraint));
    }
}
