using Sluice.Model;
using Sluice.Server.OwnApi;
using Sluice.Testing.Explorations;

namespace Sluice.Server.Resources;

/// <summary>What an exploration looks like in JSON; <see cref="Testing.Reports.ExploreText"/> writes it.</summary>
internal static class ExplorationShapes
{
    private static readonly Shape.Members Finding = Shape.Object(
        "ExploreFinding",
        new Field("kind", Shape.OneOf([.. Enum.GetNames<FindingKind>().Select(name => name.ToLowerInvariant())]), "What kind it is of."),
        new Field("state", Shape.Text, "Path of the state that it is about; empty for none."),
        new Field("what", Shape.Text, "In words."),
        new Field("when", Shape.ListOf(Shape.Text), "The fewest things that go wrong with which it happens."),
        new Field("input", Shape.AnyObject, "With which it happens, made small."),
        new Field("runs", Shape.Whole, "In how many runs it happened."),
        new Field("line", Shape.Whole, "Where the definition has the state; of a statement where the tests have it."),
        new Field("column", Shape.Whole, "In that line."),
        new Field("test", Shape.Text, "The same as a test, an item of the list of a file of tests; it fails until the flow is mended."));

    public static Shape.Members Answer { get; } = Shape.Object(
        "Exploration",
        new Field("runs", Shape.Whole, "How many were made."),
        new Field("alike", Shape.Whole, "Of them, how many came to where others had been."),
        new Field("completeUpTo", Shape.Whole, "Faults up to which no combination was left out; -1 for none."),
        new Field("left", Shape.Whole, "Combinations of one fault more that were not run."),
        new Field("seed", Shape.Whole, "Repeats it."),
        new Field("ends", Shape.Object(
            "ExploreEnds", [.. Enum.GetNames<ExecutionStatus>().Select(status => new Field(status, Shape.Whole, "How many runs.").OrNone)]), "How runs ended."),
        new Field("findings", Shape.ListOf(Finding), "What the flow hardly means to do."),
        new Field("neverEntered", Shape.ListOf(Shape.Text), "States that no run entered."),
        new Field("neverTaken", Shape.ListOf(Shape.Text), "Ways that no run took."),
        new Field("notes", Shape.ListOf(Shape.Text), "What is no finding, and worth knowing."),
        new Field("assumed", Shape.Text, "Where answers come from."),
        new Field("madeUp", Shape.ListOf(Shape.Text), "States whose answers were made up."),
        new Field("notTried", Shape.ListOf(Shape.Text), "What was left out."));
}
