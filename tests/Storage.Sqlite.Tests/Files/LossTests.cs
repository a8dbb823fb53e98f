using Sluice.Storage.Conformance;
using Sluice.Storage.Sqlite.Database;
using Sluice.Storage.Sqlite.Files;

namespace Sluice.Storage.Sqlite.Tests.Files;

/// <summary>
/// A store that holds less than it acknowledged (#12): refused, and opened with what is left when that is accepted.
/// </summary>
public sealed class LossTests : IDisposable
{
    private const int Early = 5;
    private const int Late = 60;
    private const int FrameBytes = 24 + 4096;

    // Made once for all: they take a while.
    private static readonly Lazy<Task<(StoreFiles Early, StoreFiles Late)>> Killed = new(() => MakeAsync(isStopped: false));
    private static readonly Lazy<Task<(StoreFiles Early, StoreFiles Late)>> Stopped = new(() => MakeAsync(isStopped: true));

    private readonly TemporaryDirectory _directory = new();

    public enum Kind
    {
        LogHeader,
        LogSalts,
        MiddleFrame,
        LogCut,
        LogMissing,
        LogEmpty,
        OlderCopy,
        OlderDatabase,
        OlderLog,
        OlderUnnumberedDatabase,
        DatabaseMissing,
        ForeignLog,
        ForeignDatabase,
        MarkMissing,
        MarkDamaged,
    }

    public static TheoryData<Kind> Kinds => [.. Enum.GetValues<Kind>()];

