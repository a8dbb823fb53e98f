namespace Sluice.Sharing.Memory;

/// <summary>How short memory is.</summary>
public enum MemoryLevel
{
    /// <summary>Everybody has what they want.</summary>
    Ample,

    /// <summary>What can be read or made again goes: trees, compiled flows, what is at rest.</summary>
    Low,

    /// <summary>Strangers send nothing large any more.</summary>
    Short,

    /// <summary>Whoever holds most is cut off.</summary>
    Critical,
}
