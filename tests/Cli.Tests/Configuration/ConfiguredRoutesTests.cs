using Sluice.Cli.Configuration;
using Sluice.Targets.Messages;

namespace Sluice.Cli.Tests.Configuration;

public sealed class ConfiguredRoutesTests
{
    [Fact]
    public void Routes_are_read_in_their_order()
    {
        var messages = SluiceOptions.Read(SomeSettings.Of(
            """
            messages:
              makeMissing: false
              routes:
                - { queue: "orders-*", webhook: "https://hooks.example.com/orders", secret: "${secret:S}" }
                - { topic: "*", mns: "https://1.mns.cn-hangzhou.aliyuncs.com", accessKey: { id: i, secret: "${secret:S}" } }
            """,
            "",
            ("S", "hidden"))).Messages;

        Assert.False(messages.MakesMissing);
        Assert.Equal([(false, "orders-*"), (true, "*")], messages.Routes.Select(route => (route.IsTopic, route.Pattern)));
        Assert.Equal("hidden", Assert.IsType<MessageBackend.Webhook>(messages.Routes[0].Backend).Secret);
        Assert.Equal("hidden", Assert.IsType<MessageBackend.Service>(messages.Routes[1].Backend).Key.Secret);
    }

    [Theory]
    [InlineData("{ queue: a }", "messages.routes must be a sequence")]
    [InlineData("[{ queue: a, topic: b, webhook: \"https://a\" }]", "sluice.yaml:1:22: a route has 'queue' or 'topic', and 'webhook' or 'mns'")]
    [InlineData("[{ queue: a }]", "a route has 'queue' or 'topic'")]
    [InlineData("[{ webhook: \"https://a\" }]", "a route has 'queue' or 'topic'")]
    [InlineData("[{ queue: a, webhook: ftp }]", "webhook must be a whole URL")]
    [InlineData("[{ queue: a, webhok: \"https://a\" }]", "there is no key 'webhok' here; Did you mean 'webhook'")]
    [InlineData("[{ queue: a, mns: \"https://a\" }]", "mns needs 'accessKey' beside it")]
    [InlineData("[{ queue: a, mns: \"https://a\", secret: x }]", "'secret' means nothing beside 'mns'")]
    [InlineData("[{ queue: a, webhook: \"https://a\", accessKey: { id: i, secret: s } }]", "'accessKey' means nothing beside 'webhook'")]
    public void What_cannot_be_is_told_at_its_place(string routes, string problem) => Assert.Contains(
        problem,
        SomeSettings.Mistake(() => SluiceOptions.Read(SomeSettings.Of($"messages: {{ routes: {routes} }}"))),
        StringComparison.Ordinal);
}
