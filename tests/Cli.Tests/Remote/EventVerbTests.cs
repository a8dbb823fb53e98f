namespace Sluice.Cli.Tests.Remote;

/// <summary>Event buses of the server itself, looked at and put on by hand.</summary>
public sealed class EventVerbTests(OpenSluice server) : IClassFixture<OpenSluice>
{
    [Fact]
    public async Task An_event_that_is_put_is_in_the_log_and_a_rule_says_what_it_starts()
    {
        string[] put = ["event", "put", "orders", "--source", "shop", "--type", "paid", "--id", "1", "--data", """{"order":7}"""];

        Assert.Equal("Event 1 of shop is taken.", (await server.RunAsync(put)).Output.Trim());
        Assert.Equal("Event 1 of shop was there already; it goes nowhere anew.", (await server.RunAsync(put)).Output.Trim());
        Assert.Matches("""shop\s+1\s+paid\s+\{"order":7\}""", (await server.RunAsync("event", "log", "orders")).Output);
        Assert.Matches(@"orders\s+1\s", (await server.RunAsync("event", "list")).Output);
        Assert.Equal("The bus has no rules.", (await server.RunAsync("event", "rules", "orders")).Output.Trim());
        Assert.Equal("Nothing was owed.", (await server.RunAsync("event", "deliveries", "orders")).Output.Trim());
        Assert.Equal("0 dead letters are tried again.", (await server.RunAsync("event", "replay", "orders")).Output.Trim());
    }

    [Fact]
    public async Task What_cannot_be_is_said_and_ends_with_2()
    {
        var noFlow = await server.RunAsync("event", "put-rule", "orders", "paid", "--flow", "nowhere", "--pattern", """{"type":["paid"]}""");
        var wrong = await server.RunAsync("event", "put-rule", "orders", "paid", "--flow", "nowhere", "--pattern", """{"type":"paid"}""");
        var noJson = await server.RunAsync("event", "put", "orders", "--source", "shop", "--type", "paid", "--data", "7");
        var noRule = await server.RunAsync("event", "delete-rule", "orders", "none");

        Assert.All([noFlow, wrong, noJson, noRule], said => Assert.Equal((2, ""), (said.ExitCode, said.Output)));
        Assert.Contains("nowhere", noFlow.Error, StringComparison.Ordinal);
        Assert.Contains("line 1, column 9: type must be a list", wrong.Error, StringComparison.Ordinal);
        Assert.Contains("--data", noJson.Error, StringComparison.Ordinal);
        Assert.Contains("There is no rule 'none'", noRule.Error, StringComparison.Ordinal);
    }
}
