using Sluice.Events;
using Sluice.Model;

namespace Sluice.Targets.Events;

/// <summary>Failures of events.</summary>
internal static class EventFailures
{
    /// <summary>Before the codes of event buses. Source: definition language, section 8.4.</summary>
    public const string Prefix = "EventBridge.";

    public const string Internal = Prefix + "InternalServerError";

    public static StepFailure Refused(EventException e) => new(Prefix + e.Code, e.Message);
}
