using Sluice.Workbench;

namespace Sluice.Storage.Sqlite.Tests.Files;

public sealed class SmallDiskTests
{
    private static CancellationToken None => CancellationToken.None;

    [MountFact]
    public async Task A_full_disk_refuses_commits_and_loses_none_and_room_lets_them_in_again()
    {
        using var disk = new SmallDisk(mebibytes: 16);
        await using var store = await SqliteStore.OpenAsync(Options(disk), None);
        var epoch = await store.ClaimAsync(0, None);
        await store.InsertAsync(epoch, 1);
        var ballast = disk.Fill();

        var written = 1;
        while (await store.TryInsertAsync(epoch, written + 1) is { } result)
        {
            Assert.Equal(CommitResult.Durable, result);
            written++;
        }

        Assert.Null(await store.TryInsertAsync(epoch, written + 1));
        Assert.Equal(Enumerable.Range(1, written), await store.ReadInsertedAsync());

        File.Delete(ballast);
        await store.InsertAsync(epoch, written + 1);
        Assert.Equal(Enumerable.Range(1, written + 1), await store.ReadInsertedAsync());
    }

    [MountFact]
    public async Task A_checkpoint_on_a_full_disk_does_no_harm()
    {
        using var disk = new SmallDisk(mebibytes: 32);
        string ballast;
        await using (var store = await SqliteStore.OpenAsync(Options(disk), None))
        {
            var epoch = await store.ClaimAsync(0, None);

            // Enough for the log to be as long as it gets, so that it is the database file that finds no room.
            await InsertManyAsync(store, epoch, 1, 1_500);
            ballast = disk.Fill();
            await InsertUntilRefusedAsync(store, epoch, 1_501);
            var inserted = await store.ReadInsertedAsync();
            Assert.Equal(Enumerable.Range(1, inserted.Length), inserted);

            File.Delete(ballast);
            await InsertManyAsync(store, epoch, inserted.Length + 1, 100);
        }

        await using var again = await SqliteStore.OpenAsync(Options(disk), None);
        var found = await again.ReadInsertedAsync();
        Assert.Equal(Enumerable.Range(1, found.Length), found);
    }

    [MountFact]
    public async Task A_directory_that_cannot_be_written_is_refused()
    {
        using var disk = new SmallDisk(mebibytes: 16);
        await (await SqliteStore.OpenAsync(Options(disk), None)).DisposeAsync();
        disk.MakeReadOnly();

        var refusal = await Assert.ThrowsAsync<StoreOpenException>(() => SqliteStore.OpenAsync(Options(disk), None));
        Assert.Contains(disk.Data, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("written", refusal.Message, StringComparison.Ordinal);
    }

    private static SqliteStoreOptions Options(SmallDisk disk) => new() { Directory = disk.Data };

    private static async Task InsertManyAsync(SqliteStore store, long epoch, int first, int count)
    {
        for (var n = first; n < first + count; n++)
        {
            await store.InsertAsync(epoch, n);
        }
    }

    private static async Task InsertUntilRefusedAsync(SqliteStore store, long epoch, int first)
    {
        for (var n = first; await store.TryInsertAsync(epoch, n) == CommitResult.Durable; n++)
        {
        }
    }
}
