using Sluice.Model.History;
using Sluice.Model.Names;
using Sluice.Storage;

namespace Sluice.Engine.Metering;

/// <summary>Looks on as executions go, for whoever counts, logs or traces. Nobody who looks changes anything.</summary>
/// <remarks>With nobody who wants to know, it costs a few looks. Callers on any thread.</remarks>
internal sealed class ExecutionObserver(FlowMeter flows, HistoryLog log, ExecutionTraces traces)
{
    /// <summary>Something of an execution has happened for good.</summary>
    /// <param name="row">As it stands now.</param>
    /// <param name="isNew">It began with this.</param>
    /// <param name="events">What is new.</param>
    public void Note(AccountId account, string flow, ExecutionRow row, bool isNew, IReadOnlyList<HistoryEvent> events)
    {
        flows.Note(account, flow, row, isNew, events);
        log.Note(account, flow, row.Name, events);
        traces.NoteEnd(account, flow, row);
    }
}
