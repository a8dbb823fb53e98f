using Sluice.Model.Names;
using Sluice.Storage.Conformance;
using Sluice.Storage.Sqlite.Database;
using Sluice.Storage.Sqlite.Reading;

namespace Sluice.Storage.Sqlite.Tests.Reading;

public sealed class ExecutionPagesTests
{
    public static TheoryData<string, string> Sources => new()
    {
        { nameof(ScanSource.ByStart), "execution_list (flow_id=? AND map_run=? AND started>? AND started<?)" },
        { nameof(ScanSource.ByStatus), "execution_status (flow_id=? AND status=? AND map_run=? AND started>? AND started<?)" },
        { nameof(ScanSource.ByError), "execution_error (flow_id=? AND error=? AND started>? AND started<?)" },
        { nameof(ScanSource.ByFailedState), "execution_failed_state (flow_id=? AND failed_state=? AND started>? AND started<?)" },
        {
            nameof(ScanSource.ByFailure),
            "execution_failure (flow_id=? AND failed_state=? AND error=? AND started>? AND started<?)"
        },
        { nameof(ScanSource.ByAttention), "execution_attention (flow_id=? AND attention=? AND started>? AND started<?)" },
        { nameof(ScanSource.ByKeyAlone), "search_value_name (flow_id=? AND name=? AND value=? AND started>? AND started<?)" },
        { nameof(ScanSource.ByKey), "search_value_name (flow_id=? AND name=? AND value=? AND started>? AND started<?)" },
    };

    // What keeps a page quick among millions: the index is entered by all that is known, and gives the order too.
    [Theory]
    [MemberData(nameof(Sources))]
    public async Task A_page_is_found_along_its_index_in_its_order(string source, string entered)
    {
        var plan = await ExplainAsync(Source(source).Page(keys: 1));

        Assert.Contains(entered, plan, StringComparison.Ordinal);
        Assert.DoesNotContain("ORDER BY", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("SCAN", plan, StringComparison.Ordinal);
        Assert.Contains(entered, await ExplainAsync(Source(source).Count(keys: 1)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_has_looked_at_enough_ends_and_the_next_one_goes_on_there()
    {
        const int Many = ExecutionPages.MostScanned + 1_000;
        using var directory = new TemporaryDirectory();
        await using var store = await directory.OpenAsync();
        var flow = await store.TryInsertFlowAsync(Rows.Flow("a"), Rows.Revision(), default);
        var batch = new CommitBatch();
        batch.Epochs.Add(new(0, await store.ClaimAsync(0, default)));
        batch.Inserts.AddRange(Enumerable.Range(1, Many).Select(n => Rows.Execution(n, flow: flow!.Id) with
        {
            Waiting = true,
            Name = n == 500 ? "sought" : $"other-{n}",
        }));
        await store.CommitAsync(batch, default);
        var search = new ExecutionSearch { Account = AccountId.Default, Limit = 10, Waiting = true, NamePrefix = "s" };

        var first = await store.SearchExecutionsAsync(search, default);
        Assert.Empty(first.Rows);
        Assert.Equal(Rows.Id(Many - ExecutionPages.MostScanned + 1), first.Next!.Value.Id);

        var second = await store.SearchExecutionsAsync(search with { After = first.Next }, default);
        Assert.Equal("sought", Assert.Single(second.Rows).Name);
        Assert.Null(second.Next);
        Assert.Equal(new(0, false), await store.CountExecutionsAsync(search, 100, default));
    }

    private static ScanSource Source(string name) =>
        (ScanSource)typeof(ScanSource).GetProperty(name)!.GetValue(null)!;

    private static async Task<string> ExplainAsync(string sql)
    {
        using var directory = new TemporaryDirectory();
        await (await directory.OpenAsync()).DisposeAsync();
        using var connection = Connection.Open(directory.Database, Access.Read);
        return string.Join('\n', connection.Prepare("EXPLAIN QUERY PLAN " + sql).ReadAll(row => row.Text(3)));
    }
}
