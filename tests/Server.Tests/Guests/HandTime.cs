namespace Sluice.Server.Tests.Guests;

/// <summary>A clock that the test moves; its timers ring when the test says so.</summary>
internal sealed class HandTime : TimeProvider
{
    private long _milliseconds;

    public override long TimestampFrequency => 1_000;

    public override long GetTimestamp() => Volatile.Read(ref _milliseconds);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new NoTimer();

    public void Pass(TimeSpan time) => Interlocked.Add(ref _milliseconds, (long)time.TotalMilliseconds);

    private sealed class NoTimer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
