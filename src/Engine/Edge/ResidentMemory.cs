namespace Sluice.Engine.Edge;

/// <summary>How much memory a shard's executions take: bytes of inputs and states as they are stored.</summary>
/// <remarks>The shard's loop alone changes it; read on any thread.</remarks>
/// <param name="most">Bytes beyond which there is no room for new work.</param>
internal sealed class ResidentMemory(long most)
{
    private long _bytes;

    public long Bytes => Volatile.Read(ref _bytes);

    public bool IsExceeded => Volatile.Read(ref _bytes) > most;

    /// <summary>Some leave before there is no room at all, so that only what cannot leave keeps new work out.</summary>
    public bool IsNearlyFull => Volatile.Read(ref _bytes) > most * 3 / 4;

    /// <summary>Enough have left.</summary>
    public bool IsHalfEmpty => Volatile.Read(ref _bytes) <= most / 2;

    public void Add(long bytes) => Volatile.Write(ref _bytes, _bytes + bytes);

    public void Clear() => Volatile.Write(ref _bytes, 0);
}
