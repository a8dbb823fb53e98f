using Sluice.Server.OwnApi;

namespace Sluice.Server.Resources;

/// <summary>What queues, messages and topics look like; <see cref="QueueResources"/> writes them.</summary>
internal static class QueueShapes
{
    private static readonly Shape.Members Subscription = Shape.Object(
        "Subscription",
        new Field("name", Shape.Text, "Its name."),
        new Field("queue", Shape.Text, "That gets what is published."),
        new Field("tag", Shape.Text, "Only messages with this tag.").OrNone);

    public static Shape.Members Listed { get; } = Shape.Object(
        "ListedQueue",
        new Field("name", Shape.Text, "The queue's name."),
        new Field("created", Shape.Time, "When it was made."),
        new Field("messages", Shape.Whole, "Messages that it has, whether or not they can be taken now; counted up to 10,000."));

    public static Shape.Members Queue { get; } = Shape.Object(
        "Queue",
        new Field("name", Shape.Text, "The queue's name."),
        new Field("created", Shape.Time, "When it was made."),
        new Field("modified", Shape.Time, "When what it is set to was changed last."),
        new Field("active", Shape.Whole, "Messages that can be taken now."),
        new Field("inactive", Shape.Whole, "Messages that were taken and not deleted yet."),
        new Field("delayed", Shape.Whole, "Messages that can be taken later."),
        new Field("delaySeconds", Shape.Whole, "Until a message can be taken."),
        new Field("maximumMessageSize", Shape.Whole, "Bytes of a message at the most."),
        new Field("messageRetentionSeconds", Shape.Whole, "Until a message is dropped that nobody deleted."),
        new Field("visibilitySeconds", Shape.Whole, "For which a message that was taken is hidden from others."),
        new Field("pollingWaitSeconds", Shape.Whole, "That whoever asks waits for a message."));

    public static Shape.Members Message { get; } = Shape.Object(
        "Message",
        new Field("id", Shape.Text, "By which whoever sent it knows it."),
        new Field("body", Shape.Text, "As it was sent."),
        new Field("priority", Shape.Whole, "1 to 16; lower comes first."),
        new Field("sent", Shape.Time, "When it was sent."),
        new Field("visible", Shape.Time, "From when on it can be taken."),
        new Field("taken", Shape.Whole, "How often it was taken."),
        new Field("firstTaken", Shape.Time, "When it was taken first.").OrNone);

    public static Shape.Members Sent { get; } = Shape.Object(
        "SentMessage",
        new Field("id", Shape.Text, "Of the message."),
        new Field("md5", Shape.Text, "Of its body, in upper-case hexadecimal digits."));

    public static Shape.Members Topic { get; } = Shape.Object(
        "Topic",
        new Field("name", Shape.Text, "The topic's name."),
        new Field("created", Shape.Time, "When it was made."),
        new Field("messages", Shape.Whole, "How many were published."),
        new Field("subscriptions", Shape.ListOf(Subscription), "Queues that get what is published."));
}
