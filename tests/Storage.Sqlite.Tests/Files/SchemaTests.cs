using Sluice.Storage.Sqlite.Database;
using Sluice.Storage.Sqlite.Files;

namespace Sluice.Storage.Sqlite.Tests.Files;

public sealed class SchemaTests
{
    // A change of the golden file is a change of every user's data: raise Schema.Format with it.
    [Fact]
    public async Task The_tables_of_a_new_file_are_the_golden_ones()
    {
        using var directory = new TemporaryDirectory();
        await (await directory.OpenAsync()).DisposeAsync();
        using var connection = Connection.Open(directory.Database, Access.Read);
        var found = connection.Prepare("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid")
            .ReadAll(row => row.Text(0) + ";\n");

        var golden = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Files", "schema.golden"));
        Assert.Equal(golden, $"-- format {Schema.Format}\n" + string.Concat(found));
    }

    [Fact]
    public async Task A_file_says_whose_it_is_and_how_it_is_kept()
    {
        using var directory = new TemporaryDirectory();
        await (await directory.OpenAsync()).DisposeAsync();
        using var connection = Connection.Open(directory.Database, Access.Read);

        Assert.Equal(Schema.ApplicationId, connection.Number("PRAGMA application_id"));
        Assert.Equal(Schema.Format, connection.Number("SELECT format FROM meta"));
        Assert.Equal(4096, connection.Number("PRAGMA page_size"));
        Assert.Equal(2, connection.Number("PRAGMA auto_vacuum"));
        Assert.Equal(1, connection.Number("SELECT count(*) FROM pragma_journal_mode WHERE journal_mode = 'wal'"));
    }
}
