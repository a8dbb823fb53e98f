using Sluice.Sharing.Lanes;

namespace Sluice.Sharing.Tests.Lanes;

/// <summary>What the ring promises, for random lanes, threads and costs. Each case is a seed.</summary>
public sealed class RingProperties
{
    private const long Quantum = 1_000;

    public static TheoryData<int> Seeds { get; } = [.. Enumerable.Range(1, 60)];

    [Theory, MemberData(nameof(Seeds))]
    public void Two_lanes_that_always_have_something_get_the_same_but_for_three_quanta_and_two_pieces_a_thread(int seed)
    {
        var random = new Random(seed);
        var world = new RingWorld(new Ring<IWork>(Quantum), threads: random.Next(1, 17));
        var lanes = Enumerable.Range(0, random.Next(2, 9)).Select(i => new Lane<IWork>($"lane {i}")).ToArray();
        var longest = random.Next(10, 3_000);
        foreach (var lane in lanes)
        {
            var (usual, spread) = (random.Next(1, longest), random.Next(1, longest));
            world.KeepBusy(lane, () => Math.Clamp(usual + random.Next(-spread, spread), 1, longest));
        }

        for (var i = 0; i < 1_500; i++)
        {
            world.Step(random);
        }

        var most = (3 * Quantum) + (2L * world.Threads * longest);
        Assert.True(world.WidestGap < most, $"{world.WidestGap}, and it must be below {most}");
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Whatever_comes_nothing_is_lost_and_each_lane_keeps_its_order(int seed)
    {
        var random = new Random(seed);
        var ring = new Ring<IWork>(Quantum);
        var lanes = Enumerable.Range(0, 5).Select(i => new Lane<IWork>($"lane {i}")).ToArray();
        var posted = new int[lanes.Length];
        var done = new int[lanes.Length];
        for (var i = 0; i < 2_000; i++)
        {
            var place = random.Next(lanes.Length);
            if (random.Next(2) == 0)
            {
                ring.Post(lanes[place], new Work(posted[place]++, Cost: 0));
            }
            else
            {
                Do(ring.Next());
            }
        }

        while (ring.Next() is { } piece)
        {
            Do(piece);
        }

        Assert.Equal(posted, done);
        Assert.Equal(0, ring.Count);

        void Do(Piece<IWork>? next)
        {
            if (next is { } piece)
            {
                Assert.Equal(done[Array.IndexOf(lanes, piece.Lane)]++, ((Work)piece.Item).Number);
                ring.Pay(piece, random.Next(3_000));
            }
        }
    }

    [Theory, MemberData(nameof(Seeds))]
    public void A_lane_that_had_nothing_for_a_round_begins_as_soon_as_a_thread_is_free(int seed)
    {
        var random = new Random(seed);
        var world = new RingWorld(new Ring<IWork>(Quantum), threads: random.Next(1, 17));
        foreach (var lane in Enumerable.Range(0, random.Next(1, 30)).Select(i => new Lane<IWork>($"loud {i}")))
        {
            world.KeepBusy(lane, () => random.Next(1, 2_000));
        }

        for (var i = 0; i < random.Next(100, 2_000); i++)
        {
            world.Step(random);
        }

        var quiet = new Lane<IWork>("quiet");
        world.Post(quiet, cost: 1);
        Assert.Equal(quiet, world.StepUntilNextBegins(random));
    }
}
