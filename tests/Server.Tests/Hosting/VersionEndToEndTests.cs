using System.Text.Json;
using Sluice.Workbench;

namespace Sluice.Server.Tests.Hosting;

/// <summary>Versions, aliases and regions, from the wire to the engine and back.</summary>
public sealed class VersionEndToEndTests(EngineFixture engine) : IClassFixture<EngineFixture>
{
    private const string First = """
        Type: StateMachine
        SpecVersion: v1
        StartAt: a
        States: [{ Name: a, Type: Pass, OutputConstructor: { v: 1 }, End: true }]
        """;

    private static readonly string Second = First.Replace("v: 1", "v: 2", StringComparison.Ordinal);

    [Fact]
    public async Task Versions_are_published_shown_listed_and_deleted()
    {
        await PublishTwoAsync("versions");
        var shown = await engine.CallAsync("DescribeFlow", ("Name", "versions"), ("FlowVersion", "1"));
        Assert.Equal((First, "one"), (shown.Got("Definition"), shown.Got("Description")));
        Assert.Equal(Second, (await engine.CallAsync("DescribeFlow", ("Name", "versions"))).Got("Definition"));
        Assert.Equal(
            (404, "FlowVersionNotExists"),
            await ErrorAsync("DescribeFlow", ("Name", "versions"), ("FlowVersion", "3")));

        var listed = await engine.CallAsync("ListFlowVersions", ("FlowName", "versions"), ("Limit", "1"));
        Assert.Equal("2", Assert.Single(listed.Json.GetProperty("FlowVersions").EnumerateArray()).GetProperty("Version").GetString());
        var rest = await engine.CallAsync(
            "ListFlowVersions", ("FlowName", "versions"), ("NextToken", listed.Got("NextToken")!));
        Assert.Equal("1", Assert.Single(rest.Json.GetProperty("FlowVersions").EnumerateArray()).GetProperty("Version").GetString());
        Assert.False(rest.Json.TryGetProperty("NextToken", out _));

        (await engine.CallAsync("DeleteFlowVersion", ("FlowName", "versions"), ("FlowVersion", "2"))).Got("RequestId");
        Assert.Equal(
            (404, "FlowVersionNotExists"),
            await ErrorAsync("DeleteFlowVersion", ("FlowName", "versions"), ("FlowVersion", "2")));
        var third = await engine.CallAsync("PublishFlowVersion", ("FlowName", "versions"));
        Assert.Equal(("3", "about"), (third.Got("Version"), third.Got("Description")));
    }

    [Fact]
    public async Task An_alias_is_made_shown_changed_listed_and_deleted()
    {
        await PublishTwoAsync("aliases");
        (string, string)[] key = [("FlowName", "aliases"), ("Name", "live")];
        var made = await engine.CallAsync(
            "CreateFlowAlias", [.. key, ("RoutingConfigurations", """[{"Version":"1","Weight":100}]"""), ("Description", "d")]);
        Assert.Equal(("aliases", "live", "d"), (made.Got("FlowName"), made.Got("Name"), made.Got("Description")));

        Assert.Equal(
            (409, "FlowAliasAlreadyExists"),
            await ErrorAsync("CreateFlowAlias", [.. key, ("RoutingConfigurations", """[{"Version":"1"}]""")]));
        Assert.Equal(
            (404, "FlowVersionNotExists"),
            await ErrorAsync("UpdateFlowAlias", [.. key, ("RoutingConfigurations", """[{"Version":"9"}]""")]));
        Assert.Equal(
            (409, "FlowVersionInUse"),
            await ErrorAsync("DeleteFlowVersion", ("FlowName", "aliases"), ("FlowVersion", "1")));

        var changed = await engine.CallAsync("UpdateFlowAlias", [.. key, ("RoutingConfigurations", """[{"Version":"2"}]""")]);
        Assert.Equal("d", changed.Json.GetProperty("Alias").GetProperty("Description").GetString());
        var shown = await engine.CallAsync("DescribeFlowAlias", key);
        Assert.Equal(changed.Json.GetProperty("Alias").ToString(), shown.Json.GetProperty("Alias").ToString());
        Assert.Equal(
            JsonValueKind.String, Route((await engine.CallAsync("ListFlowAliases", key[..1])).Json.GetProperty("Aliases")[0]).ValueKind);
        Assert.Equal(JsonValueKind.Number, Route(shown.Json.GetProperty("Alias")).ValueKind);

        (await engine.CallAsync("DeleteFlowAlias", key)).Got("RequestId");
        Assert.Equal((404, "FlowAliasNotExists"), await ErrorAsync("DescribeFlowAlias", key));
        Assert.Equal((404, "FlowAliasNotExists"), await ErrorAsync("DeleteFlowAlias", key));

        static JsonElement Route(JsonElement alias) => alias.GetProperty("RoutingConfigurations")[0].GetProperty("Weight");
    }

