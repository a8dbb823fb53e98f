using System.Diagnostics;

namespace Sluice.Outbound;

/// <summary>Tells whoever is called which trace the call belongs to, where the call itself is traced.</summary>
/// <remarks>
/// Nothing else goes along: no trace of the process's own, and nothing that a caller of the server has sent with his. A header
/// that the flow sets wins.
/// </remarks>
internal sealed class TaskTrace : DistributedContextPropagator
{
    private const string Header = "traceparent";

    /// <summary>Where spans of tasks come from.</summary>
    private const string Source = "Sluice.Engine";

    public override IReadOnlyCollection<string> Fields { get; } = [Header];

    public override void Inject(Activity? activity, object? carrier, PropagatorSetterCallback? setter)
    {
        if (FindTask(activity)?.Id is { } id)
        {
            setter?.Invoke(carrier, Header, id);
        }
    }

    /// <remarks>The library asks with an activity of its own, below the task's.</remarks>
    private static Activity? FindTask(Activity? activity) =>
        activity is null || activity.Source.Name == Source ? activity : FindTask(activity.Parent);

    public override void ExtractTraceIdAndState(
        object? carrier, PropagatorGetterCallback? getter, out string? traceId, out string? traceState) =>
        (traceId, traceState) = (null, null);

    public override IEnumerable<KeyValuePair<string, string?>>? ExtractBaggage(
        object? carrier, PropagatorGetterCallback? getter) => null;
}
