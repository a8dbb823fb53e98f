namespace Sluice.Definitions.Outlines;

/// <summary>One way on from a state. Its kind and ordinal tell it from the others of the state, not its target.</summary>
/// <param name="Ordinal">Among those of its kind, from 0 in written order, as the flow's own lists have them.</param>
/// <param name="Target">
/// Id of a state of the same scope; the state itself for a Retry; null where the scope ends.
/// </param>
/// <param name="Position">
/// Where the rule, the option or the field begins that says so; the state's own position where the language needs no word.
/// </param>
public sealed record OutlinedEdge(EdgeKind Kind, int Ordinal, int? Target, SourcePosition Position)
{
    /// <summary>Id of the scope that runs on the way; null for none. Only ways out of a classic choice have one.</summary>
    public int? Steps { get; init; }

    /// <summary>As it is written; null for every kind but an option.</summary>
    public string? Condition { get; init; }

    /// <summary>The codes that the rule names; empty for what is no rule.</summary>
    public IReadOnlyList<string> Errors { get; init; } = [];
}

/// <summary>By what an execution leaves a state.</summary>
public enum EdgeKind
{
    /// <summary>It is done.</summary>
    Next,

    /// <summary>An option of a Choice holds.</summary>
    Option,

    /// <summary>No option of a Choice holds.</summary>
    Default,

    /// <summary>It failed, and a Catch rule takes the failure.</summary>
    Catch,

    /// <summary>It failed, and a Retry rule has it tried again.</summary>
    Retry,
}
