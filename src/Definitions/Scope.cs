namespace Sluice.Definitions;

/// <summary>States that follow one another: the flow itself, a branch, a Map's processor, a choice option's steps.</summary>
/// <param name="Id">Its place in <see cref="Flow.Scopes"/>.</param>
/// <param name="Start">Id of the state that runs first; null for none, which only the classic language has.</param>
/// <param name="Depth">How many containers it lies in: 0 for the flow's own scope.</param>
public sealed record Scope(int Id, int? Start, int Depth);
