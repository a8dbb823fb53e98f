namespace Sluice.Sharing.Pots;

/// <summary>Something that can run out, and that shares hold parts of: bytes of memory, places for calls, connections.</summary>
/// <remarks>
/// A share may take <c>n</c> when <c>held + n ≤ α · (size − used − n)</c>: the dynamic threshold of switches with a shared
/// memory (Choudhury and Hahne, 1998). Nobody keeps a list of who is active and nobody has a quota: whoever holds most is
/// refused first, since the bound is the same for all; one alone gets α/(1+α) of the pot, <c>n</c> greedy ones α/(1+nα)
/// each, and what they leave is there for the next. Callers on any thread; two at once may overshoot by one request each.
/// </remarks>
/// <param name="name">For people, such as <c>memory</c>.</param>
/// <param name="size">In the pot's own unit; more than 0.</param>
public sealed class Pot(string name, long size)
{
    private long _size = Checked(size);
    private long _used;
    private double _correction = 1;

    public string Name { get; } = name;

    /// <summary>What there is, in the pot's own unit. What was taken stays taken when it shrinks.</summary>
    public long Size
    {
        get => Volatile.Read(ref _size);
        set => Volatile.Write(ref _size, Checked(value));
    }

    /// <summary>What all shares hold together.</summary>
    public long Used => Volatile.Read(ref _used);

    /// <summary>What a counted unit really takes, as somebody has measured; 1 or more.</summary>
    /// <remarks>The pot counts as smaller by this. What was taken stays taken.</remarks>
    public double Correction
    {
        get => Volatile.Read(ref _correction);
        set => Volatile.Write(ref _correction, Math.Max(1, value));
    }

    /// <summary>A pot in which one share alone may hold so much, and notices nothing of sharing.</summary>
    public static Pot ForOneAlone(string name, long most, double alpha) =>
        new(name, (long)Math.Ceiling(most * (1 + alpha) / alpha));

    /// <summary>What the share may hold at the most, as things stand.</summary>
    public long BoundOf(Share share)
    {
        // held + n = α · (free − n), solved for held + n.
        var free = Math.Max(0, Capacity - Used);
        return (long)(share.Alpha * (free + share.Held) / (1 + share.Alpha));
    }

    /// <summary>Takes so much, unless the share would hold more than its bound; a refusal is counted.</summary>
    /// <param name="n">0 or more.</param>
    public bool TryTake(Share share, long n)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        var free = Capacity - Used - n;
        if (share.Held + n > share.Alpha * free)
        {
            share.CountRefusal();
            return false;
        }

        Take(share, n);
        return true;
    }

    /// <summary>Takes so much whatever is left: for what was accepted once, and must not be refused any more.</summary>
    /// <param name="n">0 or more.</param>
    public void Take(Share share, long n)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        Interlocked.Add(ref _used, n);
        share.Add(n);
    }

    /// <summary>Gives back so much of what was taken.</summary>
    /// <param name="n">0 or more, and no more than the share holds.</param>
    public void GiveBack(Share share, long n)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        share.Add(-n);
        Interlocked.Add(ref _used, -n);
    }

    private static long Checked(long size) => size > 0
        ? size
        : throw new ArgumentOutOfRangeException(nameof(size), size, "A pot has a size.");

    private long Capacity => (long)(Size / Correction);
}
