using System.Text;
using Sluice.Storage.Sqlite.Database;
using Sluice.Storage.Sqlite.Files;
using Sluice.Workbench;

namespace Sluice.Storage.Sqlite.Tests.Files;

public sealed class StoreFileTests : IAsyncLifetime
{
    private const int Executions = 300;

    private readonly TemporaryDirectory _directory = new();

    /// <summary>A closed store with some content.</summary>
    public async ValueTask InitializeAsync()
    {
        await using var store = await _directory.OpenAsync();
        var epoch = await store.ClaimAsync(0, CancellationToken.None);
        await Task.WhenAll(Enumerable.Range(0, Executions).Select(n => store.InsertAsync(epoch, n)));
    }

    public ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_and_left_alone()
    {
        var bytes = Encoding.ASCII.GetBytes(new string('x', 10_000));
        await File.WriteAllBytesAsync(_directory.Database, bytes);

        await AssertRefusedAsync("damaged");
        Assert.Equal(bytes, await File.ReadAllBytesAsync(_directory.Database));
    }

    [Fact]
    public async Task Another_programs_database_is_refused_and_left_alone()
    {
        File.Delete(_directory.Database);
        using (var other = Connection.Open(_directory.Database, Access.Create))
        {
            other.Execute("CREATE TABLE t(x)");
        }

        var bytes = await File.ReadAllBytesAsync(_directory.Database);
        await AssertRefusedAsync("not a Sluice store");
        Assert.Equal(bytes, await File.ReadAllBytesAsync(_directory.Database));
    }

    [Fact]
    public async Task An_empty_file_is_refused()
    {
        await File.WriteAllBytesAsync(_directory.Database, []);
        await AssertRefusedAsync("not a Sluice store");
    }

    [Fact]
    public async Task A_file_of_a_newer_release_is_refused_with_the_way_out()
    {
        Change($"UPDATE meta SET format = {Schema.Format + 1}; ALTER TABLE meta ADD COLUMN novelty INTEGER");
        await AssertRefusedAsync($"format {Schema.Format + 1}", "newer release");
    }

    [Fact]
    public async Task A_file_that_never_had_such_a_format_is_refused()
    {
        Change("UPDATE meta SET format = 0");
        await AssertRefusedAsync("damaged", "format");
    }

    [Fact]
    public async Task A_file_that_claims_an_older_format_than_it_has_is_refused_and_left_alone()
    {
        Change("UPDATE meta SET format = 1");
        await AssertRefusedAsync("damaged", "meta");
        using var connection = Connection.Open(_directory.Database, Access.Read);
        Assert.Equal(1, connection.Number("SELECT format FROM meta"));
    }

    [Fact]
    public async Task A_file_that_is_refused_keeps_its_log()
    {
        Change($"UPDATE meta SET format = {Schema.Format + 1}");
        using (var connection = Connection.Open(_directory.Database, Access.Write))
        {
            connection.KeepLogOnClose(true);
            connection.Execute("INSERT INTO outbox(id, shard, body) VALUES(1, 1, x'00')");
        }

        var database = await File.ReadAllBytesAsync(_directory.Database);
        var log = await File.ReadAllBytesAsync(_directory.Log);
        await AssertRefusedAsync("newer release");

        Assert.Equal(database, await File.ReadAllBytesAsync(_directory.Database));
        Assert.Equal(log, await File.ReadAllBytesAsync(_directory.Log));
    }

    [Theory]
    [InlineData("DROP TABLE meta", "meta")]
    [InlineData("DELETE FROM meta", "format")]
    [InlineData("DROP INDEX execution_live", "execution_live")]
    [InlineData("DROP TABLE outbox", "outbox")]
    [InlineData("DROP INDEX flow_name; CREATE INDEX flow_name ON flow(name)", "flow_name")]
    [InlineData("DELETE FROM shard WHERE id = 2", "shards")]
    [InlineData("UPDATE meta SET token_key = x'00'", "key")]
    public async Task A_file_that_lacks_something_is_refused_and_told_what(string loss, string named)
    {
        Change(loss);
        await AssertRefusedAsync("damaged", named);
    }

