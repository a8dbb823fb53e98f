using Sluice.Engine.Commits;
using Sluice.Engine.Scheduling;
using Sluice.Engine.Tests.Scheduling;
using Sluice.Model.Names;

namespace Sluice.Engine.Tests.Commits;

/// <summary>Whose uncommitted bytes are too many, in a pot of a megabyte.</summary>
public sealed class BacklogTests
{
    private const long Kilo = 1024;
    private const long Mega = 1024 * 1024;

    private static readonly AccountId Loud = AccountId.FromStored("1000000000000001");
    private static readonly AccountId Quiet = AccountId.FromStored("1000000000000002");

    private readonly List<AccountId> _free = [];
    private readonly Backlog _backlog = new(TimeSpan.FromMilliseconds(20), new AccountLanes(new ComputingByHand()));

    [Fact]
    public void One_that_is_alone_has_no_turn_beyond_four_fifths_and_is_not_refused()
    {
        _backlog.Add(Loud, 800 * Kilo);
        Assert.Empty(_backlog.Held);

        _backlog.Add(Loud, 100 * Kilo);
        Assert.Equal([Loud], _backlog.Held);
        Assert.Null(_backlog.FindSurplus(Loud));
    }

    [Fact]
    public void Beside_others_it_is_told_what_it_has_and_may_have_and_they_are_not()
    {
        _backlog.Add(Loud, 900 * Kilo);
        _backlog.Add(Quiet, 10 * Kilo);

        var (held, most) = Assert.NotNull(_backlog.FindSurplus(Loud));
        Assert.Equal(900 * Kilo, held);
        Assert.InRange(most, 700 * Kilo, 820 * Kilo);
        Assert.Null(_backlog.FindSurplus(Quiet));
        Assert.True(_backlog.IsShared);
    }

    [Fact]
    public void A_little_of_a_quiet_account_is_never_too_much_however_far_another_overshoots()
    {
        _backlog.Add(Loud, 5 * Mega);
        _backlog.Add(Quiet, 60 * Kilo);

        Assert.Equal([Loud], _backlog.Held);
    }

    [Fact]
    public void A_commit_lets_it_go_on_and_tells_those_who_wait_for_that_once()
    {
        _backlog.Add(Loud, 900 * Kilo);
        Assert.True(_backlog.TryWait(Loud, _free.Add));
        _backlog.Release(Loud, 50 * Kilo);
        Assert.Empty(_free);

        _backlog.Release(Loud, 100 * Kilo);
        Assert.Equal([Loud], _free);
        Assert.Empty(_backlog.Held);
        Assert.False(_backlog.TryWait(Loud, _free.Add));

        _backlog.Release(Loud, 750 * Kilo);
        Assert.Equal([Loud], _free);
    }

    [Fact]
    public void What_one_gives_back_makes_room_for_another()
    {
        _backlog.Add(Quiet, 500 * Kilo);
        _backlog.Add(Loud, 600 * Kilo);
        Assert.Equal([Loud], _backlog.Held);

        _backlog.Release(Quiet, 500 * Kilo);
        Assert.Empty(_backlog.Held);
    }

    [Fact]
    public void There_is_as_much_to_share_as_the_store_writes_in_the_time()
    {
        _backlog.NoteWritten(2 * Mega, TimeSpan.FromMilliseconds(4));
        _backlog.Add(Loud, 7 * Mega);
        Assert.Empty(_backlog.Held);

        // Small commits take what a sync takes, and say nothing of that.
        _backlog.NoteWritten(Kilo, TimeSpan.FromMilliseconds(4));
        _backlog.Add(Loud, Mega);
        Assert.Empty(_backlog.Held);

        _backlog.Add(Loud, Mega);
        Assert.Equal([Loud], _backlog.Held);
    }
}
