namespace Sluice.Queues;

/// <summary>How a queue treats its messages.</summary>
/// <remarks>Ranges and defaults are the vendor's.</remarks>
public sealed record QueueAttributes
{
    /// <summary>Seconds until a message that is sent can be taken, unless it says so itself. 0 to 604 800. 0.</summary>
    public int DelaySeconds { get; init; }

    /// <summary>Largest message body. 1 024 to 65 536. 65 536.</summary>
    public int MaximumMessageSize { get; init; } = 65_536;

    /// <summary>Seconds after which a message is dropped that nobody deleted. 60 to 604 800. 345 600.</summary>
    public int MessageRetentionPeriod { get; init; } = 345_600;

    /// <summary>Seconds for which a message that was taken is hidden from others. 1 to 43 200. 30.</summary>
    public int VisibilityTimeout { get; init; } = 30;

    /// <summary>Seconds that whoever asks waits for a message, unless it says so itself. 0 to 30. 0.</summary>
    public int PollingWaitSeconds { get; init; }

    /// <exception cref="QueueException"><c>InvalidArgument</c>: one is out of its range.</exception>
    public QueueAttributes Checked()
    {
        Check(nameof(DelaySeconds), DelaySeconds, 0, 604_800);
        Check(nameof(MaximumMessageSize), MaximumMessageSize, 1_024, 65_536);
        Check(nameof(MessageRetentionPeriod), MessageRetentionPeriod, 60, 604_800);
        Check(nameof(VisibilityTimeout), VisibilityTimeout, 1, 43_200);
        Check(nameof(PollingWaitSeconds), PollingWaitSeconds, 0, 30);
        return this;
    }

    internal static void Check(string field, int value, int least, int most)
    {
        if (value < least || value > most)
        {
            throw QueueException.InvalidArgument(field, $"it must be {least} to {most}, not {value}");
        }
    }
}

/// <summary>A queue as it stands.</summary>
/// <param name="Active">Messages that can be taken now.</param>
/// <param name="Inactive">Messages that were taken and not deleted yet.</param>
/// <param name="Delayed">Messages that can be taken later.</param>
public sealed record QueueView(
    string Name, QueueAttributes Attributes, DateTimeOffset Created, DateTimeOffset Modified, long Active, long Inactive, long Delayed);

/// <summary>A topic as it stands.</summary>
/// <param name="Messages">How many were published.</param>
public sealed record TopicView(string Name, DateTimeOffset Created, DateTimeOffset Modified, long Messages);

/// <summary>A queue that gets what is published to a topic.</summary>
/// <param name="Tag">Only messages with this tag; null for all.</param>
public sealed record Subscription(string Name, string Queue, string? Tag);
