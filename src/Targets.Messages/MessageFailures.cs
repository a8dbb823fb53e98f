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

    public static StepFailure Refused(QueueException e) => new(Prefix + e.Code, e.Message);
}
