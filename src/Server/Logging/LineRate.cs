namespace Sluice.Server.Logging;

/// <summary>How many lines of one kind may be written: many at once, few in the long run. The rest is
/// counted.</summary>
/// <remarks>Callers on any thread.</remarks>
internal sealed class LineRate(TimeProvider time)
{
    /// <summary>Lines at once.</summary>
    public const int Burst = 100;

    /// <summary>One more line may be written after each such pause.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private double _left = Burst;
    private long _at = time.GetTimestamp();
    private long _leftOut;

    /// <returns>False for a line that is to be left out, and has been counted.</returns>
    public bool TryTake()
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            _left = Math.Min(Burst, _left + (time.GetElapsedTime(_at, now) / Pause));
            _at = now;
            if (_left >= 1)
            {
                _left--;
                return true;
            }

            _leftOut++;
            return false;
        }
    }

    /// <summary>Lines left out since this was asked last.</summary>
    public long TakeLeftOut()
    {
        lock (_lock)
        {
            var count = _leftOut;
            _leftOut = 0;
            return count;
        }
    }
}
