using Sluice.Model;
using Sluice.Server.OwnApi;

namespace Sluice.Server.Resources;

/// <summary>What map runs and their children look like; <see cref="MapRunResources"/> writes them.</summary>
internal static class MapRunShapes
{
    private static readonly Shape.Members Counts = Shape.Object(
        "MapRunItems",
        new Field("total", Shape.Whole, "Items that are known so far."),
        new Field("pending", Shape.Whole, "Those that are not started yet."),
        new Field("running", Shape.Whole, "Those of children in progress."),
        new Field("succeeded", Shape.Whole, "Those of children that have succeeded."),
        new Field("failed", Shape.Whole, "Those of children that failed, timed out, or were stopped by somebody."),
        new Field("aborted", Shape.Whole, "Of a run that is over, those that came to no end."));

    public static Shape.Members Run { get; } = Shape.Object(
        "MapRun",
        new Field("name", Shape.Text, "Made up by the server."),
        new Field("state", Shape.Text, "Name of the Map.").OrNone,
        new Field("status", Shape.OneOf<ExecutionStatus>(), "How it stands."),
        new Field("started", Shape.Time, "When it began."),
        new Field("stopped", Shape.Time, "When it ended; left out while it runs.").OrNone,
        new Field("childMode", Shape.OneOf<ExecutionMode>(), "Of its children.").OrNone,
        new Field("concurrency", Shape.Whole, "Children at once."),
        new Field("toleratedFailedCount", Shape.Whole, "Items that may fail; 0 when nothing is said."),
        new Field("toleratedFailedPercentage", Shape.Number, "Share of items that may fail, 0 to 100; 0 when nothing is said."),
        new Field("items", Counts, "What has become of them."),
        new Field("firstFailure", Shape.Text, "Which child was the first to fail, and why.").OrNone);

    public static Shape.Members Item { get; } = Shape.Object(
        "MapRunItem",
        new Field("index", Shape.Whole, "0, 1, 2 … in the order of the items."),
        new Field("name", Shape.Text, "Of the child's own execution, in the same flow."),
        new Field("status", Shape.OneOf<ExecutionStatus>(), "How it stands."),
        new Field("started", Shape.Time, "When it began."),
        new Field("stopped", Shape.Time, "When it ended; left out while it runs.").OrNone,
        new Field("error", Shape.Text, "The code that it failed with.").OrNone,
        new Field("cause", Shape.Text, "The sentence to it.").OrNone,
        new Field("state", Shape.Text, "Name of the state that it failed in.").OrNone,
        new Field("damage", Shape.Text, "What is damaged; then name and start are true, and the rest may not be.").OrNone);
}
