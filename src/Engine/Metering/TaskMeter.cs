using System.Diagnostics.Metrics;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Engine.Metering;

/// <summary>Calls of tasks, by what was called and what came of it.</summary>
/// <remarks>With nobody who listens it costs a look.</remarks>
internal sealed class TaskMeter(Meter meter, TimeProvider time)
{
    private readonly Histogram<double> _duration = meter.CreateHistogram<double>(
        "sluice.task.duration",
        "s",
        "Time that a call of a task was out, by its action and by what came of it.",
        advice: new() { HistogramBucketBoundaries = Buckets.OfCalls });

    /// <returns>When a call begins, for <see cref="Ended"/>; 0 when nobody listens.</returns>
    public long Begin() => _duration.Enabled ? time.GetTimestamp() : 0;

    /// <param name="action">One that there is.</param>
    /// <param name="result">Null when the call was called off.</param>
    public void Ended(long begun, string action, Outcome<JsonPayload>? result)
    {
        if (begun != 0)
        {
            _duration.Record(
                time.GetElapsedTime(begun).TotalSeconds,
                new("sluice.action", action),
                new("sluice.outcome", OutcomeOf(result)));
        }
    }

    private static string OutcomeOf(Outcome<JsonPayload>? result) => result switch
    {
        null => "cancelled",
        { Failure: null } => "succeeded",
        _ => "failed",
    };
}
