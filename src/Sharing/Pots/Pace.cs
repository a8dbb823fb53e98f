namespace Sluice.Sharing.Pots;

/// <summary>How fast what was taken of a pot comes back: how long somebody who was refused should wait.</summary>
/// <remarks>Asked at refusals only. Callers on any thread.</remarks>
public sealed class Pace
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>Asked again within this time, it goes by what it saw before.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private TimeSpan _at;
    private long _givenBack;

    /// <summary>A second; null as long as nothing is known.</summary>
    private double? _rate;

    /// <summary>When so much will have come back, should it go on as it did of late: 0.1 to 10 s.</summary>
    /// <param name="surplus">What there is too much of, in the pot's own unit.</param>
    /// <param name="givenBack">All that ever came back.</param>
    /// <param name="now">By a clock that never jumps.</param>
    public TimeSpan WaitFor(long surplus, long givenBack, TimeSpan now)
    {
        lock (_lock)
        {
            var elapsed = now - _at;
            if (elapsed >= Window)
            {
                _rate = (givenBack - _givenBack) / elapsed.TotalSeconds;
                (_at, _givenBack) = (now, givenBack);
            }

            return _rate is not { } rate ? Shortest
                : rate <= 0 ? Longest
                : TimeSpan.FromSeconds(Math.Clamp(surplus / rate, Shortest.TotalSeconds, Longest.TotalSeconds));
        }
    }
}
