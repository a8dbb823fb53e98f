namespace Sluice.Server.Tests.Health;

/// <summary>A clock whose timers ring when the test says so.</summary>
internal sealed class HeldTimers : TimeProvider
{
    private readonly List<(TimerCallback Ring, object? State)> _timers = [];
    private long _seconds;

    public override long TimestampFrequency => 1;

    /// <summary>What they were set to.</summary>
    public List<TimeSpan> Due { get; } = [];

    public override long GetTimestamp() => _seconds;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        _timers.Add((callback, state));
        Due.Add(dueTime);
        return new Held();
    }

    public void Pass(int seconds) => _seconds += seconds;

    public void Ring() => _timers.ForEach(timer => timer.Ring(timer.State));

    private sealed class Held : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
