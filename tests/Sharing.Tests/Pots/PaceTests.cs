using Sluice.Sharing.Pots;

namespace Sluice.Sharing.Tests.Pots;

public sealed class PaceTests
{
    private readonly Pace _pace = new();

    [Fact]
    public void As_long_as_nothing_is_known_the_wait_is_short() =>
        Assert.Equal(TimeSpan.FromSeconds(0.1), _pace.WaitFor(1_000, givenBack: 0, TimeSpan.FromMilliseconds(1)));

    [Theory]
    [InlineData(100, 1.0)]
    [InlineData(1, 0.1)]
    [InlineData(1_000_000, 10.0)]
    public void It_is_what_there_is_too_much_of_by_what_comes_back_in_a_second(long surplus, double seconds)
    {
        _pace.WaitFor(1, givenBack: 50, TimeSpan.FromSeconds(10));

        Assert.Equal(
            TimeSpan.FromSeconds(seconds), _pace.WaitFor(surplus, givenBack: 250, TimeSpan.FromSeconds(12)));
    }

    [Fact]
    public void Where_nothing_comes_back_it_is_the_longest()
    {
        _pace.WaitFor(1, givenBack: 50, TimeSpan.FromSeconds(10));

        Assert.Equal(TimeSpan.FromSeconds(10), _pace.WaitFor(1, givenBack: 50, TimeSpan.FromSeconds(12)));
    }
}
