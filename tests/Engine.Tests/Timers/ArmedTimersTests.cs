using Sluice.Engine.Scheduling;
using Sluice.Engine.Timers;
using Sluice.Model;
using Sluice.Testing.Time;

namespace Sluice.Engine.Tests.Timers;

public sealed class ArmedTimersTests
{
    private readonly VirtualTime _time = new();

    private DateTimeOffset Now => _time.GetUtcNow();

    [Fact]
    public void What_is_due_beyond_the_horizon_is_left_to_a_sweep()
    {
        var timers = new ArmedTimers(new Clock(_time), TimeSpan.FromMinutes(1));

        timers.Arm(TimerEntry.Whole(new ExecutionId(1)), Now.AddSeconds(61));
        Assert.Null(timers.NextDue);

        timers.Arm(TimerEntry.Whole(new ExecutionId(1)), Now.AddSeconds(60));
        Assert.Equal(Now.AddSeconds(60).ToUnixTimeMilliseconds(), timers.NextDue);
        Assert.False(timers.IsDue);

        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.True(timers.IsDue);
    }

    [Fact]
    public void What_no_sweep_would_find_is_kept_however_late_it_is_due()
    {
        var timers = new ArmedTimers(new Clock(_time), TimeSpan.FromMinutes(1));

        timers.Add(TimerEntry.Whole(new ExecutionId(1)), Now.AddHours(1));

        Assert.Equal(Now.AddHours(1).ToUnixTimeMilliseconds(), timers.NextDue);
    }

    [Fact]
    public async Task The_alarm_rings_at_the_earliest_time_that_it_was_set_to_and_is_set_anew_after_that()
    {
        var rung = 0;
        await using var alarm = new ShardAlarm(new Clock(_time), () => rung++);
        alarm.Set(Now.AddSeconds(9).ToUnixTimeMilliseconds());
        alarm.Set(Now.AddSeconds(2).ToUnixTimeMilliseconds());

        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(1, rung);

        alarm.OnRung();
        alarm.Set(Now.AddSeconds(-1).ToUnixTimeMilliseconds());
        _time.Advance(TimeSpan.Zero);
        Assert.Equal(2, rung);

        alarm.OnRung();
        alarm.Set(null);
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(2, rung);
    }
}
