using Sluice.Storage.Sqlite.Database;

namespace Sluice.Storage.Sqlite.Tests.Database;

/// <summary>What is gathered is in the log as soon as anybody could look for it.</summary>
/// <remarks>Without a sync, which would write it out by itself: nothing here may depend on that.</remarks>
public sealed class GatheredLogTests : IDisposable
{
    private const int Rows = 2_000;

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_commit_is_read_by_another_connection_and_by_whoever_comes_after_a_crash()
    {
        using var writer = Open();
        using var reader = Connection.Open(PathOf("store"), Access.Read);
        for (var i = 1; i <= 20; i++)
        {
            writer.Execute($"INSERT INTO t(text) VALUES (printf('%0500d', {i}))");

            Assert.Equal(i, reader.Number("SELECT count(*) FROM t"));
            Assert.Equal(i, AfterCrash($"crash{i}", "SELECT count(*) FROM t"));
        }
    }

    [Fact]
    public void Pages_that_had_to_leave_in_the_middle_are_read_and_changed_by_their_transaction()
    {
        using var writer = Open();
        writer.Execute("PRAGMA cache_size = 5");
        writer.Execute("BEGIN");
        Fill(writer);
        for (var round = 0; round < 3; round++)
        {
            writer.Execute("UPDATE t SET text = text || 'x'");
            Assert.Equal(Rows * (500 + round + 1), writer.Number("SELECT sum(length(text)) FROM t"));
        }

        Assert.Equal(0, AfterCrash("before", "SELECT count(*) FROM t"));
        writer.Execute("COMMIT");

        Assert.Equal(Rows * 503, AfterCrash("after", "SELECT sum(length(text)) FROM t"));
        Assert.Equal(Rows * 503, writer.Number("SELECT sum(length(text)) FROM t"));
    }

    [Fact]
    public void What_is_taken_back_leaves_nothing()
    {
        using var writer = Open();
        writer.Execute("PRAGMA cache_size = 5");
        writer.Execute("INSERT INTO t(text) VALUES ('stays')");
        writer.Execute("BEGIN");
        Fill(writer);
        writer.Execute("ROLLBACK");
        writer.Execute("INSERT INTO t(text) VALUES ('comes')");

        Assert.Equal(2, AfterCrash("after", "SELECT count(*) FROM t"));
    }

    [Fact]
    public void A_log_that_begins_anew_is_written_from_its_beginning()
    {
        using var writer = Open();
        for (var round = 1; round <= 3; round++)
        {
            Fill(writer);
            Assert.True(writer.TryRestartLog());
            writer.Execute("INSERT INTO t(text) VALUES ('after')");

            Assert.Equal(round * (Rows + 1), AfterCrash($"crash{round}", "SELECT count(*) FROM t"));
        }

        Assert.True(writer.TryEmptyLog());
        Assert.Equal(0, new FileInfo(PathOf("store-wal")).Length);
    }

    private static void Fill(Connection writer) => writer.Execute(
        $"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {Rows}) INSERT INTO t(text) SELECT printf('%0500d', i) FROM n");

    private Connection Open()
    {
        var connection = Connection.Open(PathOf("store"), Access.Create);
        connection.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA wal_autocheckpoint = 0");
        connection.Execute("CREATE TABLE t(id INTEGER PRIMARY KEY, text TEXT)");
        return connection;
    }

    /// <summary>What is found in the files as they lie there now, by somebody without the shared index.</summary>
    private long? AfterCrash(string name, string question)
    {
        File.Copy(PathOf("store"), PathOf(name));
        File.Copy(PathOf("store-wal"), PathOf($"{name}-wal"));
        using var connection = Connection.Open(PathOf(name), Access.Create);
        return connection.Number(question);
    }

    private string PathOf(string name) => Path.Combine(_directory.Path, name);
}
