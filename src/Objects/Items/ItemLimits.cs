namespace Sluice.Objects.Items;

/// <summary>How large one item may be, so that no object can exhaust the memory.</summary>
public sealed record ItemLimits
{
    public static ItemLimits Default { get; } = new();

    /// <summary>One element or row, as it is written in the object. 1 MiB; at least 64 KiB.</summary>
    public int ItemBytes { get; init; } = 1024 * 1024;

    /// <summary>Columns of a CSV row. 1 024.</summary>
    public int Columns { get; init; } = 1024;

    /// <summary>Levels of arrays and objects in an item. 64: items are wrapped in further objects.</summary>
    public int Depth { get; init; } = 64;
}
