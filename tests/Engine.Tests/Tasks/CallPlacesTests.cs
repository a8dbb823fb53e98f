using Sluice.Engine.Tasks;
using Sluice.Model.Names;
using Sluice.Targets;

namespace Sluice.Engine.Tests.Tasks;

public sealed class CallPlacesTests
{
    private static readonly AccountId Loud = AccountId.FromStored("1000000000000001");
    private static readonly AccountId Quiet = AccountId.FromStored("1000000000000002");

    private readonly List<OutCall> _letIn = [];

    public static TheoryData<int> Seeds { get; } = [.. Enumerable.Range(1, 30)];

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(5, 4)]
    [InlineData(2_000, 1_600)]
    public void One_place_has_four_fifths_of_what_its_account_may_have(int most, int there)
    {
        var places = new CallPlaces(most);
        Assert.Equal(there, FillUp(places, Loud, "hangs"));
        Assert.Equal(most - there, Enumerable.Range(0, most).Count(i => Enter(places, Loud, $"other {i}")));
    }

    [Fact]
    public void One_account_alone_has_as_many_as_the_setting_says_and_leaves_a_fifth_of_all_to_others()
    {
        var places = new CallPlaces(2_000);
        Assert.Equal(2_000, Enumerable.Range(0, 3_000).Count(i => Enter(places, Loud, $"host {i}")));

        Assert.Equal(320, FillUp(places, Quiet, "host"));
    }

    [Fact]
    public void What_hangs_of_600_accounts_that_want_all_there_is_leaves_one_for_the_next()
    {
        var places = new CallPlaces(2_000);
        for (var round = 0; round < 10; round++)
        {
            for (var account = 0; account < 600; account++)
            {
                Enter(places, AccountId.FromStored($"{2_000_000_000_000_000 + account}"), "host");
            }
        }

        Assert.True(Enter(places, Quiet, "other"));
    }

    [Fact]
    public void Calls_to_one_place_have_a_limit_of_their_own_which_accounts_share()
    {
        var places = new CallPlaces(2_000);
        Assert.Equal(256, FillUp(places, Loud, "host:80", limit: 256));
        Assert.True(Enter(places, Quiet, "host:80", limit: 256));
        Assert.True(Enter(places, Loud, "other:80", limit: 256));
    }

    [Fact]
    public void A_place_goes_to_the_account_with_the_fewest_out_and_there_to_the_place_with_the_fewest()
    {
        var places = new CallPlaces(4);
        var first = new List<OutCall>();
        foreach (var place in new[] { "a", "a", "b", "c" })
        {
            Assert.True(places.TryEnter(Call(Loud, place, first)));
        }

        Assert.False(Enter(places, Loud, "a"));
        Assert.False(Enter(places, Loud, "b"));
        Assert.True(Enter(places, Quiet, "a"));
        Assert.False(Enter(places, Quiet, "a"));

        places.Leave(first[0]);
        places.Leave(first[2]);
        places.Leave(first[3]);
        Assert.Equal([(Quiet, "a"), (Loud, "b")], _letIn.Select(call => (call.Account, call.Place.Name)));
    }

    [Fact]
    public void One_that_is_called_off_while_it_waits_is_not_let_in_and_what_it_had_is_free()
    {
        var places = new CallPlaces(1);
        var (first, second, third) = (Call(Loud, "a"), Call(Loud, "a"), Call(Loud, "a"));
        Assert.True(places.TryEnter(first));
        Assert.False(places.TryEnter(second));
        Assert.False(places.TryEnter(third));

        places.Leave(second);
        places.Leave(first);
        places.Leave(first);
        Assert.Equal([third], _letIn);

        places.Leave(third);
        Assert.Equal((0, 0), (places.Out, places.Waiting));
    }

    /// <summary>Whatever comes and goes, nothing is lost, nobody has more than he may, and at the end nothing is out.</summary>
    [Theory, MemberData(nameof(Seeds))]
    public void Every_call_has_its_place_in_the_end(int seed)
    {
        var random = new Random(seed);
        var places = new CallPlaces(random.Next(1, 30));
        var limit = random.Next(1, 10);
        var (entered, waiting) = (new List<OutCall>(), 0);
        for (var i = 0; i < 2_000; i++)
        {
            if (random.Next(2) == 0)
            {
                var account = AccountId.FromStored($"{2_000_000_000_000_000 + random.Next(5)}");
                var call = Call(account, $"{random.Next(4)}", limit: random.Next(2) == 0 ? null : limit, to: null);
                if (places.TryEnter(call))
                {
                    entered.Add(call);
                }
                else
                {
                    waiting++;
                }
            }
            else if (entered.Count > 0)
            {
                places.Leave(Take(entered, random));
            }

            waiting -= _letIn.Count;
            entered.AddRange(_letIn);
            _letIn.Clear();
            Assert.Equal((entered.Count, waiting), (places.Out, places.Waiting));
        }

        while (entered.Count > 0)
        {
            places.Leave(Take(entered, random));
            waiting -= _letIn.Count;
            entered.AddRange(_letIn);
            _letIn.Clear();
        }

        Assert.Equal((0, 0, 0), (places.Out, places.Waiting, waiting));
    }

    private static OutCall Take(List<OutCall> from, Random random)
    {
        var place = random.Next(from.Count);
        var call = from[place];
        from.RemoveAt(place);
        return call;
    }

    private int FillUp(CallPlaces places, AccountId account, string place, int? limit = null)
    {
        var count = 0;
        while (Enter(places, account, place, limit))
        {
            count++;
        }

        return count;
    }

    private bool Enter(CallPlaces places, AccountId account, string place, int? limit = null) =>
        places.TryEnter(Call(account, place, to: null, limit));

    private OutCall Call(AccountId account, string place, List<OutCall>? to = null, int? limit = null)
    {
        OutCall? call = null;
        call = new OutCall(account, new CallPlace(place, limit), () => _letIn.AddRange(call is null ? [] : [call]));
        to?.Add(call);
        return call;
    }
}
