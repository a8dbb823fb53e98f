using System.Text.Json;

namespace Sluice.Cli.Tests.Remote;

/// <summary>The verbs that find what failed and mend it, against a server.</summary>
public sealed class RepairVerbTests(OpenSluice server) : IClassFixture<OpenSluice>
{
    private const string Failing = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: Stop
        States: [{Name: Stop, Type: Fail, Code: No.Stock, Detail: nothing left}]
        """;

    private const string Passing = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: Stop
        States: [{Name: Stop, Type: Pass, End: true}]
        """;

    [Fact]
    public async Task Executions_are_found_by_how_they_stand()
    {
        await FailAsync("found", "one");

        var ps = await server.RunAsync("ps", "--flow", "found", "--failed", "--error", "No.Stock", "--since", "1h");
        Assert.Equal((0, ""), (ps.ExitCode, ps.Error));
        Assert.Contains("found/one", ps.Output, StringComparison.Ordinal);
        Assert.Equal("one", (await server.RunAsync("ps", "--flow", "found", "--json")).Json.GetProperty("items")[0].GetProperty("name").GetString());
        Assert.Contains("There are no such executions.", (await server.RunAsync("ps", "--flow", "found", "--running")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'soon' is no time such as 30m", "ps", "--since", "soon")]
    [InlineData("Option '--older' is required", "prune")]
    [InlineData("exclude each other", "ps", "--failed", "--running")]
    [InlineData("is not NAME=VALUE", "ps", "--key", "order")]
    [InlineData("InboxItemNotExists", "approve", "none")]
    [InlineData("BatchNotExists", "batch", "show", "none")]
    [InlineData("FlowNotExists", "batch", "stop", "--flow", "nobody")]
    public async Task What_cannot_be_asked_is_said_and_ends_with_2(string sentence, params string[] arguments)
    {
        var said = await server.RunAsync(arguments);

        Assert.Equal(2, said.ExitCode);
        Assert.Contains(sentence, said.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_execution_is_redriven_on_the_mended_flow_and_run_once_more()
    {
        await FailAsync("mended", "one");
        var plan = await server.RunAsync("redrive", "mended/one", "--dry-run");
        Assert.Equal((0, ""), (plan.ExitCode, plan.Error));
        Assert.Contains("mended/one would go on with:", plan.Output, StringComparison.Ordinal);
        Assert.Equal("Failed", (await server.RunAsync("show", "mended/one", "--json")).Json.GetProperty("status").GetString());

        var again = await server.RunAsync("rerun", "mended/one", "--name", "two", "--watch");
        Assert.Equal(1, again.ExitCode);
        await DeployAsync("mended", Passing);
        again = await server.RunAsync("rerun", "mended/one", "--name", "three", "--latest", "--watch");
        Assert.Equal((0, ""), (again.ExitCode, again.Error));
    }

    [Fact]
    public async Task A_batch_is_only_shown_until_yes_and_then_followed_to_its_end()
    {
        await FailAsync("many", "one");
        await FailAsync("many", "two");
        var preview = await server.RunAsync("batch", "rerun", "--flow", "many", "--failed", "--latest");
        Assert.Equal((0, ""), (preview.ExitCode, preview.Error));
        Assert.Contains("rerun would act on 2 executions.", preview.Output, StringComparison.Ordinal);
        Assert.Contains("add --yes", preview.Output, StringComparison.Ordinal);

        await DeployAsync("many", Passing);
        var batch = await server.RunAsync("batch", "rerun", "--flow", "many", "--failed", "--latest", "--yes", "--watch", "--json");
        Assert.Equal((0, ""), (batch.ExitCode, batch.Error));
        var id = batch.Json.GetProperty("id").GetString()!;
        Assert.Contains("2 of 2 done, 0 could not be.", (await server.RunAsync("batch", "show", id)).Output, StringComparison.Ordinal);
        Assert.Contains(id, (await server.RunAsync("batch", "list")).Output, StringComparison.Ordinal);
        Assert.Equal(2, (await server.RunAsync("batch", "cancel", id)).ExitCode);
    }

    [Fact]
    public async Task A_deleted_execution_is_gone_and_its_name_is_free()
    {
        await FailAsync("gone", "one");
        var batch = await server.RunAsync("batch", "delete", "--flow", "gone", "--yes", "--watch");

        Assert.Equal((0, ""), (batch.ExitCode, batch.Error));
        Assert.Contains("1 of 1 done", batch.Output, StringComparison.Ordinal);
        await FailAsync("gone", "one");
    }

    [Fact]
    public async Task What_is_older_is_pruned_once_somebody_says_yes_and_nothing_younger()
    {
        await FailAsync("old", "one");

        var young = await server.RunAsync("prune", "--older", "1d", "--flow", "old", "--yes", "--watch");
        Assert.Contains("0 of 0 done", young.Output, StringComparison.Ordinal);
        var preview = await server.RunAsync("prune", "--older", "0s", "--flow", "old");
        Assert.Contains("delete would act on 1 executions.", preview.Output, StringComparison.Ordinal);
        var batch = await server.RunAsync("prune", "--older", "0s", "--flow", "old", "--yes", "--watch");

        Assert.Equal((0, ""), (batch.ExitCode, batch.Error));
        Assert.Contains("There are no such executions.", (await server.RunAsync("ps", "--flow", "old")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_waits_for_anybody_on_a_fresh_server()
    {
        var inbox = await server.RunAsync("inbox");

        Assert.Equal((0, ""), (inbox.ExitCode, inbox.Error));
        Assert.Contains("Nothing waits for anybody.", inbox.Output, StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Array, (await server.RunAsync("inbox", "--json")).Json.GetProperty("items").ValueKind);
    }

    private async Task FailAsync(string flow, string name)
    {
        await DeployAsync(flow, Failing);
        Assert.Equal(1, (await server.RunAsync("run", flow, "--name", name, "--watch")).ExitCode);
    }

    private async Task DeployAsync(string flow, string definition) => Assert.Equal(
        0, (await server.RunAsync("deploy", server.Write($"{flow}/flow.yaml", definition), "--name", flow)).ExitCode);
}
