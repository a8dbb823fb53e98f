namespace Sluice.Engine.MapRuns;

/// <summary>What a map run that goes on after its end has become, as of its newest redrive.</summary>
/// <param name="StateId">The Map, in the definition that its execution runs from here on.</param>
/// <param name="Attempt">Whoever waits for the run now, in the same frame as before.</param>
/// <param name="Void">Failures on pages below this number count no more: those children are begun again.</param>
/// <param name="Known">Children below this index had been begun before, and may be stored.</param>
internal sealed record MapRedrive(int StateId, int Attempt, int Void, int Known);
