namespace Sluice.Definitions.Outlines;

/// <summary>States that follow one another.</summary>
/// <param name="Id">Its place in <see cref="FlowOutline.Scopes"/>.</param>
/// <param name="Owner">The state that runs it; null for the flow's own scope.</param>
/// <param name="Start">Id of the state that runs first; null for none, which only the classic language has.</param>
/// <param name="States">Ids, in written order.</param>
/// <param name="Position">Where the mapping begins that holds its states.</param>
public sealed record OutlinedScope(
    int Id, ScopeOwner? Owner, int? Start, IReadOnlyList<int> States, SourcePosition Position);

/// <summary>The state that runs a scope, and as what.</summary>
/// <param name="State">Id of the state.</param>
/// <param name="Index">
/// Which branch or option, from 0 in written order; the default's is the number of options. Null for a Map's processor,
/// which runs once for each item.
/// </param>
public sealed record ScopeOwner(int State, ScopeRole Role, int? Index);

/// <summary>What a scope is to the state that runs it.</summary>
public enum ScopeRole
{
    /// <summary>One arm of a Parallel.</summary>
    Branch,

    /// <summary>The processor of a Map, run for each element inside the execution.</summary>
    Iteration,

    /// <summary>The processor of a distributed Map, run as an execution of its own for each item or batch.</summary>
    Child,

    /// <summary>The steps of a choice's option, or of its default. Only the classic language has it.</summary>
    Option,
}
