using FsCheck;
using FsCheck.Fluent;
using Sluice.Storage.Conformance;
using Sluice.Storage.Sqlite.Files;
using Sluice.Workbench;

namespace Sluice.Storage.Sqlite.Tests.Files;

public sealed class CrashTests
{
    private const int Commits = 25;

    // Goal: atomicity on disk, and no false alarm. Method: no checkpoint happens in so few commits, so the database file
    // stays as it was created, and the log cut at any byte, beside the mark of any commit before, is a state that a power
    // cut can leave.
    [Fact]
    public async Task A_log_cut_anywhere_behind_the_mark_opens_to_the_commits_before_the_cut()
    {
        var moments = await TakeMomentsAsync();
        var whole = moments[^1];
        var cuts = from cut in Gen.Choose(moments[0].Log!.Length, whole.Log!.Length)
                   let durable = moments.FindLastIndex(moment => moment.Log!.Length <= cut)
                   from marked in Gen.Choose(0, durable)
                   select (cut, durable, marked);

        Prop.ForAll(cuts.ToArbitrary(), async power =>
        {
            var files = whole with { Log = whole.Log![..power.cut], Mark = moments[power.marked].Mark };
            Assert.Equal(Enumerable.Range(1, power.durable), await OpenCopyAsync(files));
        }).QuickCheckThrowOnFailure();
    }

    // Every seventh byte, so that all places of a frame have their turn, and both sides of the mark.
    [Fact]
    public async Task A_cut_at_any_byte_behind_the_last_acknowledged_commit_is_no_loss_and_before_it_is_one()
    {
        var moments = await TakeMomentsAsync(commits: 4);
        var (before, marked, whole) = (moments[1].Log!.Length, moments[2], moments[4]);
        var end = marked.Log!.Length;
        using var directory = new TemporaryDirectory();
        (whole with { Mark = marked.Mark }).Put(directory);
        using var entered = StoreDirectory.Enter(directory.Path);

        using var log = File.OpenHandle(directory.Log, access: FileAccess.ReadWrite, share: FileShare.ReadWrite);
        var cuts = Enumerable.Range(before, whole.Log!.Length - before).Where(cut => cut % 7 == 0);
        foreach (var cut in cuts.Concat([end - 1, end]).OrderDescending())
        {
            RandomAccess.SetLength(log, cut);
            Assert.Equal(cut < end, StoreState.Read(entered).FindLoss() is not null);
        }
    }

    [Fact]
    public async Task A_log_with_a_changed_byte_is_refused_after_a_mere_kill()
    {
        var whole = (await TakeMomentsAsync())[^1];

        Prop.ForAll(Gen.Choose(0, whole.Log!.Length - 1).ToArbitrary(), place =>
            AssertLossAsync(whole.WithLogChanged(place))).QuickCheckThrowOnFailure();
    }

    // The mark is that of the start. A byte of the last two commits may look like a write that was cut.
    [Fact]
    public async Task A_log_with_a_changed_byte_is_refused_after_a_power_cut_too_when_commits_lie_behind_it()
    {
        var moments = await TakeMomentsAsync();
        var old = moments[^1] with { Mark = moments[0].Mark };

        Prop.ForAll(Gen.Choose(0, moments[^3].Log!.Length - 1).ToArbitrary(), place =>
            AssertLossAsync(old.WithLogChanged(place))).QuickCheckThrowOnFailure();
    }

    [Fact]
    public async Task A_whole_log_opens_to_all_commits() =>
        Assert.Equal(Enumerable.Range(1, Commits), await OpenCopyAsync((await TakeMomentsAsync())[^1]));

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

    /// <summary>The files of a store that is open: before its first commit, and after each of them.</summary>
    private static async Task<List<StoreFiles>> TakeMomentsAsync(int commits = Commits)
    {
        using var directory = new TemporaryDirectory();
        await using var store = await directory.OpenAsync();
        var epoch = await store.ClaimAsync(0, CancellationToken.None);
        var moments = new List<StoreFiles> { StoreFiles.Take(directory) };
        for (var n = 1; n <= commits; n++)
        {
            await store.InsertAsync(epoch, n);
            moments.Add(StoreFiles.Take(directory));
        }

        return moments;
    }

    private static async Task AssertLossAsync(StoreFiles files)
    {
        using var directory = new TemporaryDirectory();
        files.Put(directory);
        await Assert.ThrowsAsync<StoreLossException>(directory.OpenAsync);
        Assert.Equal(files.Log, await File.ReadAllBytesAsync(directory.Log));
    }

    private static async Task<int[]> OpenCopyAsync(StoreFiles files)
    {
        using var directory = new TemporaryDirectory();
        files.Put(directory);
        await using var store = await directory.OpenAsync();
        var inserted = await store.ReadInsertedAsync();
        foreach (var n in inserted)
        {
            Assert.Single(await store.ReadStateAsync(Rows.Id(n), CancellationToken.None));
        }

        return inserted;
    }
}
