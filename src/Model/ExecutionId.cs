namespace Sluice.Model;

/// <summary>The number of an execution: ascending in time, and it names the shard that owns it.</summary>
/// <remarks>
/// 63 bits: 40 of milliseconds since 2020, 10 of shard, 13 of a counter within the millisecond. Stored and part of
/// task tokens; never change its layout.
/// </remarks>
public readonly record struct ExecutionId(long Value) : IComparable<ExecutionId>
{
    public const int MaxShards = 1 << ShardBits;

    public const int MaxPerMillisecond = 1 << CounterBits;

    private const int ShardBits = 10;
    private const int CounterBits = 13;

    private static readonly long Origin = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    /// <summary>0 to <see cref="MaxShards"/> − 1.</summary>
    public int Shard => (int)(Value >> CounterBits) & (MaxShards - 1);

    /// <summary>When it was given out, in Unix milliseconds.</summary>
    public long UnixMilliseconds => (Value >> (CounterBits + ShardBits)) + Origin;

    /// <summary>0 to <see cref="MaxPerMillisecond"/> − 1.</summary>
    public int Counter => (int)Value & (MaxPerMillisecond - 1);

    /// <exception cref="ArgumentOutOfRangeException">A part does not fit.</exception>
    public static ExecutionId Create(long unixMilliseconds, int shard, int counter)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(unixMilliseconds, Origin);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(unixMilliseconds - Origin, 1L << 40);
        ArgumentOutOfRangeException.ThrowIfNegative(shard);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(shard, MaxShards);
        ArgumentOutOfRangeException.ThrowIfNegative(counter);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(counter, MaxPerMillisecond);
        return new(((unixMilliseconds - Origin) << (CounterBits + ShardBits)) | ((long)shard << CounterBits) | (long)counter);
    }

    public int CompareTo(ExecutionId other) => Value.CompareTo(other.Value);

    public override string ToString() => $"{Value:x16}";
}
