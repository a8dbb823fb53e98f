using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Storage.Sqlite.Database;
using Sluice.Storage.Sqlite.Files;

namespace Sluice.Storage.Sqlite.Tests.Files;

/// <summary>Files that earlier releases have written, as they wrote them, stay in the tests for ever.</summary>
public sealed class OlderFormatTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken None => CancellationToken.None;

    public void Dispose() => _directory.Dispose();

    // Format 1: three flows, one of them under the name of a deleted one; two executions that sleep, one that ended.
    [Fact]
    public async Task What_format_1_holds_belongs_to_the_default_account()
    {
        TakeFile(format: 1);
        await using var store = await _directory.OpenAsync();

        var flows = await store.ListFlowsAsync(AccountId.Default, null, null, 10, None);
        Assert.Equal(["gone", "orders", "plain"], flows.Select(flow => flow.Name));
        Assert.Equal([4L, 1L, 3L], flows.Select(flow => flow.Id));
        Assert.Equal(3, await store.CountAsync(AccountId.Default, CatalogItem.Flow, None));
        Assert.Equal([2L], await store.ListDeletedFlowsAsync(None));

        var orders = await store.FindFlowAsync(AccountId.Default, "orders", None);
        Assert.Equal(new Guid("daca5052-7b17-4e65-becd-d33924c25acb"), orders!.Uuid);
        Assert.Equal("the second", orders.Description);
        Assert.Equal(2, orders.Version);
        var revision = await store.FindRevisionAsync(orders.RevisionId, None);
        Assert.Equal("acs:ram::1:role/r", revision!.RoleArn);
        Assert.Contains("Seconds: 300", revision.Definition, StringComparison.Ordinal);

        var waits = await store.FindExecutionAsync(orders.Id, "waits", None);
        Assert.Equal(ExecutionStatus.Running, waits!.Status);
        Assert.NotEmpty(await store.ReadStateAsync(waits.Id, None));
        Assert.Equal(2, (await store.CountRunningByAccountAsync(None))[AccountId.Default]);
    }

    [Theory]
    [InlineData(1)]
    public async Task An_older_file_comes_out_like_a_new_one_and_takes_writes(int format)
    {
        using var fresh = new TemporaryDirectory();
        await (await fresh.OpenAsync()).DisposeAsync();
        TakeFile(format);
        await using (var store = await _directory.OpenAsync())
        {
            await store.InsertAsync(await store.ClaimAsync(0, None), 1);
        }

        await (await _directory.OpenAsync()).DisposeAsync();
        Assert.Equal(Tables(fresh), Tables(_directory));
        using var connection = Connection.Open(_directory.Database, Access.Read);
        Assert.Equal(Schema.Format, connection.Number("SELECT format FROM meta"));
        Assert.Equal(1, connection.Number("SELECT page_sums FROM meta"));
        Assert.True(connection.HasPageSums);
        Assert.All(Seal.All, seal => Assert.Equal(
            0, connection.Number($"SELECT count(*) FROM {seal.Table} WHERE {seal.Sum} IS NULL")));
    }

    [Fact]
    public async Task What_gives_an_older_file_its_checksums_leaves_the_number_of_its_last_commit()
    {
        TakeFile(format: 1);
        var number = new CommitNumber(4_711);
        using (var mark = MarkFile.Open(_directory.Mark))
        using (var connection = Connection.Open(_directory.Database, Access.Write))
        {
            Progress.Write(connection, number);
            mark.Keep(new() { Store = StoreFile.ReadFingerprint(connection), Acknowledged = number });
        }

        await (await _directory.OpenAsync()).DisposeAsync();

        Assert.Equal(number, MarkFile.Read(_directory.Mark)!.Acknowledged);
        using var sealedNow = Connection.Open(_directory.Database, Access.Read);
        Assert.True(sealedNow.HasPageSums);
        Assert.Equal(number, Progress.Read(sealedNow));
        await (await _directory.OpenAsync()).DisposeAsync();
    }

    private void TakeFile(int format) =>
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Files", $"format-{format}.db"), _directory.Database);

    private static List<string> Tables(TemporaryDirectory directory)
    {
        using var connection = Connection.Open(directory.Database, Access.Read);
        return connection.Prepare("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")
            .ReadAll(row => row.Text(0));
    }
}
