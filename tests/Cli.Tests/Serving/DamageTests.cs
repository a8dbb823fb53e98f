using System.Text;
using Sluice.Cli.Serving;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Storage;

namespace Sluice.Cli.Tests.Serving;

/// <summary>A server on a store in which something is not what was written (#12).</summary>
public sealed class DamageTests : IDisposable
{
    private readonly DamagedServer _damaged = new();

    private static CancellationToken None => CancellationToken.None;

    public void Dispose() => _damaged.Dispose();

    [Fact]
    public async Task A_changed_byte_of_a_payload_is_an_error_that_names_its_execution_and_no_other_notices()
    {
        await _damaged.FillAsync();
        _damaged.Change("\"1003\"", "\"9003\"");
        await using var server = await StartedServer.StartAsync(_damaged.Data);

        var (status, body) = await server.CallAsync(
            "DescribeExecution", ("FlowName", "echo"), ("ExecutionName", "e3"));
        var (listStatus, list) = await server.CallAsync("ListExecutions", ("FlowName", "echo"));

        Assert.Equal(500, status);
        Assert.Equal("InternalServerError", body.GetProperty("Code").GetString());
        Assert.Matches(
            "Execution 'e3' of flow 'echo' .* is damaged in the store: its (in|out)put is not what was written",
            Message(body));
        foreach (var n in new[] { 1, 2, 4, 5, 6 })
        {
            Assert.Equal("Succeeded", await server.StatusAsync("echo", $"e{n}"));
        }

        Assert.Equal(200, listStatus);
        var listed = list.GetProperty("Executions").EnumerateArray().ToList();
        Assert.Equal(DamagedServer.Executions, listed.Count);
        var damaged = Assert.Single(listed, item => item.TryGetProperty("Damage", out _));
        Assert.Equal("e3", damaged.GetProperty("Name").GetString());
        Assert.False(damaged.TryGetProperty("Input", out _));
        await server.HasSaidAsync("is damaged in the store");
        Assert.Single(server.Log.Split('\n'), line => line.Contains("'e3' of flow", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_changed_history_is_an_error_that_names_its_events()
    {
        await _damaged.FillAsync();
        _damaged.Run(
            """
            UPDATE journal SET events = (SELECT events FROM journal WHERE execution_id =
              (SELECT id FROM execution WHERE name = 'e1'))
            WHERE execution_id = (SELECT id FROM execution WHERE name = 'e2')
            """);
        await using var server = await _damaged.OpenAsync();

        var damage = await Assert.ThrowsAsync<StoreDamagedException>(() => server.Engine.Executions.GetHistoryAsync(
            AccountId.Default, DamagedServer.Key("echo", "e2"), 1, 100, None));

        Assert.Matches("^Events 1 to [0-9]+ of execution 'e2' of flow 'echo'", damage.Message);
        await server.Engine.Executions.GetHistoryAsync(AccountId.Default, DamagedServer.Key("echo", "e1"), 1, 100, None);
    }

    [Theory]
    [InlineData("DELETE FROM journal WHERE execution_id = (SELECT id FROM execution WHERE name = 'e2')")]
    [InlineData("UPDATE journal SET events = x'', events_sum = NULL")]
    public async Task A_history_that_is_gone_is_an_error_and_never_an_empty_page(string loss)
    {
        await _damaged.FillAsync();
        _damaged.Run(loss);
        await using var server = await _damaged.OpenAsync();

        await Assert.ThrowsAsync<StoreDamagedException>(() => server.Engine.Executions.GetHistoryAsync(
            AccountId.Default, DamagedServer.Key("echo", "e2"), 1, 100, None));
    }

    [Fact]
    public async Task An_execution_in_progress_that_is_damaged_stands_still_and_all_others_go_on()
    {
        await _damaged.BeginAsync(count: 8);
        _damaged.Run("UPDATE journal SET state = x'00' WHERE execution_id = (SELECT id FROM execution WHERE name = 'w3')");
        _damaged.Run("UPDATE execution SET wake_at = 1 WHERE name = 'w5'");
        await using var server = await _damaged.OpenAsync();

        foreach (var n in new[] { 1, 2, 4, 6, 7, 8 })
        {
            var view = await DamagedServer.DescribeAsync(server, DamagedServer.Waiting, $"w{n}", wait: 60);
            Assert.Equal(ExecutionStatus.Succeeded, view.Status);
        }

        Assert.Equal(
            ExecutionStatus.Running, (await DamagedServer.DescribeAsync(server, DamagedServer.Waiting, "w3")).Status);
        await Assert.ThrowsAsync<StoreDamagedException>(
            () => DamagedServer.DescribeAsync(server, DamagedServer.Waiting, "w5"));
        await Assert.ThrowsAsync<StoreDamagedException>(
            () => DamagedServer.StartAsync(server, DamagedServer.Waiting, "w5", "{}"));
        await DamagedServer.StartAsync(server, DamagedServer.Waiting, "new", "{}");
    }

    [Fact]
    public async Task A_page_that_an_execution_in_progress_is_written_to_keeps_nobody_else_from_ending()
    {
        await _damaged.BeginAsync(count: 40);
        DamagePageOf("w20");
        await using var server = await _damaged.OpenAsync();

        var ended = await Task.WhenAll(Enumerable.Range(1, 40).Select(n => HasEndedAsync(server, $"w{n}")));

        Assert.InRange(ended.Count(has => has), 1, 39);
    }

    [Fact]
    public async Task A_damaged_definition_is_an_error_of_its_flow_and_of_no_other()
    {
        await _damaged.FillAsync();
        await _damaged.BeginAsync(count: 1);
        _damaged.Run("UPDATE revision SET definition = replace(definition, 'Pass', 'Fail')");
        await using var server = await _damaged.OpenAsync();

        var damage = await Assert.ThrowsAsync<StoreDamagedException>(
            () => DamagedServer.StartAsync(server, "echo", "new", "{}"));

        Assert.StartsWith("Revision 1, a definition of a flow, is damaged", damage.Message, StringComparison.Ordinal);
        await DamagedServer.StartAsync(server, DamagedServer.Waiting, "new", "{}");
    }

    /// <summary>False for one that stands still, or cannot be read, on the damaged page.</summary>
    private static async Task<bool> HasEndedAsync(Composition server, string name)
    {
        try
        {
            return (await DamagedServer.DescribeAsync(server, DamagedServer.Waiting, name, wait: 20)).Status.HasEnded();
        }
        catch (StoreDamagedException)
        {
            return false;
        }
    }

    private static string Message(System.Text.Json.JsonElement body) => body.GetProperty("Message").GetString()!;

    /// <summary>A page that holds this name in a table, not in an index.</summary>
    private void DamagePageOf(string name)
    {
        var bytes = File.ReadAllBytes(_damaged.Database);
        for (var page = 1; page < bytes.Length / 4096; page++)
        {
            var content = bytes.AsSpan(page * 4096, 4096);
            if (content[0] == 0x0D && content.IndexOf(Encoding.UTF8.GetBytes(name)) >= 0)
            {
                content[^20] ^= 1;
            }
        }

        File.WriteAllBytes(_damaged.Database, bytes);
    }
}
