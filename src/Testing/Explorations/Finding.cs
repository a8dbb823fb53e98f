using Sluice.Definitions;
using Sluice.Definitions.Syntax;

namespace Sluice.Testing.Explorations;

/// <summary>Something that a flow hardly means to do.</summary>
/// <param name="State">Path of the state that it is about; empty for none.</param>
/// <param name="What">For people, without a full stop.</param>
/// <param name="Position">Where the definition has the state; of a statement where it is written.</param>
public sealed record Finding(FindingKind Kind, string State, string What, SourcePosition Position)
{
    /// <summary>The fewest things with which it happens.</summary>
    public IReadOnlyList<Deviation> Deviations => Plan.Deviations;

    /// <summary>What the shortest run that shows it begins with.</summary>
    public ExploredStart Start => Plan.Start;

    /// <summary>Runs in which it happened.</summary>
    public int Runs { get; internal set; } = 1;

    /// <summary>What does not hold; null for other kinds.</summary>
    public MappingNode? Statement { get; init; }

    /// <summary>By what two findings are the same.</summary>
    public required FindingKey Key { get; init; }

    /// <summary>The shortest run that shows it.</summary>
    public required RunPlan Plan { get; init; }
}

/// <summary>What a finding is the same by.</summary>
/// <param name="Detail">The code, the state that would undo it, or the statement's place.</param>
public readonly record struct FindingKey(FindingKind Kind, string State, string Detail);

/// <summary>What kinds of findings there are.</summary>
public enum FindingKind
{
    /// <summary>A failure that no rule took ended the execution, and was not that of a Fail state.</summary>
    Unhandled,

    /// <summary>An expression could not be evaluated with answers that somebody has given.</summary>
    Expression,

    /// <summary>What was done was not undone, though the execution has not succeeded.</summary>
    Compensation,

    /// <summary>A call that may have happened was made again.</summary>
    Twice,

    /// <summary>A statement does not hold.</summary>
    Property,

    /// <summary>Only the execution's deadline ended it.</summary>
    Stuck,

    /// <summary>The same states come again and again, with nothing changed between.</summary>
    Loop,

    /// <summary>A limit was reached, or nearly.</summary>
    Limit,
}
