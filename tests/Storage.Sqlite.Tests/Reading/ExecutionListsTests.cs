using Sluice.Storage.Sqlite.Database;
using Sluice.Storage.Sqlite.Reading;

namespace Sluice.Storage.Sqlite.Tests.Reading;

public sealed class ExecutionListsTests
{
    // What keeps a page quick among millions: the index is entered by all that is known, and only the order of
    // names among equal starts is sorted.
    [Theory]
    [InlineData(ExecutionLists.ByStart, false, "flow_id=? AND map_run=? AND started>? AND started<?")]
    [InlineData(ExecutionLists.ByStatus, true, "flow_id=? AND status=? AND map_run=? AND started>? AND started<?")]
    public async Task A_page_is_found_along_its_index(string index, bool hasStatus, string entered)
    {
        var plan = await ExplainAsync(ExecutionLists.Page(index, hasStatus, hasPrefix: false, hasPayloads: true));

        Assert.Contains($"USING INDEX {index} ({entered})", plan, StringComparison.Ordinal);
        Assert.Contains("LAST TERM OF ORDER BY", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("SCAN execution", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_few_names_is_found_by_name() => Assert.Contains(
        "USING INDEX execution_name (flow_id=? AND name>? AND name<?)",
        await ExplainAsync(ExecutionLists.Page(ExecutionLists.ByName, hasStatus: true, hasPrefix: true, hasPayloads: false)),
        StringComparison.Ordinal);

    private static async Task<string> ExplainAsync(string sql)
    {
        using var directory = new TemporaryDirectory();
        await (await directory.OpenAsync()).DisposeAsync();
        using var connection = Connection.Open(directory.Database, Access.Read);
        return string.Join('\n', connection.Prepare("EXPLAIN QUERY PLAN " + sql).ReadAll(row => row.Text(3)));
    }
}
