using Sluice.Testing.Time;

namespace Sluice.Testing.Tests.Time;

public sealed class VirtualTimeTests
{
    private static readonly DateTimeOffset Start = new(2030, 5, 6, 7, 8, 9, TimeSpan.Zero);

    private readonly VirtualTime _time = new(Start);
    private readonly List<(string Name, TimeSpan At)> _fired = [];

    [Fact]
    public void Time_stands_until_it_is_moved()
    {
        var began = _time.GetTimestamp();
        Assert.Equal(Start, _time.GetUtcNow());

        _time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(Start.AddSeconds(3), _time.GetUtcNow());
        Assert.Equal(TimeSpan.FromSeconds(3), _time.GetElapsedTime(began));
    }

    [Fact]
    public void Timers_fire_earliest_first_each_at_its_own_time()
    {
        Set("late", seconds: 5);
        Set("early", seconds: 2);
        Set("never", seconds: 60);

        Assert.Equal(Start.AddSeconds(2), _time.NextDue);
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal([("early", TimeSpan.FromSeconds(2)), ("late", TimeSpan.FromSeconds(5))], _fired);
        Assert.Equal(Start.AddSeconds(10), _time.GetUtcNow());
        Assert.Equal(Start.AddSeconds(60), _time.NextDue);
    }

    [Fact]
    public void Of_timers_that_are_due_together_the_one_made_first_fires_first()
    {
        Set("first", seconds: 2);
        Set("second", seconds: 2);

        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(["first", "second"], _fired.Select(item => item.Name));
    }

    [Fact]
    public void A_timer_with_a_period_fires_again_until_it_is_disposed()
    {
        var timer = Set("round", seconds: 1, period: 2);
        _time.Advance(TimeSpan.FromSeconds(6));
        timer.Dispose();
        _time.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal([1, 3, 5], _fired.Select(item => item.At.TotalSeconds));
    }

    [Fact]
    public void What_a_timer_sets_within_the_same_move_fires_in_it()
    {
        _time.CreateTimer(_ => Set("inner", seconds: 1), state: null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);

        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal([("inner", TimeSpan.FromSeconds(2))], _fired);
    }

    [Fact]
    public void A_clock_that_is_set_back_lets_no_time_pass_for_timers()
    {
        Set("timer", seconds: 5);

        _time.Set(TimeSpan.FromHours(-1));
        _time.Advance(TimeSpan.FromSeconds(4));
        Assert.Empty(_fired);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Single(_fired);
        Assert.Equal(Start.AddHours(-1).AddSeconds(5), _time.GetUtcNow());
    }

    [Fact]
    public void A_coarse_clock_fires_long_waits_a_little_early()
    {
        _time.Early = TimeSpan.FromMilliseconds(20);
        Set("timer", seconds: 1);

        _time.Advance(TimeSpan.FromMilliseconds(980));

        Assert.Single(_fired);
    }

    [Fact]
    public void Forgotten_timers_do_not_fire()
    {
        Set("timer", seconds: 1);

        _time.ForgetTimers();
        _time.Advance(TimeSpan.FromHours(1));

        Assert.Empty(_fired);
        Assert.Null(_time.NextDue);
    }

    private ITimer Set(string name, int seconds, int? period = null) => _time.CreateTimer(
        _ => _fired.Add((name, _time.GetUtcNow() - Start)),
        state: null,
        TimeSpan.FromSeconds(seconds),
        period is { } each ? TimeSpan.FromSeconds(each) : Timeout.InfiniteTimeSpan);
}
