using Sluice.Sharing.Peers;
using Sluice.Sharing.Pots;

namespace Sluice.Sharing.Tests.Peers;

public sealed class PeerTests
{
    private static readonly byte[] Address = [10, 0, 0, 1];

    [Fact]
    public void An_address_is_always_found_again_where_nothing_is_held()
    {
        var table = new PeerTable();

        Assert.Same(table.Of(Address), table.Of([10, 0, 0, 1]));
    }

    [Fact]
    public void An_address_whose_place_is_taken_by_somebody_greedy_has_another()
    {
        var table = new PeerTable();
        var pot = new Pot("connections", 1_000_000);
        var moved = 0;
        foreach (var last in Enumerable.Range(0, 64))
        {
            byte[] address = [10, 0, 0, (byte)last];
            var before = table.Of(address);
            pot.Take(before.Connections, 1_000);
            moved += table.Of(address) == before ? 0 : 1;
            pot.GiveBack(before.Connections, 1_000);
        }

        // For one address in 4 096 both places are the same.
        Assert.InRange(moved, 62, 64);
    }

    [Fact]
    public void Many_addresses_spread_over_the_places()
    {
        var table = new PeerTable();
        var found = Enumerable.Range(0, 2_000).Select(i => table.Of([10, 1, (byte)(i >> 8), (byte)i])).Distinct().Count();

        Assert.InRange(found, 1_200, 2_000);
    }

    [Fact]
    public void A_pair_is_known_for_a_while_after_it_was_proven()
    {
        var pairs = new ProvenPairs();
        pairs.Note(Address, "key", "account", TimeSpan.Zero);

        Assert.Equal("account", pairs.Find(Address, "key", TimeSpan.FromMinutes(9)));
        Assert.Null(pairs.Find(Address, "key", TimeSpan.FromMinutes(10)));
        Assert.Null(pairs.Find(Address, "other", TimeSpan.Zero));
        Assert.Null(pairs.Find([10, 0, 0, 2], "key", TimeSpan.Zero));
    }
}
