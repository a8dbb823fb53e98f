using Sluice.Definitions;

namespace Sluice.Testing.Explorations;

/// <summary>Something that a flow hardly means to do.</summary>
/// <param name="State">Path of the state that it is about.</param>
/// <param name="What">For people, without a full stop.</param>
/// <param name="Deviations">The fewest with which it happens.</param>
/// <param name="Position">Where the definition has the state.</param>
public sealed record Finding(FindingKind Kind, string State, string What, IReadOnlyList<Deviation> Deviations, SourcePosition Position)
{
    /// <summary>Runs in which it happened.</summary>
    public int Runs { get; set; } = 1;
}

/// <summary>What kinds of findings there are.</summary>
public enum FindingKind
{
    /// <summary>A failure that no rule took ended the execution, and was not that of a Fail state.</summary>
    Unhandled,

    /// <summary>What was done was not undone, though the execution has not succeeded.</summary>
    Compensation,

    /// <summary>Only the execution's deadline ended it.</summary>
    Stuck,

    /// <summary>A limit was reached, or nearly.</summary>
    Limit,
}
