namespace Sluice.Sharing.Pots;

/// <summary>What one of those who share a pot holds of it: an account, or a peer among the strangers.</summary>
/// <remarks>Whoever works for somebody holds on to the share, so that nothing is looked up where it counts.</remarks>
/// <param name="name">For people.</param>
/// <param name="alpha">How many times what is free the share may hold; more than 0.</param>
public sealed class Share(string name, double alpha)
{
    private long _held;
    private long _refusals;

    public string Name { get; } = name;

    public double Alpha { get; } = alpha > 0
        ? alpha
        : throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "A share may hold something.");

    /// <summary>In the pot's own unit.</summary>
    public long Held => Volatile.Read(ref _held);

    /// <summary>How often it was refused something.</summary>
    public long Refusals => Volatile.Read(ref _refusals);

    internal void Add(long n) => Interlocked.Add(ref _held, n);

    internal void CountRefusal() => Interlocked.Increment(ref _refusals);
}
