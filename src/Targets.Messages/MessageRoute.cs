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

    /// <summary>The vendor's message service, or what speaks its protocol.</summary>
    public sealed record Service(Uri Endpoint, SigningKey Key) : MessageBackend;
}
