namespace Sluice.Queues;

/// <summary>Something that cannot be: the vendor's code for it, and a sentence.</summary>
public sealed class QueueException : Exception
{
    private QueueException(string code, int httpStatus, string message)
        : base(message) => (Code, HttpStatus) = (code, httpStatus);

    public string Code { get; }

    public int HttpStatus { get; }

    public static QueueException QueueNotExist(string name) =>
        new("QueueNotExist", 404, $"There is no queue '{name}' in this account.");

    public static QueueException TopicNotExist(string name) =>
        new("TopicNotExist", 404, $"There is no topic '{name}' in this account.");

    public static QueueException SubscriptionNotExist(string name) =>
        new("SubscriptionNotExist", 404, $"There is no subscription '{name}' of this topic.");

    public static QueueException MessageNotExist() =>
        new("MessageNotExist", 404, "No message can be taken, or the message is gone or was taken by somebody else meanwhile.");

    public static QueueException ReceiptHandleError() =>
        new("ReceiptHandleError", 400, "The receipt handle is not one that a received message came with.");

    public static QueueException AlreadyExists(string kind, string name) => new(
        $"{kind}AlreadyExist", 409, $"The {kind.ToLowerInvariant()} '{name}' is there already, with other attributes.");

    public static QueueException InvalidArgument(string field, string problem) =>
        new("InvalidArgument", 400, $"{field}: {problem}.");

    public static QueueException TooLong(int bytes, int most) =>
        new("InvalidArgument", 400, $"MessageBody: it has {bytes} bytes; this queue takes at most {most}.");
}
