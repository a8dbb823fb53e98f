namespace Sluice.Sharing.Memory;

/// <summary>How much memory the process has, and how much of it callers may fill, all in bytes.</summary>
/// <param name="Available">What the process can have: the machine's memory, or a limit below it.</param>
/// <param name="Bytes">What everything together may take that grows with what callers send.</param>
/// <param name="StrangerBytes">The part of it that those may take who have proved nothing.</param>
public sealed record MemoryBudget(long Available, long Bytes, long StrangerBytes)
{
    /// <summary>What a server takes that nobody calls, and what has fixed bounds.</summary>
    public const long Idle = 96L << 20;

    public const long Least = 48L << 20;

    public const long Most = 4L << 30;

    /// <summary>Memory ends at 0.95 of what is available, and what is counted is wrong by half at times.</summary>
    private const double Part = 0.6;

    /// <param name="available">More than 0.</param>
    /// <param name="chosen">What somebody wants it to be; null leaves it to what is available.</param>
    /// <param name="strangersPercent">1 to 100.</param>
    public static MemoryBudget Of(long available, long? chosen, int strangersPercent)
    {
        var bytes = chosen ?? Math.Clamp((long)(Part * (available - Idle)), Least, Most);
        return new(available, bytes, Math.Max(1, bytes * strangersPercent / 100));
    }
}
