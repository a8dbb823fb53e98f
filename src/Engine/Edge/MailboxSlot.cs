using Sluice.Sharing.Lanes;
using Sluice.Sharing.Pots;

namespace Sluice.Engine.Edge;

/// <summary>What waits for one shard of one account, or of nobody in particular.</summary>
/// <param name="name">For people.</param>
internal sealed class MailboxSlot(string name)
{
    /// <summary>How much of what is free one account may have: alone 80 % of all.</summary>
    public const double Alpha = 4;

    public Lane<PostedMessage> Lane { get; } = new(name);

    /// <summary>Messages that wait, those not sorted yet included.</summary>
    public Share Share { get; } = new(name, Alpha);
}

/// <summary>A message, and whose it counts as.</summary>
internal readonly record struct PostedMessage(MailboxSlot Slot, Message Message);
