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
/// <typeparam name="T">What the pieces are.</typeparam>
/// <param name="quantum">Units that a lane spends in a row; more than 0.</param>
public sealed class Ring<T>(long quantum)
{
    private readonly LinkedList<Lane<T>> _lanes = new();
    private readonly Queue<(Lane<T> Lane, T Item)> _first = new();

    /// <summary>Pieces that wait, those of lanes held back included.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a piece behind all others of its lane.</summary>
    public void Post(Lane<T> lane, T item)
    {
        lane.Items.Enqueue(item);
        Count++;
        Enter(lane);
    }

    /// <summary>
    /// Adds a piece before all others of all lanes: one that was handed out already, could not go on then, and can now. What
    /// it takes is paid as ever.
    /// </summary>
    public void PostFirst(Lane<T> lane, T item)
    {
        _first.Enqueue((lane, item));
        Count++;
    }

    /// <summary>The piece that is next; whoever takes it says through <see cref="Pay"/> what it took.</summary>
    /// <returns>Null when no lane has one, but for those held back.</returns>
    public Piece<T>? Next()
    {
        if (_first.TryDequeue(out var waited))
        {
            Count--;
            return new Piece<T>(waited.Lane, waited.Item, Guess: 0);
        }

        while (_lanes.First is { Value: var first })
        {
            if (!first.IsHeld && first.Credit > 0 && first.Items.TryDequeue(out var item))
            {
                Count--;
                first.Credit -= first.Guess;
                return new Piece<T>(first, item, first.Guess);
            }

            GoOn(first);
        }

        return null;
    }

    /// <summary>A piece is done.</summary>
    /// <param name="work">What it took, in units of work.</param>
    public void Pay(Piece<T> piece, long work)
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

    /// <summary>The lane gets no turn until it is let go on; pieces that go before all others are not held.</summary>
    public void Hold(Lane<T> lane) => lane.IsHeld = true;

    /// <summary>The lane gets its turns again.</summary>
    public void LetGoOn(Lane<T> lane)
    {
        lane.IsHeld = false;
        if (lane.Items.Count > 0)
        {
            Enter(lane);
        }
    }

    private void Enter(Lane<T> lane)
    {
        if (lane.Place is not null || lane.IsHeld)
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
    private void GoOn(Lane<T> first)
    {
        _lanes.RemoveFirst();
        first.Place = null;
        var isEmpty = first.Items.Count == 0;
        if (first.IsHeld || (isEmpty && first.WasEmpty))
        {
            // To be held is no rest: a lane that is let go on comes behind the others.
            first.WasEmpty = false;
            first.Credit = Math.Min(first.Credit, first.IsHeld ? -1 : 0);
            return;
        }

        first.WasEmpty = isEmpty;
        first.Credit += first.Credit <= 0 ? quantum : 0;
        first.Place = _lanes.AddLast(first);
    }
}

/// <summary>A piece that has been handed out.</summary>
/// <param name="Guess">What it is taken for until it is paid, in units of work.</param>
public readonly record struct Piece<T>(Lane<T> Lane, T Item, long Guess);
