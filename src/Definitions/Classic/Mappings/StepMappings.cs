namespace Sluice.Definitions.Classic.Mappings;

/// <summary>The mappings of one step, or of the flow itself; null where it has none.</summary>
/// <param name="Error">Of a task: what it makes of a caught error.</param>
internal sealed record StepMappings(MappingList? Input, MappingList? Output, MappingList? Error)
{
    public static StepMappings None { get; } = new(null, null, null);

    /// <summary>Of a foreach: the key under which the element joins the iteration's input.</summary>
    public string? ItemKey { get; init; }

    /// <summary>Of a foreach: the key under which the element's place joins it; null when it does not.</summary>
    public string? IndexKey { get; init; }
}
