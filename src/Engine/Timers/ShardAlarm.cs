using Sluice.Engine.Scheduling;

namespace Sluice.Engine.Timers;

/// <summary>The one system timer of a shard, set to the earliest thing that comes due.</summary>
internal sealed class ShardAlarm : IAsyncDisposable
{
    private readonly Clock _clock;
    private readonly ITimer _timer;
    private long _setTo = long.MaxValue;

    /// <param name="ring">Called on any thread. It may be early by the grain of its clock, and then nothing is due yet.</param>
    public ShardAlarm(Clock clock, Action ring)
    {
        _clock = clock;
        _timer = clock.Provider.CreateTimer(
            static ring => ((Action)ring!)(), ring, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <param name="due">Unix milliseconds; null when nothing comes due.</param>
    public void Set(long? due)
    {
        var time = due ?? long.MaxValue;
        if (time == _setTo)
        {
            return;
        }

        _setTo = time;
        var wait = time == long.MaxValue
            ? Timeout.InfiniteTimeSpan
            : TimeSpan.FromMilliseconds(Math.Max(0, time - _clock.Now.ToUnixTimeMilliseconds()));
        _timer.Change(wait, Timeout.InfiniteTimeSpan);
    }

    /// <summary>It has rung, and is to be set anew.</summary>
    public void OnRung() => _setTo = long.MaxValue;

    public ValueTask DisposeAsync() => _timer.DisposeAsync();
}
