namespace Sluice.Model.Rates;

/// <summary>A bucket that begins full, loses a token each time, and is refilled as time passes.</summary>
/// <remarks>Safe for many threads. The time comes from outside; one that goes back refills nothing.</remarks>
public sealed class TokenBucket(Rate rate, DateTimeOffset now)
{
    private readonly Lock _lock = new();
    private double _tokens = rate.Burst;
    private DateTimeOffset _filled = now;

    /// <summary>Takes a token if there is one.</summary>
    /// <param name="wait">How long until there will be one; zero when one was taken.</param>
    public bool TryTake(DateTimeOffset now, out TimeSpan wait)
    {
        lock (_lock)
        {
            Refill_NeedsLock(now);
            wait = Missing_NeedsLock(1);
            _tokens -= wait == TimeSpan.Zero ? 1 : 0;
            return wait == TimeSpan.Zero;
        }
    }

    /// <summary>Takes a token that may come only later.</summary>
    /// <returns>How long until it is there: each caller gets a time of its own, one after another.</returns>
    public TimeSpan Reserve(DateTimeOffset now)
    {
        lock (_lock)
        {
            Refill_NeedsLock(now);
            _tokens--;
            return Missing_NeedsLock(0);
        }
    }

    /// <summary>Whole tokens that are there.</summary>
    public int Available(DateTimeOffset now)
    {
        lock (_lock)
        {
            Refill_NeedsLock(now);
            return (int)Math.Max(0, _tokens);
        }
    }

    /// <summary>Takes tokens for what has happened already; the bucket may come to owe some.</summary>
    public void Spend(int tokens, DateTimeOffset now)
    {
        lock (_lock)
        {
            Refill_NeedsLock(now);
            _tokens -= tokens;
        }
    }

    private void Refill_NeedsLock(DateTimeOffset now)
    {
        var seconds = Math.Max(0, (now - _filled).TotalSeconds);
        _tokens = Math.Min(rate.Burst, _tokens + (seconds * rate.PerSecond));
        _filled = now;
    }

    /// <remarks>Rounded up to whole milliseconds, so that nobody comes back too early.</remarks>
    private TimeSpan Missing_NeedsLock(double tokens) => _tokens >= tokens
        ? TimeSpan.Zero
        : TimeSpan.FromMilliseconds(Math.Ceiling((tokens - _tokens) * 1000 / rate.PerSecond));
}
