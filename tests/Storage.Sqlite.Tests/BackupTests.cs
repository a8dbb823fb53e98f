using Sluice.Storage.Conformance;
using Sluice.Storage.Sqlite.Database;

namespace Sluice.Storage.Sqlite.Tests;

public sealed class BackupTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private readonly TemporaryDirectory _backup = new();
    private SqliteStore _store = null!;
    private long _epoch;

    private static CancellationToken None => CancellationToken.None;

    public async ValueTask InitializeAsync()
    {
        _store = await _directory.OpenAsync();
        _epoch = await _store.ClaimAsync(0, None);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _directory.Dispose();
        _backup.Dispose();
    }

    [Fact]
    public async Task A_backup_under_load_holds_what_was_acknowledged_before_and_nothing_half()
    {
        await FillAsync(50, large: true);
        var last = 50;
        var backup = _store.BackUpAsync(_backup.Path, None);
        while (!backup.IsCompleted)
        {
            await _store.InsertAsync(_epoch, ++last);
        }

        await backup;
        await _store.InsertAsync(_epoch, last + 1);
        AssertSound(_backup);
        await using var copy = await _backup.OpenAsync();
        var numbers = await copy.ReadInsertedAsync();
        Assert.InRange(numbers.Length, 50, last);
        Assert.Equal(Enumerable.Range(1, numbers.Length), numbers);
        Assert.Equal(_store.Identity.TokenKey.ToArray(), copy.Identity.TokenKey.ToArray());
        var state = Assert.Single(await copy.ReadStateAsync(Rows.Id(numbers.Length), None));
        Equality.Same(Rows.Journal(Rows.Id(numbers.Length), 1, 1, StateForm.Snapshot) with { Events = state.Events }, state);
    }

    [Fact]
    public async Task What_is_committed_between_the_steps_of_a_backup_is_in_it()
    {
        await FillAsync(50, large: true);
        using var target = Connection.Open(Path.Combine(_backup.Path, "copy"), Access.Create);
        var copy = await _store.Writer.RunAsideAsync(source => source.BeginCopy(target));
        Assert.False(await _store.Writer.RunAsideAsync(_ => copy.Step(100)));

        await _store.InsertAsync(_epoch, 51);
        Assert.True(await _store.Writer.RunAsideAsync(_ => copy.Step(1_000_000)));

        Assert.Equal(51, target.Number("SELECT count(*) FROM execution"));
        await _store.Writer.RunAsideAsync(_ => Finish(copy));
    }

    [Fact]
    public async Task A_store_that_shrinks_during_a_backup_gives_a_sound_one()
    {
        await FillAsync(50, large: true, ended: true);
        await FillAsync(60, first: 51);
        var backup = _store.BackUpAsync(_backup.Path, None);
        Assert.Equal(50, await _store.PurgeStoppedAsync(long.MaxValue, 1_000, None));
        await backup;

        AssertSound(_backup);
        await using var copy = await _backup.OpenAsync();
        Assert.Equal(Enumerable.Range(51, 10), await copy.ReadInsertedAsync());
    }

    [Fact]
    public async Task A_directory_with_a_database_is_refused_and_keeps_it()
    {
        await File.WriteAllTextAsync(_backup.Database, "mine");

        var refusal = await Assert.ThrowsAsync<StoreBackupException>(() => _store.BackUpAsync(_backup.Path, None));

        Assert.Contains("Name an empty directory", refusal.Message);
        Assert.Equal("mine", await File.ReadAllTextAsync(_backup.Database));
    }

    [Fact]
    public async Task A_backup_that_cannot_be_written_harms_nothing()
    {
        await FillAsync(3);
        var nowhere = Path.Combine(_backup.Path, "absent");

        await Assert.ThrowsAsync<StoreBackupException>(() => _store.BackUpAsync(nowhere, None));

        await _store.InsertAsync(_epoch, 4);
        await _store.BackUpAsync(_backup.Path, None);
        AssertSound(_backup);
    }

    [Fact]
    public async Task A_store_that_closes_meanwhile_leaves_no_half_backup()
    {
        await FillAsync(50, large: true);
        var backup = _store.BackUpAsync(_backup.Path, None);
        await _store.DisposeAsync();

        var left = Directory.GetFiles(_backup.Path);
        try
        {
            await backup;
            Assert.Equal([_backup.Database, _backup.Mark], left.Order());
            AssertSound(_backup);
        }
        catch (OperationCanceledException)
        {
            Assert.Empty(left);
        }
    }

    [Fact]
    public async Task An_abandoned_backup_leaves_nothing()
    {
        await FillAsync(3);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _store.BackUpAsync(_backup.Path, new CancellationToken(canceled: true)));

        Assert.Empty(Directory.GetFiles(_backup.Path));
    }

    [Fact]
    public async Task A_store_that_died_is_backed_up_with_its_log_and_not_changed()
    {
        await FillAsync(20);
        using var died = new TemporaryDirectory();
        File.Copy(_directory.Database, died.Database);
        File.Copy(_directory.Log, died.Log);
        File.Copy(_directory.Mark, died.Mark);
        var before = (File.ReadAllBytes(died.Database), File.ReadAllBytes(died.Log));

        await SqliteStore.BackUpStoppedAsync(died.Path, _backup.Path);

        Assert.Equal(before.Item1, File.ReadAllBytes(died.Database));
        Assert.Equal(before.Item2, File.ReadAllBytes(died.Log));
        await using var copy = await _backup.OpenAsync();
        Assert.Equal(Enumerable.Range(1, 20), await copy.ReadInsertedAsync());
    }

    [Fact]
    public async Task Of_a_store_that_has_lost_commits_there_is_no_backup_that_hides_it()
    {
        await FillAsync(20);
        using var died = new TemporaryDirectory();
        File.Copy(_directory.Database, died.Database);
        File.Copy(_directory.Mark, died.Mark);

        await Assert.ThrowsAsync<StoreLossException>(
            () => SqliteStore.BackUpStoppedAsync(died.Path, _backup.Path));

        Assert.Empty(Directory.GetFiles(_backup.Path));
    }

    [Fact]
    public async Task A_stopped_store_keeps_its_format_and_so_does_the_backup()
    {
        using var old = new TemporaryDirectory();
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Files", "format-1.db"), old.Database);

        await SqliteStore.BackUpStoppedAsync(old.Path, _backup.Path);

        Assert.Equal(1, Format(old));
        Assert.Equal(1, Format(_backup));
    }

    [Fact]
    public async Task A_store_in_use_is_not_backed_up_past_its_owner()
    {
        var refusal = await Assert.ThrowsAsync<StoreOpenException>(
            () => SqliteStore.BackUpStoppedAsync(_directory.Path, _backup.Path));

        Assert.Contains("in use", refusal.Message);
    }

    [Fact]
    public async Task Where_no_store_is_none_is_made()
    {
        var absent = Path.Combine(_backup.Path, "absent");

        await Assert.ThrowsAsync<StoreOpenException>(() => SqliteStore.BackUpStoppedAsync(absent, _backup.Path));

        Assert.False(Directory.Exists(absent));
    }

    private static bool Finish(OnlineCopy copy)
    {
        copy.Dispose();
        return true;
    }

    /// <summary>Executions up to a number; large ones take some 25 pages each.</summary>
    private async Task FillAsync(int last, bool large = false, bool ended = false, int first = 1)
    {
        for (var n = first; n <= last; n++)
        {
            var batch = new CommitBatch();
            batch.Epochs.Add(new(0, _epoch));
            batch.Inserts.Add((ended ? Rows.Ended(n) : Rows.Execution(n)) with { Input = new byte[large ? 100_000 : 1] });
            batch.Journal.Add(Rows.Journal(Rows.Id(n), 1, 1, StateForm.Snapshot));
            Assert.Equal(CommitResult.Durable, await _store.CommitAsync(batch, None));
        }
    }

    private static long? Format(TemporaryDirectory directory)
    {
        using var connection = Connection.Open(directory.Database, Access.Read);
        return connection.Number("SELECT format FROM meta");
    }

    private static void AssertSound(TemporaryDirectory directory)
    {
        using var connection = Connection.Open(directory.Database, Access.Read);
        Assert.Equal(
            ["ok"], connection.Prepare("PRAGMA integrity_check").ReadAll(row => row.Text(0)));
    }
}
