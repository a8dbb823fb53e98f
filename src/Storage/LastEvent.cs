using Sluice.Model.History;

namespace Sluice.Storage;

/// <summary>The last thing that is known to have happened, for a server that did not say when it ended.</summary>
public static class LastEvent
{
    /// <param name="events">Of a journal row.</param>
    /// <returns>The time of the last one, in Unix milliseconds; null when there is none, or it cannot be read.</returns>
    public static long? TimeOf(byte[] events)
    {
        try
        {
            return events.Length == 0 ? null : EventCodec.Decode(events)[^1].Time.ToUnixTimeMilliseconds();
        }
        catch (InvalidDataException)
        {
            // Whoever asks for the history is told.
            return null;
        }
    }
}
