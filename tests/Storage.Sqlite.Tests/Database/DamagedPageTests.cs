using System.Text;
using Sluice.Storage.Conformance;
using Sluice.Storage.Sqlite.Database;

namespace Sluice.Storage.Sqlite.Tests.Database;

public sealed class DamagedPageTests : IAsyncLifetime
{
    private const int Executions = 300;
    private const byte LeafOfTable = 0x0D;
    private const int Middle = Executions / 2;

    /// <summary>By number and by name on the last pages.</summary>
    private const int Elsewhere = 9_999;

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken None => CancellationToken.None;

    public async ValueTask InitializeAsync()
    {
        await using var store = await _directory.OpenAsync();
        var epoch = await store.ClaimAsync(0, None);
        await Task.WhenAll(Enumerable.Range(0, Executions).Select(n => store.InsertAsync(epoch, n)));
    }

    public ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_damaged_page_met_by_a_write_refuses_that_write_and_no_other()
    {
        OverwritePagesWith(Rows.Execution(Middle).Name);
        await using var store = await _directory.OpenAsync();
        var epoch = await store.ClaimAsync(0, None);

        var damage = await Assert.ThrowsAsync<StoreDamagedException>(async () => await EndAsync(store, epoch, Middle));

        Assert.Equal(Rows.Id(Middle), damage.Execution);
        Assert.Matches("page [0-9]+ of the database file is not what was written", damage.Message);
        Assert.Equal(CommitResult.Durable, await EndAsync(store, epoch, 0));
        await store.InsertAsync(epoch, Elsewhere);
    }

    [Fact]
    public async Task A_damaged_page_met_by_a_read_fails_that_read_and_no_other()
    {
        OverwritePagesWith(Rows.Execution(Middle).Name);
        await using var store = await _directory.OpenAsync();

        var damage = await Assert.ThrowsAsync<StoreDamagedException>(
            async () => await store.FindExecutionAsync(Rows.Id(Middle), None));

        Assert.Equal(Rows.Id(Middle), damage.Execution);
        Assert.NotNull(await store.FindExecutionAsync(Rows.Id(0), None));
        await store.InsertAsync(await store.ClaimAsync(0, None), Elsewhere);
    }

    [Fact]
    public async Task A_backup_has_checksums_on_all_its_pages_also_of_what_was_written_while_it_was_made()
    {
        using var target = new TemporaryDirectory();
        await using (var store = await _directory.OpenAsync())
        {
            var epoch = await store.ClaimAsync(0, None);
            await Task.WhenAll(
                store.BackUpAsync(target.Path, None), store.InsertAsync(epoch, Executions), store.InsertAsync(epoch, Executions + 1));
        }

        AssertAllPagesAreWhole(target.Database);
        await (await target.OpenAsync()).DisposeAsync();
    }

    [Fact]
    public async Task All_pages_of_a_file_that_was_much_written_have_checksums()
    {
        await using (var store = await _directory.OpenAsync())
        {
            var epoch = await store.ClaimAsync(0, None);
            for (var n = 0; n < Executions; n += 2)
            {
                await EndAsync(store, epoch, n);
            }

            await store.PurgeEndedAsync(1, 100, None);
            await store.InsertAsync(epoch, Executions);
        }

        AssertAllPagesAreWhole(_directory.Database);
    }

    [Fact]
    public async Task A_header_that_hides_the_checksums_is_found_out()
    {
        var bytes = await File.ReadAllBytesAsync(_directory.Database);
        bytes[20] = 0;
        await File.WriteAllBytesAsync(_directory.Database, bytes);

        await Assert.ThrowsAnyAsync<StoreOpenException>(_directory.OpenAsync);
    }

    private static async Task<CommitResult> EndAsync(SqliteStore store, long epoch, int n)
    {
        var batch = new CommitBatch();
        batch.Epochs.Add(new(0, epoch));
        batch.Changes.Add(new(Rows.Id(n), Model.ExecutionStatus.Failed, 1, null));
        return await store.CommitAsync(batch, None);
    }

    private static void AssertAllPagesAreWhole(string path)
    {
        var bytes = File.ReadAllBytes(path);
        Assert.Equal(PageSum.Bytes, bytes[20]);
        for (var page = 0; page < bytes.Length / PageSum.PageBytes; page++)
        {
            Assert.True(
                PageSum.IsWhole(bytes.AsSpan(page * PageSum.PageBytes, PageSum.PageBytes), page + 1), $"page {page + 1}");
        }
    }

    private void OverwritePagesWith(string text)
    {
        var bytes = File.ReadAllBytes(_directory.Database);
        var pages = Enumerable.Range(0, bytes.Length / PageSum.PageBytes)
            .Select(page => bytes.AsMemory(page * PageSum.PageBytes, PageSum.PageBytes))
            .Where(page => page.Span[0] == LeafOfTable && page.Span.IndexOf(Encoding.UTF8.GetBytes(text)) >= 0)
            .ToList();
        Assert.NotEmpty(pages);
        pages.ForEach(page => page.Span[..9].Fill(0xEE));
        File.WriteAllBytes(_directory.Database, bytes);
    }
}
