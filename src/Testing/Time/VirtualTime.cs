namespace Sluice.Testing.Time;

/// <summary>A clock that stands still until somebody moves it; its timers fire while it is moved, earliest first.</summary>
/// <remarks>One owner moves it, on one thread. Of timers that are due together the one that was made first fires first.</remarks>
public sealed class VirtualTime : TimeProvider
{
    private readonly List<VirtualTimer> _timers = [];
    private DateTimeOffset _now;

    /// <summary>A clock that begins with the year 2026.</summary>
    public VirtualTime()
        : this(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
    }

    /// <param name="start">What it shows first.</param>
    public VirtualTime(DateTimeOffset start) => _now = start;

    /// <summary>Timers that are set to more than this fire so much early, as those of a coarse clock may.</summary>
    public TimeSpan Early { get; set; }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>When the next timer fires; null when none is set.</summary>
    public DateTimeOffset? NextDue => _timers.Min(timer => timer.Due);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _now;

    /// <inheritdoc/>
    public override long GetTimestamp() => _now.UtcTicks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, () => callback(state));
        _timers.Add(timer);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Lets time pass, and fires what becomes due.</summary>
    public void Advance(TimeSpan by) => AdvanceTo(_now + by);

    /// <summary>Moves to a time, or stays where it is when that is past, and fires what is due by then.</summary>
    public void AdvanceTo(DateTimeOffset time)
    {
        while (_timers.Where(timer => timer.Due <= time).MinBy(timer => timer.Due) is { } next)
        {
            _now = next.Due!.Value > _now ? next.Due.Value : _now;
            next.Fire();
        }

        _now = time > _now ? time : _now;
    }

    /// <summary>Moves to a time, with what is due just then still to fire; earlier timers have fired.</summary>
    public void StandAt(DateTimeOffset time)
    {
        while (_timers.Where(timer => timer.Due < time).MinBy(timer => timer.Due) is { } next)
        {
            _now = next.Due!.Value > _now ? next.Due.Value : _now;
            next.Fire();
        }

        _now = time > _now ? time : _now;
    }

    /// <summary>Somebody sets the clock, forward or back: no time passes, and timers run on as they were.</summary>
    public void Set(TimeSpan by)
    {
        _now += by;
        foreach (var timer in _timers)
        {
            timer.Shift(by);
        }
    }

    /// <summary>Forgets all timers, as the death of whoever set them does.</summary>
    public void ForgetTimers() => _timers.Clear();

    private sealed class VirtualTimer(VirtualTime owner, Action callback) : ITimer
    {
        private TimeSpan _period;

        public DateTimeOffset? Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var wait = dueTime > owner.Early ? dueTime - owner.Early : dueTime;
            Due = dueTime == Timeout.InfiniteTimeSpan ? null : owner._now + wait;
            _period = period;
            return true;
        }

        public void Shift(TimeSpan by) => Due += by;

        public void Fire()
        {
            Due = _period == Timeout.InfiniteTimeSpan || _period == TimeSpan.Zero ? null : Due + _period;
            callback();
        }

        public void Dispose() => owner._timers.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
