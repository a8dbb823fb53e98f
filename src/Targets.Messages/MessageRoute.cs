using Sluice.Model;
using Sluice.Outbound.Signing;

namespace Sluice.Targets.Messages;

/// <summary>Messages that go elsewhere than to this server's own queues and topics.</summary>
/// <param name="IsTopic">It speaks of topics; otherwise of queues.</param>
/// <param name="Pattern">A name; <c>*</c> stands for any characters.</param>
public sealed record MessageRoute(bool IsTopic, string Pattern, MessageBackend Backend)
{
    /// <summary>For people: what it takes, such as <c>queue orders-*</c>.</summary>
    internal string Title => $"{(IsTopic ? "topic" : "queue")} {Pattern}";

    internal bool Takes(bool isTopic, string name) => isTopic == IsTopic && NamePattern.Matches(Pattern, name);
}

/// <summary>Who gets messages.</summary>
public abstract record MessageBackend
{
    private MessageBackend()
    {
    }

    /// <summary>Any HTTP service: each message is posted to this very URL as a CloudEvent.</summary>
    /// <param name="Secret">What it is signed with; null for no signature.</param>
    public sealed record Webhook(Uri Url, string? Secret) : MessageBackend
    {
        /// <summary>Without the secret.</summary>
        public override string ToString() => Url.GetLeftPart(UriPartial.Authority);
    }

    /// <summary>A RabbitMQ broker: a queue is its queue, a topic its topic exchange, and the tag the routing key.</summary>
    /// <param name="IsTls">Whether it is spoken to over TLS.</param>
    public sealed record Rabbit(string Host, int Port, string VirtualHost, bool IsTls) : MessageBackend
    {
        private const string Scheme = "amqp";
        private const string TlsScheme = "amqps";

        public string User { get; init; } = "guest";

        public string Password { get; init; } = "guest";

        /// <summary>Reads <c>amqp://host:port/vhost</c>, or <c>amqps</c>; port and virtual host may be left out.</summary>
        /// <returns>Null when it is none, or has a user in it.</returns>
        public static Rabbit? Find(string text) =>
            Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is Scheme or TlsScheme
            && url.Host.Length > 0 && url.UserInfo.Length == 0 && url.Query.Length == 0 && url.Fragment.Length == 0
                ? new(
                    url.IdnHost,
                    url.Port > 0 ? url.Port : url.Scheme == TlsScheme ? 5671 : 5672,
                    url.AbsolutePath.Length > 1 ? Uri.UnescapeDataString(url.AbsolutePath[1..]) : "/",
                    url.Scheme == TlsScheme)
                : null;

        /// <summary>Without user and password.</summary>
        public override string ToString() => $"{(IsTls ? TlsScheme : Scheme)}://{Host}:{Port}";
    }

    /// <summary>The vendor's message service, or what speaks its protocol.</summary>
    public sealed record Service(Uri Endpoint, SigningKey Key) : MessageBackend;
}
