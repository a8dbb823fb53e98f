using System.Net;
using Sluice.Server.Guests;
using Sluice.Sharing.Memory;

namespace Sluice.Server.Tests.Guests;

/// <summary>Who is let in, and who has to leave for it.</summary>
public sealed class LobbyTests : IDisposable
{
    private readonly HandTime _time = new();
    private readonly SharedMemory _memory = Some.Memory();
    private readonly Lobby _lobby;
    private readonly List<Guest> _closed = [];

    public LobbyTests() => _lobby = LobbyOf(_memory);

    public void Dispose() => _lobby.Dispose();

    [Fact]
    public void However_many_connections_a_stranger_opens_everybody_else_gets_in()
    {
        var loud = Enumerable.Range(0, 1_000).Select(_ => Enter("10.0.0.1")).OfType<Guest>().ToList();

        Assert.Equal(1_000, loud.Count);
        // It has one place or two.
        Assert.InRange(loud.Count - _closed.Count, 40, 70);
        for (var i = 0; i < 20; i++)
        {
            Assert.NotNull(Enter($"10.0.1.{i}"));
        }
    }

    [Fact]
    public void Where_there_is_no_room_the_oldest_that_does_nothing_of_whoever_has_most_leaves()
    {
        var busy = Enter("10.0.0.1")!;
        busy.BeginRequest();
        var proven = Enter("10.0.0.1")!;
        proven.Prove([10, 0, 0, 1], "key", "account");
        var idle = Enumerable.Range(0, 4).Select(_ => Enter("10.0.0.1")!).ToList();
        while (_closed.Count < 2)
        {
            Enter("10.0.0.1");
        }

        Assert.All(_closed, guest => Assert.Contains(guest, idle));
    }

    [Fact]
    public void Nobody_leaves_who_is_answered_or_has_proved_something_and_a_new_one_is_refused()
    {
        Guest? last;
        do
        {
            last = Enter("10.0.0.1");
            last?.BeginRequest();
        }
        while (last is not null);

        Assert.Empty(_closed);
        Assert.NotNull(Enter("10.0.0.2"));
    }

    [Fact]
    public void The_last_tenth_is_for_those_who_have_lately_proved_who_they_are()
    {
        Prove(Enter("10.9.9.9")!);
        for (var i = 0; i < 200; i++)
        {
            Enter($"10.0.{i}.1")?.BeginRequest();
        }

        Assert.Null(Enter("10.1.0.1"));
        Enter("10.9.9.9")!.BeginRequest();

        _time.Pass(TimeSpan.FromMinutes(10));
        Assert.Null(Enter("10.9.9.9"));
    }

    [Fact]
    public void One_account_has_four_fifths_at_the_most()
    {
        var count = 0;
        while (Enter("10.0.0.1") is { } guest)
        {
            Prove(guest);
            guest.BeginRequest();
            count++;
        }

        Assert.InRange(count, 75, 81);
        Assert.NotNull(Enter("10.0.0.2"));
    }

    [Fact]
    public void Who_says_nothing_leaves_after_a_while_and_who_rests_only_where_room_is_short()
    {
        var (silent, resting, answered) = (Enter("10.0.0.1")!, Enter("10.0.0.2")!, Enter("10.0.0.3")!);
        resting.Speak();
        answered.BeginRequest();

        _time.Pass(TimeSpan.FromSeconds(9));
        _lobby.GoRound();
        Assert.Empty(_closed);

        _time.Pass(TimeSpan.FromSeconds(1));
        _lobby.GoRound();
        Assert.Equal([silent], _closed);

        _memory.Note(new(_memory.Budget.Available * 9 / 10, 0, 0), TimeSpan.Zero);
        _lobby.GoRound();
        Assert.Equal([silent, resting], _closed);
    }

    [Fact]
    public void A_connection_costs_its_peer_memory_and_its_account_once_that_is_known()
    {
        var guest = Enter("10.0.0.1")!;
        Assert.Equal(Guest.IdleBytes, _memory.Strangers.Used);

        guest.Speak();
        Assert.True(guest.TryHoldInput(40 * 1024));
        Assert.Equal(guest.HeldBytes, _memory.Strangers.Used);
        Assert.InRange(guest.HeldBytes, 60 * 1024, 70 * 1024);

        Prove(guest);
        Assert.Equal((0, guest.HeldBytes), (_memory.Strangers.Used, _memory.Accounts.Of("account").Held));

        guest.TryHoldInput(0);
        Assert.Equal(16 * 1024, guest.HeldBytes);

        _lobby.Leave(guest);
        Assert.Equal(0, _memory.Pot.Used);
    }

