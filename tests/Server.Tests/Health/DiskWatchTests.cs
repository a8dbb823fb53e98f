using Sluice.Server.Health;

namespace Sluice.Server.Tests.Health;

public sealed class DiskWatchTests
{
    private readonly HeldTimers _time = new();

    [Fact]
    public void What_was_seen_last_is_known_until_it_is_old_and_then_the_disk_counts_as_silent()
    {
        DiskSpace? there = new DiskSpace(Free: 7, Total: 9);
        using var watch = new DiskWatch(() => there ?? throw new IOException("gone"), _time);
        Assert.Equal((null, false), (watch.Space, watch.IsSilent));

        _time.Ring();
        there = null;
        _time.Pass(seconds: 30);
        _time.Ring();
        Assert.Equal((new DiskSpace(7, 9), false), (watch.Space, watch.IsSilent));

        _time.Pass(seconds: 1);
        Assert.Equal((null, true), (watch.Space, watch.IsSilent));
    }

    [Fact]
    public void A_disk_that_has_not_answered_is_not_asked_again()
    {
        var asked = 0;
        DiskWatch? watch = null;
        watch = new DiskWatch(
            () =>
            {
                asked++;

                // As if the next round came while this one still waits.
                _time.Ring();
                return default;
            },
            _time);
        using var _ = watch;

        _time.Ring();

        Assert.Equal(1, asked);
    }

    [Fact]
    public void A_disk_that_becomes_nearly_full_is_told_once_and_again_when_it_had_room_in_between()
    {
        var (free, told) = (21, new List<long>());
        using var watch = new DiskWatch(() => new(free, Total: 100), _time);
        watch.TellNearlyFull(space => told.Add(space.Free));
        foreach (var next in new[] { 21, 20, 5, 40, 10 })
        {
            free = next;
            _time.Ring();
        }

        Assert.Equal([20, 10], told);
    }

    [Fact]
    public void What_nobody_was_there_to_hear_is_told_when_somebody_is()
    {
        var told = new List<long>();
        using var watch = new DiskWatch(() => new(Free: 7, Total: 100), _time);
        _time.Ring();
        watch.TellNearlyFull(space => told.Add(space.Free));

        _time.Ring();
        _time.Ring();

        Assert.Equal([7], told);
    }

    [Theory]
    [InlineData(99, true)]
    [InlineData(100, false)]
    public void The_last_room_is_for_ending_what_runs(int free, bool isKept)
    {
        var options = new HealthOptions { LeastFreeBytes = 100 };
        using var watch = new DiskWatch(() => new(free, Total: 10_000), _time);
        Assert.Null(options.WhyNothingBegins(watch));

        _time.Ring();

        Assert.Equal(isKept, options.WhyNothingBegins(watch)?.Contains("(setting health.freeMegabytes)", StringComparison.Ordinal) ?? false);
    }

    [Fact]
    public void The_disk_of_a_directory_is_asked_itself()
    {
        using var watch = DiskWatch.Of(Path.GetTempPath(), _time);
        _time.Ring();

        Assert.InRange(watch.Space!.Value.Free, 0, watch.Space.Value.Total);
    }
}
