using System.Diagnostics;
using System.Diagnostics.Metrics;
using Sluice.Model;
using Sluice.Model.History;
using Sluice.Model.Names;
using Sluice.Storage;

namespace Sluice.Engine.Metering;

/// <summary>What executions do, counted by flow: the metrics of the vendor's service, and how executions were stopped.</summary>
/// <remarks>With nobody who listens it costs a look. Callers on any thread. Source: runtime, section 7.</remarks>
internal sealed class FlowMeter
{
    private readonly Counter<long> _started;
    private readonly Counter<long> _succeeded;
    private readonly Counter<long> _failed;
    private readonly Counter<long> _timedOut;
    private readonly Counter<long> _stopped;
    private readonly Counter<long> _transitions;
    private readonly Histogram<double> _duration;
    private readonly FlowLabels _labels;

    public FlowMeter(Meter meter, int mostFlows)
    {
        _labels = new FlowLabels(mostFlows);
        _started = Counter("sluice.executions.started", "Executions that have begun.");
        _succeeded = Counter("sluice.executions.succeeded", "Executions that have succeeded.");
        _failed = Counter("sluice.executions.failed", "Executions that have failed.");
        _timedOut = Counter("sluice.executions.timed_out", "Executions that have timed out.");
        _stopped = Counter("sluice.executions.stopped", "Executions that were stopped.");
        _transitions = meter.CreateCounter<long>("sluice.state.transitions", "{transition}", "States that were entered.");
        _duration = meter.CreateHistogram<double>(
            "sluice.execution.duration",
            "s",
            "Time from the start of an execution to its end, by its status.",
            advice: new() { HistogramBucketBoundaries = Buckets.OfDays });

        Counter<long> Counter(string name, string about) => meter.CreateCounter<long>(name, "{execution}", about);
    }

    /// <summary>Whether anybody listens: what it takes to count need not be found out otherwise.</summary>
    public bool IsHeard => _started.Enabled || _transitions.Enabled || _duration.Enabled;

    /// <summary>Something of an execution has happened for good.</summary>
    /// <param name="row">As it stands now.</param>
    /// <param name="isNew">It began with this.</param>
    /// <param name="events">What is new.</param>
    public void Note(AccountId account, string flow, ExecutionRow row, bool isNew, IReadOnlyList<HistoryEvent> events)
    {
        if (!IsHeard)
        {
            return;
        }

        var tags = _labels.Of(account, flow);
        if (isNew)
        {
            _started.Add(1, tags.All);
        }

        if (EnteredIn(events) is > 0 and var entered)
        {
            _transitions.Add(entered, tags.All);
        }

        if (row.Stopped is { } stopped)
        {
            CounterOf(row.Status).Add(1, tags.All);
            _duration.Record((stopped - row.Started) / 1_000.0, tags.Of(row.Status));
        }
    }

    private static int EnteredIn(IReadOnlyList<HistoryEvent> events)
    {
        var entered = 0;
        for (var place = 0; place < events.Count; place++)
        {
            entered += events[place].Type == EventType.StepEntered ? 1 : 0;
        }

        return entered;
    }

    private Counter<long> CounterOf(ExecutionStatus status) => status switch
    {
        ExecutionStatus.Succeeded => _succeeded,
        ExecutionStatus.Failed => _failed,
        ExecutionStatus.TimedOut => _timedOut,
        ExecutionStatus.Stopped => _stopped,
        _ => throw new UnreachableException($"An execution has ended as {status}."),
    };
}