    [Fact]
    public void A_head_that_does_not_end_is_refused_when_its_sender_has_no_memory_left()
    {
        using var lobby = LobbyOf(Some.Memory(megabytes: 1));
        var guest = lobby.TryEnter(IPAddress.Parse("10.0.0.1"), () => { }, 0)!;

        Assert.True(guest.TryHoldInput(200 * 1024));
        Assert.False(guest.TryHoldInput(400 * 1024));
        Assert.Contains("memory", guest.RefuseInput().Message, StringComparison.Ordinal);
        Assert.InRange(guest.HeldBytes, 200 * 1024, 256 * 1024);
    }

    [Fact]
    public void Where_memory_is_critical_the_largest_connection_of_the_peer_that_holds_most_is_cut_off()
    {
        var guests = new[] { ("10.0.0.1", 100), ("10.0.0.2", 300), ("10.0.0.3", 200), ("10.0.0.4", 10) }
            .Select(item => (Guest: Enter(item.Item1)!, Bytes: item.Item2 * 1024)).ToList();
        guests.ForEach(item => item.Guest.TryHoldInput(item.Bytes));

        _memory.NoteRunOut();
        _memory.Note(default, TimeSpan.Zero);
        Assert.Equal([guests[1].Guest], _closed);

        for (var i = 0; i < 4; i++)
        {
            _memory.Note(default, TimeSpan.FromSeconds(1));
        }

        Assert.Equal([guests[1].Guest, guests[2].Guest, guests[0].Guest], _closed);
    }

    [Fact]
    public void Connections_of_a_trusted_proxy_are_no_strangers()
    {
        using var lobby = new Lobby(_memory, Options() with { TrustedProxies = [IPNetwork.Parse("10.0.0.0/24")] }, _time);

        Assert.All(
            Enumerable.Range(0, 100),
            _ => Assert.NotNull(lobby.TryEnter(IPAddress.Parse("10.0.0.1"), () => Assert.Fail("It is closed."), 0)));
        Assert.Null(lobby.TryEnter(IPAddress.Parse("10.0.0.1"), () => { }, 0));
    }

    [Fact]
    public void What_one_has_proven_over_a_shared_connection_counts_for_no_other()
    {
        var (proven, stranger) = (PeerAddress.Of(IPAddress.Parse("10.0.1.1")), PeerAddress.Of(IPAddress.Parse("10.0.1.2")));
        var guest = Enter("10.0.0.1")!;

        var share = guest.Prove(proven, "key", "1000000000000000");

        Assert.Same(share, guest.FindProof(proven, "key"));
        Assert.Null(guest.FindProof(proven, "another key"));
        Assert.Null(guest.FindProof(stranger, "key"));
        Assert.Same(share, guest.Prove(stranger, "key", "1000000000000000"));
        Assert.Same(share, guest.FindProof(stranger, "key"));
    }

    [Theory]
    [InlineData("10.0.0.1", "::ffff:10.0.0.1", true)]
    [InlineData("2001:db8::1", "2001:db8::ffff:1", true)]
    [InlineData("2001:db8::1", "2001:db8:0:1::1", false)]
    public void A_stranger_is_an_address_or_a_network_of_ipv6(string one, string other, bool areSame) => Assert.Equal(
        areSame, PeerAddress.Of(IPAddress.Parse(one)).AsSpan().SequenceEqual(PeerAddress.Of(IPAddress.Parse(other))));

    private Lobby LobbyOf(SharedMemory memory) => new(memory, Options(), _time);

    private static GuestOptions Options() => new()
    {
        MostConnections = 100,
        RequestTime = TimeSpan.FromSeconds(30),
        FirstByteTime = TimeSpan.FromSeconds(10),
    };

    private Guest? Enter(string address)
    {
        Guest? entered = null;
        entered = _lobby.TryEnter(IPAddress.Parse(address), () => _closed.Add(entered!), 0);
        return entered;
    }

    private static void Prove(Guest guest) => guest.Prove(guest.Address, "key", "account");
}
