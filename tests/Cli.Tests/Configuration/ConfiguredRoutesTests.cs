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
    [InlineData("amqp://broker", "broker:5672 / plain")]
    [InlineData("amqps://Broker:7000/a%2Fb", "broker:7000 a/b tls")]
    public void A_broker_is_named_by_a_url(string url, string expected)
    {
        var broker = Assert.IsType<MessageBackend.Rabbit>(SluiceOptions.Read(SomeSettings.Of(
            $"messages: {{ routes: [{{ queue: a, rabbitmq: \"{url}\", user: u, password: \"${{secret:P}}\" }}] }}", "", ("P", "hidden"))).Messages.Routes[0].Backend);

        Assert.Equal(expected, $"{broker.Host}:{broker.Port} {broker.VirtualHost} {(broker.IsTls ? "tls" : "plain")}");
        Assert.Equal(("u", "hidden"), (broker.User, broker.Password));
        Assert.DoesNotContain("hidden", broker.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ queue: a }", "messages.routes must be a sequence")]
    [InlineData("[{ queue: a, topic: b, webhook: \"https://a\" }]", "sluice.yaml:1:22: a route has 'queue' or 'topic', and 'webhook', 'mns' or 'rabbitmq'")]
    [InlineData("[{ queue: a }]", "a route has 'queue' or 'topic'")]
    [InlineData("[{ webhook: \"https://a\" }]", "a route has 'queue' or 'topic'")]
    [InlineData("[{ queue: a, webhook: ftp }]", "webhook must be a whole URL")]
    [InlineData("[{ queue: a, webhok: \"https://a\" }]", "there is no key 'webhok' here; Did you mean 'webhook'")]
    [InlineData("[{ queue: a, mns: \"https://a\" }]", "mns needs 'accessKey' beside it")]
    [InlineData("[{ queue: a, mns: \"https://a\", secret: x }]", "'secret' means nothing beside 'mns'")]
    [InlineData("[{ queue: a, rabbitmq: \"https://a\" }]", "rabbitmq must be a URL such as amqps://host:5671/vhost")]
    [InlineData("[{ queue: a, rabbitmq: \"amqp://me:pass@a\" }]", "with 'user' and 'password' beside it and not in it")]
    [InlineData("[{ queue: a, rabbitmq: \"amqp://a\", secret: x }]", "'secret' means nothing beside 'rabbitmq'")]
    [InlineData("[{ queue: a, rabbitmq: \"amqp://a\", mns: \"https://a\" }]", "a route has 'queue' or 'topic'")]
    [InlineData("[{ queue: a, webhook: \"https://a\", accessKey: { id: i, secret: s } }]", "'accessKey' means nothing beside 'webhook'")]
    public void What_cannot_be_is_told_at_its_place(string routes, string problem) => Assert.Contains(
        problem,
        SomeSettings.Mistake(() => SluiceOptions.Read(SomeSettings.Of($"messages: {{ routes: {routes} }}"))),
        StringComparison.Ordinal);
}
