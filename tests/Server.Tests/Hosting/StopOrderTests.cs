using Sluice.Server.Hosting;
using Sluice.Server.Tests.Health;

namespace Sluice.Server.Tests.Hosting;

public sealed class StopOrderTests
{
    private readonly HeldTimers _time = new();
    private int _stops;

    [Fact]
    public void The_first_order_gives_those_who_send_callers_their_time()
    {
        using var order = new StopOrder(TimeSpan.FromSeconds(20), _time);

        Assert.True(order.Give(atOnce: false, Stop));
        Assert.Equal((true, 0), (order.IsGiven, _stops));
        Assert.Equal([TimeSpan.FromSeconds(20)], _time.Due);

        _time.Ring();
        _time.Ring();
        Assert.Equal(1, _stops);
    }

    [Fact]
    public void The_second_one_does_not_wait_and_the_third_leaves_the_end_of_the_process()
    {
        using var order = new StopOrder(TimeSpan.FromSeconds(20), _time);
        order.Give(atOnce: false, Stop);

        Assert.True(order.Give(atOnce: false, Stop));
        Assert.Equal(1, _stops);
        Assert.False(order.Give(atOnce: false, Stop));
        _time.Ring();
        Assert.Equal(1, _stops);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(20, true)]
    public void Without_such_a_time_or_at_the_keyboard_it_stops_at_once(int drainSeconds, bool atOnce)
    {
        using var order = new StopOrder(TimeSpan.FromSeconds(drainSeconds), _time);

        Assert.True(order.Give(atOnce, Stop));

        Assert.Equal((true, 1), (order.IsGiven, _stops));
    }

    private void Stop() => _stops++;
}
