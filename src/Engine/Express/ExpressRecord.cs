using Sluice.Engine.Flows;
using Sluice.Engine.Turns;
using Sluice.Model.History;
using Sluice.Storage;

namespace Sluice.Engine.Express;

/// <summary>What will be kept of a run once it has ended: its row and its whole history, or nothing.</summary>
/// <remarks>Belongs to the run's thread until it is closed, and to the recorder from then on.</remarks>
internal sealed class ExpressRecord(CompiledRevision revision, ExecutionRow row, ExpressRecorder recorder)
{
    /// <summary>What a row or an event weighs beside its data, roughly.</summary>
    private const int Overhead = 256;

    private readonly List<HistoryEvent> _events = [];
    private bool _isLost;

    public CompiledRevision Revision => revision;

    public ExecutionRow Row { get; set; } = row;

    public IReadOnlyList<HistoryEvent> Events => _events;

    public DateTimeOffset LastTime { get; private set; }

    /// <summary>Bytes that the recorder keeps room for.</summary>
    public long Bytes { get; private set; }

    /// <summary>Takes events up, unless there is no room for them: then the whole record is lost.</summary>
    public void Add(IReadOnlyList<HistoryEvent> events)
    {
        if (events.Count == 0)
        {
            return;
        }

        LastTime = events[^1].Time;
        if (TryKeep(EventBytes.Of(events, Overhead)))
        {
            _events.AddRange(events);
        }
    }

    /// <summary>The run has ended: the record goes its way.</summary>
    public void Close()
    {
        if (TryKeep(Overhead + (Row.Input?.Length ?? 0) + (Row.Output?.Length ?? 0)))
        {
            recorder.Add(this);
        }
        else
        {
            recorder.CountLost(Row);
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Drop()
    {
        _isLost = true;
        _events.Clear();
        recorder.GiveBack(revision.Account, Bytes);
        Bytes = 0;
    }

    private bool TryKeep(long bytes)
    {
        if (_isLost)
        {
            return false;
        }

        if (recorder.TryKeep(revision.Account, bytes))
        {
            Bytes += bytes;
            return true;
        }

        Drop();
        return false;
    }
}
