using Sluice.Sharing.Lanes;

namespace Sluice.Sharing.Tests.Lanes;

public sealed class RingTests
{
    private const long Quantum = 100;

    private readonly Ring<IWork> _ring = new(Quantum);
    private readonly Lane<IWork> _loud = new("loud");
    private readonly Lane<IWork> _quiet = new("quiet");

    [Fact]
    public void The_pieces_of_a_lane_keep_their_order()
    {
        Post(_loud, 1, 2, 3);
        Assert.Equal([1, 2, 3], TakeAll(cost: 10));
    }

    [Fact]
    public void Lanes_take_turns_of_a_quantum_each()
    {
        Post(_loud, 1, 2, 3, 4, 5);
        Take(cost: 50);
        Post(_quiet, 11, 12, 13, 14);

        // The quiet one comes in first; the loud one has spent half of its quantum by then.
        Assert.Equal([11, 12, 2, 13, 14, 3, 4, 5], TakeAll(cost: 50));
    }

    [Fact]
    public void A_lane_that_had_nothing_for_a_round_goes_first()
    {
        Post(_loud, Enumerable.Range(0, 100));
        for (var i = 0; i < 20; i++)
        {
            Take(cost: 60);
        }

        Post(_quiet, 1_000);
        Assert.Equal(1_000, Take(cost: 60));
    }

    [Fact]
    public void A_lane_that_comes_and_goes_is_not_first_each_time()
    {
        Post(_loud, Enumerable.Range(0, 1_000));
        var its = 0;
        for (var i = 0; i < 1_000; i++)
        {
            Post(_quiet, 10_000 + i);
            its += Take(cost: 50) >= 10_000 ? 1 : 0;
        }

        Assert.InRange(its, 450, 550);
    }

    [Fact]
    public void What_a_piece_took_too_much_is_waited_for()
    {
        Post(_loud, 1, 2);
        Post(_quiet, Enumerable.Range(10, 30));
        var order = new List<int>();
        while (_ring.Next() is { } piece)
        {
            var number = ((Work)piece.Item).Number;
            order.Add(number);
            _ring.Pay(piece, number == 1 ? 10 * Quantum : Quantum / 2);
        }

        // Ten quanta of the other lane lie between them.
        Assert.InRange(order.IndexOf(2) - order.IndexOf(1), 18, 24);
    }

    [Fact]
    public void A_lane_held_back_keeps_its_pieces_until_it_is_let_go_on()
    {
        Post(_loud, 1, 2);
        _ring.Hold(_loud);
        Post(_loud, 3);
        Post(_quiet, 10);

        Assert.Equal([10], TakeAll(cost: 10));
        Assert.Equal(3, _ring.Count);

        _ring.LetGoOn(_loud);
        Assert.Equal([1, 2, 3], TakeAll(cost: 10));
        Assert.Equal(0, _ring.Count);
    }

    [Fact]
    public void A_lane_that_is_held_again_and_again_is_not_first_each_time_that_it_is_let_go_on()
    {
        Post(_loud, Enumerable.Range(0, 100));
        Post(_quiet, 1_000, 1_001);
        _ring.Hold(_loud);
        Assert.Equal(1_000, Take(cost: 10));
        _ring.LetGoOn(_loud);

        Assert.Equal(1_001, Take(cost: 10));
    }

    [Fact]
    public void A_lane_let_go_on_without_anything_to_do_stays_out_of_the_way()
    {
        _ring.Hold(_loud);
        _ring.LetGoOn(_loud);
        Post(_quiet, 1);

        Assert.Equal([1], TakeAll(cost: 10));
    }

    [Fact]
    public void A_piece_that_had_its_turn_goes_before_all_others_and_is_paid_for()
    {
        Post(_loud, 1, 2);
        Post(_quiet, 10, 11, 12);
        _ring.PostFirst(_loud, new Work(0, Cost: 0));
        Assert.Equal(5 + 1, _ring.Count);

        Assert.Equal(0, Take(cost: 2 * Quantum));

        // What it took is taken off its lane: the other has two turns before it has one.
        Assert.Equal([10, 11, 12, 1, 2], TakeAll(cost: Quantum / 2));
    }

    private void Post(Lane<IWork> lane, params IEnumerable<int> numbers)
    {
        foreach (var number in numbers)
        {
            _ring.Post(lane, new Work(number, Cost: 0));
        }
    }

    private int Take(long cost)
    {
        var piece = _ring.Next()!.Value;
        _ring.Pay(piece, cost);
        return ((Work)piece.Item).Number;
    }

    private List<int> TakeAll(long cost)
    {
        var numbers = new List<int>();
        while (_ring.Next() is { } piece)
        {
            numbers.Add(((Work)piece.Item).Number);
            _ring.Pay(piece, cost);
        }

        return numbers;
    }
}
