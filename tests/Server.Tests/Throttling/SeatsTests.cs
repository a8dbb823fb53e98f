using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Server.Throttling;

namespace Sluice.Server.Tests.Throttling;

public sealed class SeatsTests
{
    private static readonly AccountId Loud = AccountId.Default;
    private static readonly AccountId Quiet = AccountId.FromStored("2000000000000000");

    private readonly RingingTime _time = new();

    [Fact]
    public async Task As_many_as_there_are_have_a_place_at_once_and_the_next_when_one_is_given_back()
    {
        var seats = new Seats(2, _time);
        var first = await seats.TakeAsync(Loud, default);
        await seats.TakeAsync(Loud, default);
        var third = seats.TakeAsync(Loud, default);
        Assert.False(third.IsCompleted);

        first.Dispose();
        first.Dispose();

        await third;
        Assert.False(seats.TakeAsync(Loud, default).IsCompleted);
    }

    [Fact]
    public async Task Accounts_take_turns_however_many_calls_one_of_them_has_waiting()
    {
        var seats = new Seats(1, _time);
        var seat = await seats.TakeAsync(Loud, default);
        var loud = Enumerable.Range(0, 10).Select(_ => seats.TakeAsync(Loud, default).AsTask()).ToList();
        var quiet = seats.TakeAsync(Quiet, default).AsTask();

        seat.Dispose();
        (await loud[0]).Dispose();

        (await quiet).Dispose();
        foreach (var other in loud[1..])
        {
            (await other).Dispose();
        }

        Assert.True(seats.TakeAsync(Quiet, default).IsCompleted);
    }

    [Fact]
    public async Task Whoever_has_waited_long_enough_is_refused_and_takes_nobodys_place()
    {
        var seats = new Seats(1, _time);
        var seat = await seats.TakeAsync(Loud, default);
        var late = seats.TakeAsync(Loud, default).AsTask();
        _time.Ring();

        Assert.Equal("ResourceThrottled", (await Assert.ThrowsAsync<ApiException>(() => late)).Code);
        using var gone = new CancellationTokenSource();
        var hungUp = seats.TakeAsync(Loud, gone.Token).AsTask();
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hungUp);

        seat.Dispose();
        Assert.True(seats.TakeAsync(Loud, default).IsCompleted);
    }

    [Fact]
    public async Task A_place_that_comes_free_in_the_moment_in_which_its_next_one_leaves_is_not_lost()
    {
        var seats = new Seats(1, TimeProvider.System);
        for (var round = 0; round < 2_000; round++)
        {
            using var gone = new CancellationTokenSource();
            var seat = await seats.TakeAsync(Loud, default);
            var next = seats.TakeAsync(Loud, gone.Token).AsTask();

            seat.Dispose();
            gone.Cancel();

            try
            {
                (await next).Dispose();
            }
            catch (OperationCanceledException)
            {
                // It has left, and not with the place.
            }

            var free = seats.TakeAsync(Loud, default);
            Assert.True(free.IsCompleted, $"Round {round} has lost it.");
            (await free).Dispose();
        }
    }

    /// <summary>A clock whose timers ring when the test says so.</summary>
    private sealed class RingingTime : TimeProvider
    {
        private readonly List<Action> _timers = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _timers.Add(() => callback(state));
            return new Timer(_ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public void Ring() => _timers.ForEach(ring => ring());
    }
}
