namespace Sluice.Events.Deliveries;

/// <summary>How long a delivery waits after an attempt that has failed.</summary>
internal static class Backoff
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>1 second after the first, then twice as long each time, up to ten minutes.</summary>
    /// <param name="failed">Attempts so far. 1 or more.</param>
    /// <param name="asked">What whoever gets it has asked for; null for nothing.</param>
    public static TimeSpan After(int failed, TimeSpan? asked)
    {
        var wait = TimeSpan.FromSeconds(Math.Min(Longest.TotalSeconds, Math.Pow(2, Math.Min(failed, 32) - 1)));
        return asked is { } given && given > wait ? given < Longest ? given : Longest : wait;
    }
}
