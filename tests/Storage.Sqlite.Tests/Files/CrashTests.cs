using FsCheck;
using FsCheck.Fluent;
using Sluice.Storage.Conformance;

namespace Sluice.Storage.Sqlite.Tests.Files;

public sealed class CrashTests
{
    private const int Commits = 25;

    // Goal: atomicity on disk. Method: no checkpoint happens in so few commits, so the database file stays as it was
    // created, and the log cut at any byte is a state that a power cut can leave.
    [Fact]
    public async Task A_log_cut_anywhere_opens_to_the_commits_before_the_cut()
    {
        var (database, log) = await TakeFilesAsync();

        Prop.ForAll(Gen.Choose(0, log.Length).ToArbitrary(), cut => AssertPrefixAsync(database, log[..cut]))
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public async Task A_log_with_a_changed_byte_opens_to_the_commits_before_it()
    {
        var (database, log) = await TakeFilesAsync();

        Prop.ForAll(Gen.Choose(0, log.Length - 1).ToArbitrary(), place =>
        {
            var changed = log.ToArray();
            changed[place] ^= 0x10;
            return AssertPrefixAsync(database, changed);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public async Task A_whole_log_opens_to_all_commits()
    {
        var (database, log) = await TakeFilesAsync();

        Assert.Equal(Enumerable.Range(1, Commits), await OpenCopyAsync(database, log));
    }

    [Fact]
    public async Task A_killed_process_loses_nothing_that_it_acknowledged()
    {
        using var directory = new TemporaryDirectory();
        var acknowledged = new Dictionary<int, int>();
        using (var process = WriterProcess.Start(directory.Path))
        {
            for (var lines = 0; lines < 4_000; lines++)
            {
                Note(await process.StandardOutput.ReadLineAsync(), acknowledged);
            }

            process.Kill();
            while (await process.StandardOutput.ReadLineAsync() is { } line)
            {
                Note(line, acknowledged);
            }

            await process.WaitForExitAsync();
        }

        await using var store = await directory.OpenAsync();
        for (var caller = 0; caller < store.Identity.ShardCount; caller++)
        {
            var hot = await store.ReadHotAsync(caller, default, int.MaxValue, CancellationToken.None);
            Assert.True(hot.Count >= acknowledged.GetValueOrDefault(caller));
            Assert.Equal(Enumerable.Range(1, hot.Count), hot.Select(id => (int)(id.UnixMilliseconds - Rows.Noon)));
            foreach (var (n, id) in hot.Index())
            {
                var state = Assert.Single(await store.ReadStateAsync(id, CancellationToken.None)).State;
                Assert.Equal(n + 1, BitConverter.ToInt32(state));
            }
        }
    }

    [Fact]
    public async Task A_directory_held_by_another_process_is_refused_and_told_which()
    {
        using var directory = new TemporaryDirectory();
        using var process = WriterProcess.Start(directory.Path);
        await process.StandardOutput.ReadLineAsync();

        var refusal = await Assert.ThrowsAsync<StoreOpenException>(directory.OpenAsync);
        Assert.Contains($"by process {process.Id}.", refusal.Message, StringComparison.Ordinal);
        process.Kill();
        await process.WaitForExitAsync();
        await (await directory.OpenAsync()).DisposeAsync();
    }

    [LinuxFact]
    public async Task A_write_that_fails_on_the_medium_ends_all_writing_and_loses_nothing_acknowledged()
    {
        using var directory = new TemporaryDirectory();
        var lines = new List<string>();
        using (var process = WriterProcess.StartWithFileLimit(directory.Path, kibibytes: 2_000))
        {
            while (await process.StandardOutput.ReadLineAsync() is { } line)
            {
                lines.Add(line);
            }

            await process.WaitForExitAsync();
        }

        Assert.StartsWith("failed: The store failed", lines[^1], StringComparison.Ordinal);
        var acknowledged = new Dictionary<int, int>();
        lines.ForEach(line => Note(line, acknowledged));
        Assert.NotEmpty(acknowledged);

        await using var store = await directory.OpenAsync();
        foreach (var (caller, last) in acknowledged)
        {
            var hot = await store.ReadHotAsync(caller, default, int.MaxValue, CancellationToken.None);
            Assert.True(hot.Count >= last);
        }
    }

    private static void Note(string? line, Dictionary<int, int> acknowledged)
    {
        var parts = line?.Split(' ');
        if (parts is [var caller, var n] && int.TryParse(n, out var number))
        {
            acknowledged[int.Parse(caller)] = number;
        }
    }

    /// <summary>The files of a store as they are on disk while it is open, after <see cref="Commits"/> commits.</summary>
    private static async Task<(byte[] Database, byte[] Log)> TakeFilesAsync()
    {
        using var directory = new TemporaryDirectory();
        await using var store = await directory.OpenAsync();
        var epoch = await store.ClaimAsync(0, CancellationToken.None);
        for (var n = 1; n <= Commits; n++)
        {
            await store.InsertAsync(epoch, n);
        }

        return (await File.ReadAllBytesAsync(directory.Database), await File.ReadAllBytesAsync(directory.Log));
    }

    private static async Task AssertPrefixAsync(byte[] database, byte[] log)
    {
        var found = await OpenCopyAsync(database, log);
        Assert.Equal(Enumerable.Range(1, found.Length), found);
    }

    private static async Task<int[]> OpenCopyAsync(byte[] database, byte[] log)
    {
        using var directory = new TemporaryDirectory();
        await File.WriteAllBytesAsync(directory.Database, database);
        await File.WriteAllBytesAsync(directory.Log, log);
        await using var store = await directory.OpenAsync();
        var inserted = await store.ReadInsertedAsync();
        foreach (var n in inserted)
        {
            Assert.Single(await store.ReadStateAsync(Rows.Id(n), CancellationToken.None));
        }

        return inserted;
    }
}
