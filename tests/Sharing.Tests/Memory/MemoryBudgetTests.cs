using Sluice.Sharing.Memory;

namespace Sluice.Sharing.Tests.Memory;

public sealed class MemoryBudgetTests
{
    private const long MiB = 1 << 20;

    [Theory]
    [InlineData(128, 48)]
    [InlineData(256, 96)]
    [InlineData(384, 172)]
    [InlineData(512, 249)]
    [InlineData(1_024, 556)]
    [InlineData(65_536, 4_096)]
    public void What_callers_may_fill_follows_from_what_there_is(long available, long budget) =>
        Assert.Equal(budget, MemoryBudget.Of(available * MiB, chosen: null, strangersPercent: 12).Bytes / MiB);

    [Fact]
    public void A_budget_that_was_chosen_is_taken_as_it_is()
    {
        var budget = MemoryBudget.Of(512 * MiB, 16 * MiB, strangersPercent: 25);

        Assert.Equal((16 * MiB, 4 * MiB), (budget.Bytes, budget.StrangerBytes));
    }
}
