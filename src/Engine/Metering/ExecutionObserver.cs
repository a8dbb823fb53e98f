using Sluice.Model.History;
using Sluice.Model.Names;
using Sluice.Storage;

namespace Sluice.Engine.Metering;

/// <summary>Looks on as executions go, for whoever counts, logs or traces. Nobody who looks changes anything.</summary>
/// <remarks>With nobody who wants to know, it costs a few looks. Callers on any thread.</remarks>
internal sealed class ExecutionObserver(FlowMeter flows, HistoryLog log, ExecutionTraces traces, LimitWatch limits)
{
    /// <summary>Something of an execution has happened for good.</summary>
    /// <param name="row">As it stands now.</param>
    /// <param name="isNew">It began with this.</param>
    /// <param name="events">What is new.</param>
    /// <param name="bytes">Of all of them together, at least.</param>
    public void Note(
        AccountId account, string flow, ExecutionRow row, bool isNew, IReadOnlyList<HistoryEvent> events, long bytes)
    {
        flows.Note(account, flow, row, isNew, events);
        log.Note(account, flow, row.Name, events);
        traces.NoteEnd(account, flow, row);
        limits.Note(account, flow, row.Name, events, bytes);
    }

    /// <summary>An execution has begun; there are so many of the account now.</summary>
    public void NoteRunning(AccountId account, long running) => limits.NoteRunning(account, running);
}
