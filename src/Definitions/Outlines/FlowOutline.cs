namespace Sluice.Definitions.Outlines;

/// <summary>
/// The shape of a flow: its states, how they lie in one another, what leads where, and where all of it is written.
/// Plain data, for whoever draws a flow, counts what has run of it, or tells where something is.
/// </summary>
/// <param name="Name">The name that the definition gives itself, if any.</param>
/// <param name="Scopes">By <see cref="OutlinedScope.Id"/>; the first is the flow's own.</param>
/// <param name="States">Every state of every scope, by <see cref="OutlinedState.Id"/>.</param>
/// <remarks>Ids are those of the <see cref="Flow"/> that the same text compiles to.</remarks>
public sealed record FlowOutline(
    FlowLanguage Language,
    string? Name,
    IReadOnlyList<OutlinedScope> Scopes,
    IReadOnlyList<OutlinedState> States);
