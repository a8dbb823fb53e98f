using System.Text.Json;
using Microsoft.Data.Sqlite;
using Sluice.Cli.Checking;
using Sluice.Cli.Tests.Serving;
using Sluice.Cli.Tests.Verbs;
using Sluice.Model.Names;
using Sluice.Queues;
using Sluice.Server.Starting;

namespace Sluice.Cli.Tests.Checking;

/// <summary><c>sluice check-store</c>.</summary>
public sealed class StoreCheckVerbTests : IDisposable
{
    private readonly DamagedServer _server = new();

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task A_whole_store_is_said_to_be_whole()
    {
        await _server.FillAsync();

        var (code, output) = Check();

        Assert.Equal(0, code);
        Assert.Contains("is whole", output, StringComparison.Ordinal);
        Assert.DoesNotContain("damaged", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_byte_is_named_by_its_execution()
    {
        await _server.FillAsync();
        _server.Change("\"1003\"", "\"9003\"");

        var (code, output) = Check();

        Assert.Equal(1, code);
        Assert.Matches(@"damaged: Execution 'e3' of flow 'echo' \(number [0-9a-f]{16}\): its (in|out)put is not what was written\.", output);
        Assert.DoesNotContain("'e2'", output, StringComparison.Ordinal);
        Assert.Contains("is damaged in", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_are_looked_at_too()
    {
        await _server.FillAsync();
        var queues = Path.Combine(_server.Data, "queues.db");
        await using (var store = QueueStore.Open(queues, TimeProvider.System))
        {
            await store.SendAsync(AccountId.Default, "orders", new NewMessage("a body that is changed"u8.ToArray()), new QueueAttributes());
            await store.SendAsync(AccountId.Default, "orders", new NewMessage("a body that stays"u8.ToArray()));
        }

        Assert.Equal(0, Check().Code);
        await using (var connection = new SqliteConnection($"Data Source={queues};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "UPDATE messages SET body = x'00' WHERE id = 1";
            await command.ExecuteNonQueryAsync();
        }

        var (code, output) = Check();
        Assert.Equal(1, code);
        Assert.Contains("damaged: Message 1 of queue 'orders' of account 1000000000000000: its body is not what was written.", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Message 2", output, StringComparison.Ordinal);

        await File.WriteAllTextAsync(queues, "no database at all");
        Assert.Contains("damaged: The file of messages queues.db: it cannot be read", Check().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Programs_get_one_JSON_object()
    {
        await _server.FillAsync();
        _server.Run("DELETE FROM journal WHERE execution_id = (SELECT id FROM execution WHERE name = 'e1')");
        _server.Run("UPDATE revision SET definition = 'x'");

        var (code, output) = Check("--json");

        Assert.Equal(1, code);
        var report = JsonDocument.Parse(output).RootElement;
        Assert.False(report.GetProperty("isWhole").GetBoolean());
        Assert.True(report.GetProperty("hasPageSums").GetBoolean());
        Assert.Equal(DamagedServer.Executions, report.GetProperty("rows").GetProperty("execution").GetInt32());
        var damage = report.GetProperty("damage").EnumerateArray().ToList();
        Assert.Equal(2, damage.Count);
        Assert.StartsWith("Revision 1", damage[0].GetProperty("what").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("The history of execution 'e1' of flow 'echo'", damage[1].GetProperty("what").GetString(), StringComparison.Ordinal);
        Assert.Equal("it is missing", damage[1].GetProperty("problem").GetString());
    }

    [Fact]
    public async Task What_refers_to_nothing_is_found()
    {
        await _server.FillAsync();
        _server.Run("PRAGMA foreign_keys = OFF; DELETE FROM revision");

        var (code, output) = Check();

        Assert.Equal(1, code);
        Assert.Contains("Execution 'e2' of flow 'echo'", output, StringComparison.Ordinal);
        Assert.Contains("its definition, revision 1, is missing", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_changes_nothing()
    {
        await _server.FillAsync();
        _server.Change("\"1003\"", "\"9003\"");
        var before = await File.ReadAllBytesAsync(_server.Database);

        Check();

        Assert.Equal(before, await File.ReadAllBytesAsync(_server.Database));
    }

    [Fact]
    public async Task What_was_acknowledged_and_is_missing_is_found_and_the_rest_looked_at()
    {
        await _server.FillAsync();
        var older = await File.ReadAllBytesAsync(_server.Database);
        await _server.BeginAsync(count: 2);
        await File.WriteAllBytesAsync(_server.Database, older);

        var (code, output) = Check("--json");

        Assert.Equal(1, code);
        var report = JsonDocument.Parse(output).RootElement;
        var damage = Assert.Single(report.GetProperty("damage").EnumerateArray());
        Assert.Equal("What was acknowledged", damage.GetProperty("what").GetString());
        Assert.Matches("newest [0-9]+ commits", damage.GetProperty("problem").GetString());
        Assert.Equal(DamagedServer.Executions, report.GetProperty("rows").GetProperty("execution").GetInt32());
    }

    [Fact]
    public async Task A_database_that_is_missing_is_found()
    {
        await _server.FillAsync();
        File.Delete(_server.Database);

        var (code, output) = Check("--json");

        Assert.Equal(1, code);
        var report = JsonDocument.Parse(output).RootElement;
        var damage = Assert.Single(report.GetProperty("damage").EnumerateArray());
        Assert.Contains("is missing", damage.GetProperty("problem").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, report.GetProperty("format").ValueKind);
    }

    [Fact]
    public async Task A_damaged_first_page_is_found()
    {
        await _server.FillAsync();
        var bytes = await File.ReadAllBytesAsync(_server.Database);
        bytes[60] ^= 1;
        await File.WriteAllBytesAsync(_server.Database, bytes);

        var (code, output) = Check();

        Assert.Equal(1, code);
        Assert.StartsWith(
            "damaged: The database file: page 1 of the database file is not what was written there.\nThe store in",
            output,
            StringComparison.Ordinal);
        Assert.Contains("is damaged in 1 place;", output, StringComparison.Ordinal);
        Assert.Contains("Its rows could not be looked at", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DROP INDEX flow_name", "the definition of 'flow_name' is missing or changed")]
    [InlineData("ALTER TABLE meta DROP COLUMN unsealed_journal", "the definition of 'meta' is missing or changed")]
    [InlineData("DELETE FROM shard", "its shards or its key are incomplete")]
    [InlineData("DROP TABLE meta", "the table 'meta' is missing")]
    public async Task What_would_keep_a_server_from_starting_is_found(string change, string problem)
    {
        await _server.FillAsync();
        _server.Run(change);

        var (code, output) = Check();

        Assert.Equal(1, code);
        Assert.Contains($"damaged: The database file: {problem}.", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_an_earlier_format_gets_SQLites_own_check()
    {
        Directory.CreateDirectory(_server.Data);
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Formats", "format-7.db"), _server.Database);

        var (code, output) = Check();

        Assert.Equal(0, code);
        Assert.Contains("format 7", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_in_use_or_absent_and_an_unknown_option_are_refused_in_a_sentence()
    {
        var absent = Assert.Throws<StartException>(() => Check());
        Assert.Contains("There is no store in", absent.Message, StringComparison.Ordinal);
        Assert.Equal(StartException.Usage, Assert.Throws<StartException>(() => Check("--jsn")).ExitCode);

        await _server.FillAsync();
        await using var running = await _server.OpenAsync();
        var used = Assert.Throws<StartException>(() => Check());
        Assert.Contains("is in use", used.Message, StringComparison.Ordinal);
        Assert.Contains("A backup can be checked", used.Message, StringComparison.Ordinal);
    }

    private (int Code, string Output) Check(params string[] arguments)
    {
        using var output = new StringWriter();
        var code = StoreCheckVerb.Run([.. arguments, "--data", _server.Data], SomeSurroundings.Of(output));
        return (code, output.ToString());
    }
}