    [Fact]
    public async Task A_start_is_qualified_by_version_or_alias()
    {
        await PublishTwoAsync("starts");
        await engine.CallAsync(
            "CreateFlowAlias", ("FlowName", "starts"), ("Name", "live"), ("RoutingConfigurations", """[{"Version":"1"}]"""));

        Assert.Equal(First, (await StartAsync("live")).Got("FlowDefinition"));
        Assert.Equal(First, (await StartAsync("1")).Got("FlowDefinition"));
        Assert.Equal(Second, (await StartAsync("2")).Got("FlowDefinition"));
        Assert.Equal((404, "FlowVersionNotExists"), await ErrorAsync("StartExecution", ("FlowName", "starts"), ("Qualifier", "3")));
        Assert.Equal((404, "FlowVersionNotExists"), await ErrorAsync("StartExecution", ("FlowName", "starts"), ("Qualifier", "01")));
        Assert.Equal((404, "FlowAliasNotExists"), await ErrorAsync("StartExecution", ("FlowName", "starts"), ("Qualifier", "Live")));
        var listed = await engine.CallAsync("ListExecutions", ("FlowName", "starts"), ("Qualifier", "live"));
        Assert.Single(listed.Json.GetProperty("Executions").EnumerateArray());

        Task<RawAnswer> StartAsync(string qualifier) =>
            engine.CallAsync("StartExecution", ("FlowName", "starts"), ("Qualifier", qualifier));
    }

    [Fact]
    public async Task The_server_is_its_only_region()
    {
        var answer = await engine.CallAsync("DescribeRegions", ("AcceptLanguage", "en-US"));

        Assert.Equal(
            """[{"RegionId":"cn-test","RegionEndpoint":"sluice.test:8700","LocalName":"cn-test"}]""",
            answer.Json.GetProperty("Regions").GetProperty("Region").ToString());
        Assert.Equal((400, "InvalidArgument"), await ErrorAsync("DescribeRegions", ("AcceptLanguage", "de-DE")));
    }

    private async Task PublishTwoAsync(string flow)
    {
        await engine.CallAsync("CreateFlow", ("Name", flow), ("Definition", First), ("Description", "about"));
        var first = await engine.CallAsync("PublishFlowVersion", ("FlowName", flow), ("Description", "one"));
        Assert.Equal((flow, "1", "one"), (first.Got("FlowName"), first.Got("Version"), first.Got("Description")));
        await engine.CallAsync("UpdateFlow", ("Name", flow), ("Definition", Second));
        Assert.Equal("2", (await engine.CallAsync("PublishFlowVersion", ("FlowName", flow))).Got("Version"));
    }

    private async Task<(int Status, string Code)> ErrorAsync(string action, params (string, string)[] parameters)
    {
        var answer = await engine.CallAsync(action, parameters);
        return (answer.Status, answer.ErrorCode());
    }
}
