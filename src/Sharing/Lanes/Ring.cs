namespace Sluice.Sharing.Lanes;

/// <summary>Lanes that take turns: deficit round robin, paid afterwards.</summary>
/// <remarks>
/// A lane works until its quantum is spent; then it is the next one's turn, and what it spent too much it has to wait for.
/// One that had nothing to do for a whole round goes first when it has something again, so light work waits for nobody's
/// queue; one that comes and goes stays in the ring for a round, or posting piece by piece would be a way to be first every
/// time (the cure is that of FQ-CoDel, RFC 8290). What a piece takes is known only when it is done, so it is guessed
/// when it is handed out and put right when it is paid: several threads can work for one lane. Between two lanes that
/// always have something, with pieces of at most L on P threads, what they have got in any interval differs by less than
/// 3 quanta and 2·P·L. Not guarded: one thread at a time.
/// </remarks>
/// <param name="quantum">Units that a lane spends in a row; more than 0.</param>
public sealed class Ring(long quantum)
{
    private readonly LinkedList<Lane> _lanes = new();

    /// <summary>Pieces that wait.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a piece behind all others of its lane.</summary>
    public void Post(Lane lane, IWork item)
    {
        lane.Items.Enqueue(item);
        Count++;
        Enter(lane);
    }

    /// <summary>The piece that is next; whoever takes it says through <see cref="Pay"/> what it took.</summary>
    /// <returns>Null when no lane has one.</returns>
    public Piece? Next()
    {
        while (_lanes.First is { Value: var first })
        {
            if (first.Credit > 0 && first.Items.TryDequeue(out var item))
            {
                Count--;
                first.Credit -= first.Guess;
                return new Piece(first, item, first.Guess);
            }

            GoOn(first);
        }

        return null;
    }

    /// <summary>A piece is done.</summary>
    /// <param name="work">What it took, in units of work.</param>
    public void Pay(Piece piece, long work)
    {
        var lane = piece.Lane;
        lane.Credit += piece.Guess - work;
        lane.Guess += (work - lane.Guess) / 8;
        if (lane.Place is null && lane.Items.Count == 0)
        {
            // It has left the ring meanwhile, and nothing is left over out there.
            lane.Credit = Math.Min(lane.Credit, 0);
        }
    }

    private void Enter(Lane lane)
    {
        if (lane.Place is not null)
        {
            return;
        }

        // A credit that is neither owed nor left over says that the lane had nothing for a round.
        if (lane.Credit == 0)
        {
            lane.Credit = quantum;
            lane.Place = _lanes.AddFirst(lane);
        }
        else
        {
            lane.Place = _lanes.AddLast(lane);
        }
    }

    /// <summary>The first lane's turn is over: it goes behind the others, or out of the ring.</summary>
    private void GoOn(Lane first)
    {
        _lanes.RemoveFirst();
        first.Place = null;
        var isEmpty = first.Items.Count == 0;
        if (isEmpty && first.WasEmpty)
        {
            first.WasEmpty = false;
            first.Credit = Math.Min(first.Credit, 0);
            return;
        }

        first.WasEmpty = isEmpty;
        first.Credit += first.Credit <= 0 ? quantum : 0;
        first.Place = _lanes.AddLast(first);
    }
}

/// <summary>A piece of work that has been handed out.</summary>
/// <param name="Guess">What it is taken for until it is paid, in units of work.</param>
public readonly record struct Piece(Lane Lane, IWork Item, long Guess);
