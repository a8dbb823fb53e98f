using Sluice.Sharing.Memory;
using Sluice.Sharing.Pots;

namespace Sluice.Sharing.Tests.Memory;

public sealed class SharedMemoryTests
{
    private const long MiB = 1 << 20;

    private readonly SharedMemory _memory = new(new MemoryBudget(1_000 * MiB, 400 * MiB, 40 * MiB));
    private readonly Share _peer = new("peer", 1);
    private readonly List<MemoryLevel> _told = [];

    public SharedMemoryTests() => _memory.Pressed += _told.Add;

    [Theory]
    [InlineData(0, MemoryLevel.Ample)]
    [InlineData(749, MemoryLevel.Ample)]
    [InlineData(750, MemoryLevel.Low)]
    [InlineData(850, MemoryLevel.Short)]
    [InlineData(920, MemoryLevel.Critical)]
    public void What_the_heap_has_of_the_system_says_how_short_memory_is(long committed, MemoryLevel expected)
    {
        Note(committed * MiB);

        Assert.Equal(expected, _memory.Level);
    }

    [Theory]
    [InlineData(239, MemoryLevel.Ample)]
    [InlineData(240, MemoryLevel.Low)]
    [InlineData(340, MemoryLevel.Short)]
    [InlineData(380, MemoryLevel.Critical)]
    public void What_is_counted_says_it_too(long counted, MemoryLevel expected)
    {
        _memory.Pot.Take(_memory.Accounts.Of("a"), counted * MiB);
        Assert.Equal(expected != MemoryLevel.Ample, _memory.IsLow);
        Note(0);

        Assert.Equal(expected, _memory.Level);
    }

    [Fact]
    public void Whoever_can_give_something_up_is_told_as_long_as_memory_is_short_and_once_when_it_is_not()
    {
        foreach (var committed in new[] { 100, 800, 800, 930, 100, 100 })
        {
            Note(committed * MiB);
        }

        Assert.Equal([MemoryLevel.Low, MemoryLevel.Low, MemoryLevel.Critical, MemoryLevel.Ample], _told);
    }

    [Fact]
    public void After_each_full_collection_what_is_counted_is_set_against_what_is_there()
    {
        _memory.Pot.Take(_memory.Accounts.Of("a"), 100 * MiB);

        _memory.Note(new(0, MemoryBudget.Idle + (250 * MiB), 1), TimeSpan.Zero);
        Assert.Equal(2.5, _memory.Pot.Correction, 6);
        Assert.Equal(MemoryLevel.Low, _memory.Level);

        _memory.Note(new(0, MemoryBudget.Idle + (900 * MiB), 1), TimeSpan.Zero);
        Assert.Equal(2.5, _memory.Pot.Correction, 6);

        _memory.Note(new(0, MemoryBudget.Idle + (900 * MiB), 2), TimeSpan.Zero);
        Assert.Equal(4, _memory.Pot.Correction);

        _memory.Note(new(0, MiB, 3), TimeSpan.Zero);
        Assert.Equal(1, _memory.Pot.Correction);
    }

    [Fact]
    public void Next_to_nothing_that_is_counted_corrects_nothing()
    {
        _memory.Pot.Take(_memory.Accounts.Of("a"), MiB);

        _memory.Note(new(0, MemoryBudget.Idle + (90 * MiB), 1), TimeSpan.Zero);

        Assert.Equal(1, _memory.Pot.Correction);
    }

    [Fact]
    public void A_full_collection_is_asked_for_when_much_is_in_use_and_none_has_come()
    {
        _memory.Pot.Take(_memory.Accounts.Of("a"), 100 * MiB);
        Assert.Equal(WantedCollection.None, NoteAt(4, 900));
        Assert.Equal(WantedCollection.Background, NoteAt(5, 900));
        Assert.Equal(WantedCollection.None, NoteAt(6, 900));
        Assert.Equal(WantedCollection.Background, NoteAt(10, 900));
        Assert.Equal(WantedCollection.None, NoteAt(20, 700));
        Assert.Equal(WantedCollection.None, _memory.Note(new(900 * MiB, 0, 1), TimeSpan.FromSeconds(21)));
        Assert.Equal(WantedCollection.None, _memory.Note(new(900 * MiB, 0, 1), TimeSpan.FromSeconds(25)));
    }

    [Fact]
    public void When_memory_was_short_and_hardly_anybody_has_needed_any_for_a_while_it_is_given_back_once()
    {
        NoteAt(0, 100);
        Assert.Equal(WantedCollection.None, NoteAt(30, 100));
        _memory.Pot.Take(_memory.Accounts.Of("a"), 300 * MiB);
        NoteAt(40, 760);
        _memory.Pot.GiveBack(_memory.Accounts.Of("a"), 300 * MiB);
        Assert.Equal(WantedCollection.None, NoteAt(49, 760));

        Assert.Equal(WantedCollection.Compacting, NoteAt(50, 760));
        Assert.Equal(WantedCollection.None, NoteAt(51, 100));
        Assert.Equal(WantedCollection.None, NoteAt(70, 100));
    }

    [Fact]
    public void After_memory_has_run_out_it_is_critical_for_a_while()
    {
        _memory.NoteRunOut();
        Assert.Equal(MemoryLevel.Critical, _memory.Level);

        NoteAt(10, 100);
        NoteAt(14, 100);
        Assert.Equal(MemoryLevel.Critical, _memory.Level);

        NoteAt(15, 100);
        Assert.Equal(MemoryLevel.Ample, _memory.Level);
    }

    [Fact]
    public void What_a_stranger_holds_counts_twice_until_it_is_an_accounts()
    {
        var account = _memory.Accounts.Of("a");
        using (var holding = new MemoryHolding(_memory, _peer))
        {
            Assert.True(holding.TryGrow(20 * MiB));
            Assert.False(holding.TryGrow(1));
            Assert.Equal((20 * MiB, 20 * MiB), (_memory.Strangers.Used, _memory.Pot.Used));
            Assert.Same(_memory.Strangers, holding.Pot);

            holding.MoveTo(account);
            Assert.Equal((0, 20 * MiB, 20 * MiB), (_memory.Strangers.Used, _memory.Pot.Used, account.Held));
            Assert.Equal((account, _memory.Pot), (holding.Holder, holding.Pot));
            Assert.True(holding.TryGrow(200 * MiB));
            Assert.False(holding.TryGrow(200 * MiB));
            holding.Grow(200 * MiB);
            holding.Shrink(MiB);
            Assert.Equal(419 * MiB, holding.Held);
        }

        Assert.Equal((0, 0, 0, 0), (_memory.Strangers.Used, _memory.Pot.Used, account.Held, _peer.Held));
    }

    [Fact]
    public void Where_memory_is_short_a_stranger_gets_no_more_and_an_account_does()
    {
        using var stranger = new MemoryHolding(_memory, _peer);
        using var known = new MemoryHolding(_memory, _peer);
        known.MoveTo(_memory.Accounts.Of("a"));
        Note(850 * MiB);

        Assert.False(stranger.TryGrow(1));
        Assert.True(known.TryGrow(1));
    }

    private void Note(long committed) => _memory.Note(new(committed, 0, 0), TimeSpan.Zero);

    private WantedCollection NoteAt(int seconds, long committed) =>
        _memory.Note(new(committed * MiB, 0, 0), TimeSpan.FromSeconds(seconds));
}
