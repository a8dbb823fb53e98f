namespace Sluice.Sharing.Memory;

/// <summary>What the collector says at one moment.</summary>
/// <param name="Committed">Bytes that the heap has from the system.</param>
/// <param name="Live">Bytes that the last full collection left.</param>
/// <param name="FullCollections">How many there have been.</param>
public readonly record struct MemorySample(long Committed, long Live, long FullCollections);