    [Fact]
    public async Task An_index_of_the_users_own_is_no_damage()
    {
        Change("CREATE INDEX mine ON execution(cause)");
        await (await _directory.OpenAsync()).DisposeAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4096)]
    [InlineData(100_000)]
    public async Task A_file_that_was_cut_is_refused(int bytes)
    {
        using (var file = File.OpenWrite(_directory.Database))
        {
            file.SetLength(file.Length - bytes);
        }

        await AssertRefusedAsync("damaged");
    }

    [Fact]
    public async Task A_table_whose_root_is_overwritten_is_refused()
    {
        Overwrite(page: RootPage("journal"));
        await AssertRefusedAsync("damaged");
    }

    [Fact]
    public async Task A_log_without_its_database_is_refused_not_played_into_a_new_one()
    {
        File.Delete(_directory.Database);
        await File.WriteAllTextAsync(_directory.Log, "a log");

        await AssertRefusedAsync("is missing", "-wal");
        Assert.Equal("a log", await File.ReadAllTextAsync(_directory.Log));
    }

    [Fact]
    public async Task What_an_interrupted_creation_left_behind_is_no_obstacle()
    {
        using var directory = new TemporaryDirectory();
        using (MarkFile.Open(directory.Mark))
        {
            await File.WriteAllTextAsync(directory.Database + ".new", "half");
            await File.WriteAllTextAsync(directory.Database + ".new-journal", "half");
        }

        await using var store = await directory.OpenAsync();

        Assert.Equal(0, await store.CountRunningAsync(CancellationToken.None));
    }

    /// <remarks>Byte 18: SQLite then opens it to read only, whoever asks. Byte 19 is left as it is.</remarks>
    [Fact]
    public async Task A_file_that_only_a_newer_library_may_write_is_refused()
    {
        var bytes = await File.ReadAllBytesAsync(_directory.Database);
        bytes[18] = 3;
        PageSum.Seal(bytes.AsSpan(0, PageSum.PageBytes), number: 1);
        await File.WriteAllBytesAsync(_directory.Database, bytes);

        await AssertRefusedAsync("can only be read");
    }

    /// <remarks>Byte 60 begins the number of the last commit, and 20 says that pages have checksums.</remarks>
    [Theory]
    [InlineData(60)]
    [InlineData(20)]
    [InlineData(200)]
    public async Task A_first_page_that_is_not_what_was_written_is_damage_and_no_loss(int place)
    {
        var bytes = await File.ReadAllBytesAsync(_directory.Database);
        bytes[place] ^= 1;
        await File.WriteAllBytesAsync(_directory.Database, bytes);

        await AssertRefusedAsync("is damaged");
        Assert.Equal(bytes, await File.ReadAllBytesAsync(_directory.Database));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-wal")]
    [InlineData("-shm")]
    public async Task A_directory_in_the_place_of_a_file_is_refused(string suffix)
    {
        File.Delete(_directory.Database + suffix);
        Directory.CreateDirectory(_directory.Database + suffix);
        await AssertRefusedAsync("is a directory");
    }

    [Theory]
    [InlineData("")]
    [InlineData("-wal")]
    public async Task A_link_in_the_place_of_a_file_is_refused(string suffix)
    {
        File.Delete(_directory.Database + suffix);
        File.CreateSymbolicLink(_directory.Database + suffix, "elsewhere");
        await AssertRefusedAsync("is a link");
    }

    [LinuxFact]
    public async Task A_pipe_in_the_place_of_a_file_is_refused()
    {
        File.Delete(_directory.Database);
        using (var made = System.Diagnostics.Process.Start("mkfifo", _directory.Database))
        {
            await made.WaitForExitAsync();
        }

        await AssertRefusedAsync("no regular file");
    }

    [Fact]
    public async Task A_reader_can_neither_write_nor_checkpoint()
    {
        await using var store = await _directory.OpenAsync();
        await store.InsertAsync(await store.ClaimAsync(0, CancellationToken.None), Executions);
        using var reader = StoreFile.OpenReader(_directory.Database, UnsealedRows.None);

        Assert.True(Assert.Throws<SqliteException>(() => reader.Execute("DELETE FROM execution")).IsPassing);
        Assert.Throws<SqliteException>(() => reader.Checkpoint());
        Assert.Equal(Executions + 1, reader.Number("SELECT count(*) FROM execution"));
    }

    private async Task AssertRefusedAsync(params string[] words)
    {
        var refusal = await Assert.ThrowsAnyAsync<StoreOpenException>(_directory.OpenAsync);
        Assert.Contains(_directory.Database, refusal.Message, StringComparison.Ordinal);
        Assert.All(words, word => Assert.Contains(word, refusal.Message, StringComparison.Ordinal));
    }

    private void Change(string sql)
    {
        using var connection = Connection.Open(_directory.Database, Access.Write);
        connection.Execute(sql);
    }

    private int RootPage(string table)
    {
        using var connection = Connection.Open(_directory.Database, Access.Read);
        return (int)connection.Number($"SELECT rootpage FROM sqlite_master WHERE name = '{table}'")!;
    }

    private void Overwrite(int page)
    {
        using var file = File.OpenWrite(_directory.Database);
        file.Position = (page - 1) * 4096L;
        file.Write(new byte[] { 0xEE, 0xEE, 0xEE, 0xEE, 0xEE, 0xEE, 0xEE, 0xEE, 0xEE });
    }
}
