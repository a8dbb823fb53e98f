using Sluice.Model.History;

namespace Sluice.Engine.Api;

/// <summary>A whole history in little memory: large details are left out, but for the newest of calls.</summary>
/// <remarks>A history may have as many megabytes as it has events. What steps were given and gave is most of that, and nobody
/// who looks at the whole asks for it; whoever wants it reads the events page by page.</remarks>
/// <param name="mostBytes">Of the details of calls.</param>
internal sealed class LeanHistory(long mostBytes)
{
    /// <summary>Details up to here are as they were.</summary>
    public const int SmallDetail = 1024;

    private readonly List<HistoryEvent> _events = [];
    private readonly Queue<int> _large = new();
    private long _bytes;

    /// <summary>In the order in which they were added.</summary>
    public IReadOnlyList<HistoryEvent> Events => _events;

    public void Add(HistoryEvent happened)
    {
        var bytes = happened.Detail.ByteCount;
        if (bytes <= SmallDetail)
        {
            _events.Add(happened);
            return;
        }

        if (!IsOfCall(happened.Type))
        {
            _events.Add(Lean(happened));
            return;
        }

        _large.Enqueue(_events.Count);
        _events.Add(happened);
        _bytes += bytes;
        while (_bytes > mostBytes && _large.Count > 1)
        {
            var oldest = _large.Dequeue();
            _bytes -= _events[oldest].Detail.ByteCount;
            _events[oldest] = Lean(_events[oldest]);
        }
    }

    private static bool IsOfCall(EventType type) =>
        type is EventType.TaskScheduled or EventType.TaskSubmitted or EventType.TaskSubmitFailed
            or EventType.TaskSucceeded or EventType.TaskFailed or EventType.TaskTimedOut;

    private static HistoryEvent Lean(HistoryEvent happened)
    {
        var kept = new List<(string Key, Model.Json.JsonPayload Value)>();
        foreach (var member in happened.Detail.Members)
        {
            // Errors and causes have bounds of their own.
            if (member.Value.ByteCount <= SmallDetail || member.Key is "error" or "cause")
            {
                kept.Add(member);
            }
        }

        return happened with { Detail = new EventDetail([.. kept]) };
    }
}
