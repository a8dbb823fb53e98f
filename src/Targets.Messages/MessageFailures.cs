using Sluice.Model;
using Sluice.Queues;

namespace Sluice.Targets.Messages;

/// <summary>Failures of messages.</summary>
internal static class MessageFailures
{
    /// <summary>Before the vendor's own codes. Source: definition language, section 8.4.</summary>
    public const string Prefix = "MNS.";

    public const string Internal = Prefix + "InternalServerError";

    /// <summary>No answer: refused, broken off. Our own.</summary>
    public const string RequestFailed = Prefix + "RequestFailed";

    /// <summary>Whoever takes the message does not let us in. Our own.</summary>
    public const string AccessDenied = Prefix + "AccessDenied";

    /// <summary>A broker has said that it does not keep the message. Our own.</summary>
    public const string Nacked = Prefix + "MessageNacked";

    public static StepFailure Refused(QueueException e) => new(Prefix + e.Code, e.Message);
}
