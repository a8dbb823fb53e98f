using System.Globalization;

namespace Sluice.Storage.Sqlite.Tests.Files;

public sealed class DataDirectoryTests
{
    [Fact]
    public async Task A_second_store_in_the_same_directory_is_refused_and_told_who_has_it()
    {
        using var directory = new TemporaryDirectory();
        await using var first = await directory.OpenAsync();

        var refusal = await Assert.ThrowsAnyAsync<StoreOpenException>(directory.OpenAsync);
        Assert.Contains(directory.Path, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(
            Environment.ProcessId.ToString(CultureInfo.InvariantCulture), refusal.Message, StringComparison.Ordinal);

        // The refused one has done the first one no harm.
        await first.InsertAsync(await first.ClaimAsync(0, CancellationToken.None), 1);
    }

    [Fact]
    public async Task A_directory_is_free_again_once_its_store_is_disposed()
    {
        using var directory = new TemporaryDirectory();
        await (await directory.OpenAsync()).DisposeAsync();
        await (await directory.OpenAsync()).DisposeAsync();
    }

    [Fact]
    public async Task A_directory_is_free_again_after_a_refusal()
    {
        using var directory = new TemporaryDirectory();
        await File.WriteAllTextAsync(directory.Database, "not a database, but long enough to have a header of its own");

        var first = await Assert.ThrowsAnyAsync<StoreOpenException>(directory.OpenAsync);
        var second = await Assert.ThrowsAnyAsync<StoreOpenException>(directory.OpenAsync);
        Assert.Equal(first.Message, second.Message);
    }

    [Fact]
    public async Task A_new_directory_and_its_files_are_for_their_owner_only()
    {
        using var parent = new TemporaryDirectory();
        var path = Path.Combine(parent.Path, "a", "data");
        await using var store = await SqliteStore.OpenAsync(new() { Directory = path }, CancellationToken.None);
        await store.ClaimAsync(0, CancellationToken.None);

        if (!OperatingSystem.IsWindows())
        {
            const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            Assert.Equal(Owner | UnixFileMode.UserExecute, File.GetUnixFileMode(path));
            foreach (var file in new[] { "sluice.db", "sluice.db-wal", "sluice.db-shm", "sluice.lock", "sluice.pid" })
            {
                Assert.Equal(Owner, File.GetUnixFileMode(Path.Combine(path, file)));
            }
        }
    }

    [Fact]
    public async Task A_path_that_is_no_directory_is_refused()
    {
        using var directory = new TemporaryDirectory();
        var file = Path.Combine(directory.Path, "file");
        await File.WriteAllTextAsync(file, "");

        var refusal = await Assert.ThrowsAsync<StoreOpenException>(
            () => SqliteStore.OpenAsync(new() { Directory = file }, CancellationToken.None));
        Assert.Contains(file, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1025)]
    public async Task A_number_of_shards_out_of_range_is_refused_and_leaves_no_trace(int shardCount)
    {
        using var directory = new TemporaryDirectory();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => SqliteStore.OpenAsync(directory.Options with { ShardCount = shardCount }, CancellationToken.None));
        Assert.Empty(Directory.GetFiles(directory.Path));
    }

    [Fact]
    public async Task A_store_keeps_the_number_of_shards_it_was_made_with()
    {
        using var directory = new TemporaryDirectory();
        await (await directory.OpenAsync()).DisposeAsync();
        await using var store = await SqliteStore.OpenAsync(
            directory.Options with { ShardCount = 9 }, CancellationToken.None);

        Assert.Equal(4, store.Identity.ShardCount);
    }
}
