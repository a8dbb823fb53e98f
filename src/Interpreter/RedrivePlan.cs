using Sluice.Definitions;

namespace Sluice.Interpreter;

/// <summary>What a redrive would take up again, and what stands in its way.</summary>
/// <param name="Steps">In the order in which they are taken up.</param>
/// <param name="Kept">Branches, iterations and the like that have ended and are not run again.</param>
/// <param name="Misfits">Every reason against it; empty when it can be redriven.</param>
public sealed record RedrivePlan(
    IReadOnlyList<RedriveStep> Steps, int Kept, IReadOnlyList<RedriveMisfit> Misfits)
{
    public bool Fits => Misfits.Count == 0;
}

/// <summary>A step that a redrive takes up again.</summary>
/// <param name="Path">As <c>ExecutionFailed</c> names it; empty for the flow itself.</param>
/// <param name="State">The state's name; empty for the flow itself.</param>
/// <param name="Kind">Such as <c>Task</c>; empty for the flow itself.</param>
/// <param name="Position">In the definition that it is to run.</param>
public sealed record RedriveStep(string Path, string State, string Kind, RedriveAction Action, SourcePosition Position)
{
    /// <summary>The map run that goes on; null for none.</summary>
    public string? MapRun { get; init; }

    /// <summary>The execution of another flow that goes on; null for none.</summary>
    public StartedExecution? Child { get; init; }

    /// <summary>How many branches or iterations have not begun; 0 where nothing was left to begin.</summary>
    public int NotBegun { get; init; }

    /// <summary>Why that may be in vain, as a sentence; null when nothing is known against it.</summary>
    public string? Warning { get; init; }
}

/// <summary>What a redrive does with a step.</summary>
public enum RedriveAction
{
    /// <summary>Its state is entered again, with what it was entered with.</summary>
    RunsAgain,

    /// <summary>Its work is done, and only its output is made anew.</summary>
    Leaves,

    /// <summary>The executions that it waited for go on where they stood.</summary>
    GoesOn,

    /// <summary>Branches or iterations that had not begun begin now.</summary>
    Opens,

    /// <summary>The flow begins: what it begins with could not be made before.</summary>
    Begins,

    /// <summary>The flow ends: its output could not be made before.</summary>
    Ends,
}

/// <summary>Something that stands in the way of a redrive.</summary>
/// <param name="Path">Of the step; empty when it is the whole execution.</param>
/// <param name="State">The state's name; empty when it is the whole execution.</param>
/// <param name="Position">Where the state is written in the definition that it ran; null when it is the whole execution.</param>
/// <param name="Problem">A sentence that says what would be right.</param>
public sealed record RedriveMisfit(string Path, string State, SourcePosition? Position, string Problem)
{
    public override string ToString() => Position is { } position
        ? $"{Path} (line {position.Line}, column {position.Column}): {Problem}"
        : Problem;
}
