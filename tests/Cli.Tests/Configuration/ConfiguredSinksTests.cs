using Sluice.Cli.Configuration;
using Sluice.Targets.Events;

namespace Sluice.Cli.Tests.Configuration;

public sealed class ConfiguredSinksTests
{
    [Fact]
    public void Buses_and_sinks_are_read()
    {
        var events = SluiceOptions.Read(SomeSettings.Of(
            """
            events:
              buses: [default, "orders-*"]
              keepDays: 3
              accountMegabytes: 2
              sinks:
                - { name: shop, bus: "orders-*", webhook: "https://hooks.example.com/orders", secret: "${secret:S}", attempts: 5, inOrder: true }
                - { name: all, bus: "*", webhook: "https://hooks.example.com/all" }
            """,
            "",
            ("S", "hidden"))).Events;

        Assert.Equal(["default", "orders-*"], events.Buses.Buses);
        Assert.Equal((TimeSpan.FromDays(3), 2L << 20), (events.Buses.Kept, events.Buses.PerAccount.Bytes));
        Assert.Equal(
            [("shop", "orders-*", 5, true), ("all", "*", SinkRule.UsualAttempts, false)],
            events.Sinks.Select(sink => (sink.Name, sink.Bus, sink.Attempts, sink.IsInOrder)));
        Assert.Equal("hidden", Assert.IsType<SinkBackend.Webhook>(events.Sinks[0].Backend).Secret);
        Assert.DoesNotContain("hidden", events.Sinks[0].Backend.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ name: a }", "events.sinks must be a sequence")]
    [InlineData("[{ name: a, bus: b }]", "sluice.yaml:1:19: a sink has 'name', 'bus' and 'webhook'")]
    [InlineData("[{ name: \"a b\", bus: b, webhook: \"https://a\" }]", "name: a name is letters, digits")]
    [InlineData("[{ name: a, bus: b, webhook: ftp }]", "webhook must be a whole URL")]
    [InlineData("[{ name: a, bus: b, webhok: \"https://a\" }]", "there is no key 'webhok' here; Did you mean 'webhook'")]
    [InlineData("[{ name: a, bus: b, webhook: \"https://a\", attempts: 0 }]", "attempts must be a whole number from 1 to 1000")]
    [InlineData("[{ name: a, bus: b, webhook: \"https://a\", inOrder: 1 }]", "inOrder must be true or false")]
    [InlineData("[{ name: a, bus: b, webhook: \"https://a\" }, { name: a, bus: c, webhook: \"https://a\" }]", "there is a sink 'a' already")]
    public void What_cannot_be_is_told_at_its_place(string sinks, string problem) => Assert.Contains(
        problem,
        SomeSettings.Mistake(() => SluiceOptions.Read(SomeSettings.Of($"events: {{ sinks: {sinks} }}"))),
        StringComparison.Ordinal);

    [Fact]
    public void A_key_that_was_meant_to_be_sinks_is_told_so() => Assert.Contains(
        "There is no setting 'sink' in 'events'. Did you mean 'sinks'?",
        SomeSettings.Mistake(() => SluiceOptions.Read(SomeSettings.Of("events: { sink: [] }"))),
        StringComparison.Ordinal);
}