    public void Dispose() => _directory.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_was_acknowledged_and_is_missing_is_said_and_nothing_changed(Kind kind)
    {
        await DamageAsync(kind);
        var before = Read();

        var refusal = await Assert.ThrowsAsync<StoreLossException>(_directory.OpenAsync);

        Assert.Contains(kind is Kind.MarkDamaged or Kind.MarkMissing ? "sluice.mark" : "sluice.db", refusal.Message);
        Assert.Contains("Nothing was changed", refusal.Message, StringComparison.Ordinal);
        AssertSame(before, Read());
        Assert.Equal(refusal.Code, (await Assert.ThrowsAsync<StoreLossException>(_directory.OpenAsync)).Code);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_loss_that_is_accepted_is_told_its_files_are_kept_and_the_store_goes_on(Kind kind)
    {
        await DamageAsync(kind);
        var before = Read();
        var code = (await Assert.ThrowsAsync<StoreLossException>(_directory.OpenAsync)).Code;

        var left = Array.Empty<int>();
        await using (var store = await OpenAsync(code))
        {
            var kept = Assert.Single(Directory.GetDirectories(_directory.Path));
            Assert.Contains(kept, store.GivenUp);
            AssertSame(before, Read(kept));
            left = await store.ReadInsertedAsync();
            Assert.Equal(Enumerable.Range(1, left.Length), left);
            await store.InsertAsync(await store.ClaimAsync(0, CancellationToken.None), left.Length + 1);
        }

        // Once: the same code means nothing to the next start, and there is nothing to accept.
        await using var again = await OpenAsync(code);
        Assert.Null(again.GivenUp);
        Assert.Equal(left.Length + 1, (await again.ReadInsertedAsync()).Length);
    }

    [Fact]
    public async Task Another_code_accepts_nothing()
    {
        await DamageAsync(Kind.LogMissing);
        var before = Read();

        await Assert.ThrowsAsync<StoreLossException>(() => OpenAsync("00000000"));

        AssertSame(before, Read());
        Assert.Empty(Directory.GetDirectories(_directory.Path));
    }

    [Fact]
    public async Task How_many_commits_are_missing_is_said()
    {
        var (_, late) = await Killed.Value;
        (late with { Log = late.Log![..(32 + (2 * FrameBytes))] }).Put(_directory);

        var refusal = await Assert.ThrowsAsync<StoreLossException>(_directory.OpenAsync);

        Assert.Contains($"newest {Late - CountWithoutLog(late)} commits", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Kind.DatabaseMissing)]
    [InlineData(Kind.OlderCopy)]
    [InlineData(Kind.ForeignLog)]
    [InlineData(Kind.ForeignDatabase)]
    public async Task A_store_that_was_stopped_is_guarded_too(Kind kind)
    {
        await DamageAsync(kind, isStopped: true);

        await Assert.ThrowsAsync<StoreLossException>(_directory.OpenAsync);
    }

    [Fact]
    public async Task After_an_accepted_loss_the_files_from_before_do_not_fit_any_more()
    {
        var (_, late) = await Killed.Value;
        (late with { Log = null }).Put(_directory);
        var code = (await Assert.ThrowsAsync<StoreLossException>(_directory.OpenAsync)).Code;
        await (await OpenAsync(code)).DisposeAsync();

        await File.WriteAllBytesAsync(_directory.Log, late.Log!);

        await Assert.ThrowsAsync<StoreLossException>(_directory.OpenAsync);
    }

    [Fact]
    public async Task A_killed_process_leaves_no_loss_whenever_it_is_killed()
    {
        using var killed = new TemporaryDirectory();
        await using var store = await _directory.OpenAsync();
        var epoch = await store.ClaimAsync(0, CancellationToken.None);
        for (var n = 1; n <= Late; n++)
        {
            await InsertLargeAsync(store, epoch, n);
            StoreFiles.Take(_directory).Put(killed);
            await using var next = await killed.OpenAsync();
            Assert.Equal(n, (await next.ReadInsertedAsync()).Length);
        }
    }

    [Fact]
    public async Task A_log_that_another_program_has_moved_into_the_database_is_no_loss()
    {
        var (_, late) = await Killed.Value;
        late.Put(_directory);
        using (var tool = Connection.Open(_directory.Database, Access.Write))
        {
            Assert.Equal(Late, tool.Number("SELECT count(*) FROM execution"));
        }

        Assert.False(File.Exists(_directory.Log));
        await using var store = await _directory.OpenAsync();
        Assert.Equal(Late, (await store.ReadInsertedAsync()).Length);
    }

    [Fact]
    public async Task A_database_that_was_being_written_needs_its_log()
    {
        var (_, late) = await Killed.Value;
        late.Put(_directory);
        using (var tool = Connection.Open(_directory.Database, Access.Write))
        {
            // Closing moves all of the log, and takes it away.
            tool.Number("SELECT count(*) FROM execution");
        }

        using (var mark = MarkFile.Open(_directory.Mark))
        {
            mark.Keep(mark.Last with { NeedsLog = true });
        }

        var refusal = await Assert.ThrowsAsync<StoreLossException>(_directory.OpenAsync);
        Assert.Contains("whole only with its log", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(512)]
    public async Task A_mark_whose_last_write_was_cut_is_no_loss(int place)
    {
        var (_, late) = await Killed.Value;
        var mark = late.Mark.ToArray();
        mark[place + 33] ^= 1;
        (late with { Mark = mark }).Put(_directory);

        await using var store = await _directory.OpenAsync();
        Assert.Equal(Late, (await store.ReadInsertedAsync()).Length);
    }

    [Fact]
    public async Task A_backup_put_in_the_place_of_the_whole_directory_is_no_loss()
    {
        using var backup = new TemporaryDirectory();
        await using (var store = await _directory.OpenAsync())
        {
            var epoch = await store.ClaimAsync(0, CancellationToken.None);
            await store.InsertAsync(epoch, 1);
            await store.BackUpAsync(backup.Path, CancellationToken.None);
            await store.InsertAsync(epoch, 2);
        }

        await using var restored = await backup.OpenAsync();
        Assert.Equal(1, Assert.Single(await restored.ReadInsertedAsync()));
    }

    [Fact]
    public async Task The_database_of_a_backup_beside_a_newer_mark_is_a_loss()
    {
        using var backup = new TemporaryDirectory();
        await using (var store = await _directory.OpenAsync())
        {
            await store.BackUpAsync(backup.Path, CancellationToken.None);
            await store.ClaimAsync(0, CancellationToken.None);
        }

        File.Copy(backup.Database, _directory.Database, overwrite: true);

        var refusal = await Assert.ThrowsAsync<StoreLossException>(_directory.OpenAsync);
        Assert.Contains("newest 1 commits", refusal.Message, StringComparison.Ordinal);
    }

    private static int CountWithoutLog(StoreFiles files)
    {
        using var directory = new TemporaryDirectory();
        (files with { Log = null }).Put(directory);
        using var connection = Connection.Open(directory.Database, Access.Write);
        return (int)connection.Number("SELECT count(*) FROM execution")!;
    }

    /// <summary>Some hundred kilobytes at a time, so that the log is moved into the database now and then.</summary>
    private static async Task InsertLargeAsync(IStore store, long epoch, int n)
    {
        var batch = new CommitBatch();
        batch.Epochs.Add(new(0, epoch));
        batch.Inserts.Add(Rows.Execution(n) with { Input = new byte[n % 7 == 0 ? 10 : 200_000] });
        batch.Journal.Add(Rows.Journal(Rows.Id(n), 1, 1, StateForm.Snapshot));
        Assert.Equal(CommitResult.Durable, await store.CommitAsync(batch, CancellationToken.None));
    }

    /// <summary>The files of a store after few commits and after many, of which some are only in the log.</summary>
    private static async Task<(StoreFiles Early, StoreFiles Late)> MakeAsync(bool isStopped)
    {
        using var directory = new TemporaryDirectory();
        StoreFiles early;
        await using (var store = await directory.OpenAsync())
        {
            var epoch = await store.ClaimAsync(0, CancellationToken.None);
            await InsertAsync(store, epoch, 1, Early);
            early = StoreFiles.Take(directory);
            await InsertAsync(store, epoch, Early + 1, Late);
            if (!isStopped)
            {
                return (early, StoreFiles.Take(directory));
            }
        }

        return (early, StoreFiles.Take(directory));
    }

    /// <summary>The files of another store that was killed.</summary>
    private static async Task<StoreFiles> MakeForeignAsync()
    {
        using var directory = new TemporaryDirectory();
        await using var store = await directory.OpenAsync();
        await InsertAsync(store, await store.ClaimAsync(0, CancellationToken.None), 1, Early);
        return StoreFiles.Take(directory);
    }

    private static async Task InsertAsync(IStore store, long epoch, int first, int last)
    {
        for (var n = first; n <= last; n++)
        {
            await InsertLargeAsync(store, epoch, n);
        }
    }

    private async Task DamageAsync(Kind kind, bool isStopped = false)
    {
        var (early, late) = await (isStopped ? Stopped : Killed).Value;
        var foreign = await MakeForeignAsync();
        var files = kind switch
        {
            Kind.LogHeader => late.WithLogChanged(12),
            Kind.LogSalts => late.WithLogChanged(20),
            Kind.MiddleFrame => late.WithLogChanged(32 + FrameBytes + 2_000),
            Kind.LogCut => late with { Log = late.Log![..(32 + (2 * FrameBytes) + 100)] },
            Kind.LogMissing => late with { Log = null },
            Kind.LogEmpty => late with { Log = [] },
            Kind.OlderCopy => early with { Mark = late.Mark },
            Kind.OlderDatabase => late with { Database = early.Database },
            Kind.OlderLog => late with { Log = early.Log },
            Kind.OlderUnnumberedDatabase => late with { Database = WithNumber(early, default), Log = null },
            Kind.ForeignLog => late with { Log = foreign.Log },
            Kind.ForeignDatabase => late with { Database = WithNumber(foreign, Acknowledged(late).Next), Log = null },
            Kind.MarkDamaged => late with { Mark = new byte[late.Mark.Length] },
            Kind.DatabaseMissing or Kind.MarkMissing => late,
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
        files.Put(_directory);
        File.Delete(kind switch
        {
            Kind.DatabaseMissing => _directory.Database,
            Kind.MarkMissing => _directory.Mark,
            _ => Path.Combine(_directory.Path, "nothing"),
        });
    }

    /// <summary>A database with its log moved into it, and another number.</summary>
    private static byte[] WithNumber(StoreFiles files, CommitNumber number)
    {
        using var directory = new TemporaryDirectory();
        files.Put(directory);
        using (var connection = Connection.Open(directory.Database, Access.Write))
        {
            Progress.Write(connection, number);
        }

        return File.ReadAllBytes(directory.Database);
    }

    private static CommitNumber Acknowledged(StoreFiles files)
    {
        using var directory = new TemporaryDirectory();
        files.Put(directory);
        return MarkFile.Read(directory.Mark)!.Acknowledged;
    }

    private Task<SqliteStore> OpenAsync(string code) =>
        SqliteStore.OpenAsync(_directory.Options with { AcceptedLoss = code }, CancellationToken.None);

    // SQLite leaves an empty log where there was none.
    private (byte[]? Database, byte[]? Log, byte[]? Mark) Read(string? directory = null)
    {
        byte[]? Bytes(string name)
        {
            var path = Path.Combine(directory ?? _directory.Path, name);
            return File.Exists(path) && new FileInfo(path).Length > 0 ? File.ReadAllBytes(path) : null;
        }

        return (Bytes("sluice.db"), Bytes("sluice.db-wal"), Bytes("sluice.mark"));
    }

    private static void AssertSame(
        (byte[]? Database, byte[]? Log, byte[]? Mark) expected, (byte[]? Database, byte[]? Log, byte[]? Mark) found)
    {
        Assert.Equal(expected.Database, found.Database);
        Assert.Equal(expected.Log, found.Log);
        Assert.Equal(expected.Mark, found.Mark);
    }
}
