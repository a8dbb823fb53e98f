using System.Diagnostics;

namespace Sluice.Engine.MapRuns;

/// <summary>How far a map run is.</summary>
internal enum MapRunStage
{
    /// <summary>Its children are read, started, and end.</summary>
    Running,

    /// <summary>Every child has ended, and what came of them is stored or about to be; its ResultWriter comes next.</summary>
    Settled,

    /// <summary>Its results are being written to where its ResultWriter says.</summary>
    Writing,

    /// <summary>It is over; children that still run are being stopped.</summary>
    Stopping,

    /// <summary>It is over and none of its children runs: it can be forgotten.</summary>
    Closed,
}

/// <summary>Which stage of a map run may follow which, and what each allows: all of it in one table.</summary>
internal static class MapRunStages
{
    private static readonly IReadOnlyDictionary<MapRunStage, Rule> Rules = new Dictionary<MapRunStage, Rule>
    {
        [MapRunStage.Running] = new(
            [MapRunStage.Settled, MapRunStage.Stopping, MapRunStage.Closed], StartsChildren: true, TakesTerms: true),
        [MapRunStage.Settled] = new(
            [MapRunStage.Writing, MapRunStage.Closed], StartsChildren: false, TakesTerms: true),
        [MapRunStage.Writing] = new(
            [MapRunStage.Closed], StartsChildren: false, TakesTerms: true),
        [MapRunStage.Stopping] = new(
            [MapRunStage.Closed], StartsChildren: false, TakesTerms: false),
        [MapRunStage.Closed] = new(
            [], StartsChildren: false, TakesTerms: false),
    };

    /// <summary>Whether children may be read and started.</summary>
    public static bool StartsChildren(this MapRunStage stage) => Rules[stage].StartsChildren;

    /// <summary>Whether what is asked of the run may be changed.</summary>
    public static bool TakesTerms(this MapRunStage stage) => Rules[stage].TakesTerms;

    /// <summary>Whether the run has come to its end.</summary>
    public static bool HasEnded(this MapRunStage stage) => stage is MapRunStage.Stopping or MapRunStage.Closed;

    public static bool MayBecome(this MapRunStage stage, MapRunStage next) => Rules[stage].Next.Contains(next);

    /// <returns>The next stage.</returns>
    /// <exception cref="UnreachableException">It may not follow this one: a mistake of ours.</exception>
    public static MapRunStage To(this MapRunStage stage, MapRunStage next) => stage.MayBecome(next)
        ? next
        : throw new UnreachableException($"A map run that is {stage} cannot become {next}.");

    /// <param name="Next">The stages that may follow.</param>
    private sealed record Rule(IReadOnlyList<MapRunStage> Next, bool StartsChildren, bool TakesTerms);
}
