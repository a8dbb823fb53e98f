using Sluice.Model.History;

namespace Sluice.Engine.Turns;

/// <summary>What events take, before anybody has encoded them.</summary>
internal static class EventBytes
{
    /// <param name="overhead">Of each, besides its data.</param>
    /// <remarks>One payload is often the value of several events that follow each other: it counts once.</remarks>
    public static long Of(IReadOnlyList<HistoryEvent> events, int overhead)
    {
        long bytes = 0;
        object? last = null;
        foreach (var item in events)
        {
            bytes += overhead;
            foreach (var (_, value) in item.Detail.Members)
            {
                bytes += ReferenceEquals(value, last) ? 0 : value.ByteCount;
                last = value;
            }
        }

        return bytes;
    }
}
