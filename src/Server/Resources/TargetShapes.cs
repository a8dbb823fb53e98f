using Sluice.Server.OwnApi;

namespace Sluice.Server.Resources;

/// <summary>What targets look like; <see cref="TargetResources"/> writes them.</summary>
internal static class TargetShapes
{
    private static readonly Shape.Members ErrorCount = Shape.Object(
        "ErrorCount",
        new Field("code", Shape.Text, "That calls failed with; 'others' for codes beyond sixteen."),
        new Field("count", Shape.Whole, "How often."));

    private static readonly Shape.Members FailedCall = Shape.Object(
        "FailedCall",
        new Field("code", Shape.Text, "That it failed with."),
        new Field("at", Shape.Time, "When."),
        new Field("flow", Shape.Text, "The flow's name."),
        new Field("execution", Shape.Text, "The execution's name; its history has the rest."),
        new Field("state", Shape.Text, "The state that made the call."));

    private static readonly IReadOnlyList<Field> Figures =
    [
        new Field("out", Shape.Whole, "Calls that have not ended."),
        new Field("calls", Shape.Whole, "Calls that have ended within the last hour, but for those that were called off."),
        new Field("failed", Shape.Whole, "Those of them that failed."),
        new Field("errors", Shape.ListOf(ErrorCount), "The same by code, most first."),
        new Field("lastFailure", FailedCall, "The last one since the server has started.").OrNone,
    ];

    private static readonly IReadOnlyList<Field> Result =
    [
        new Field("at", Shape.Time, "When it was looked at."),
        new Field("reachable", Shape.Flag, "Whether it can be reached."),
        new Field("milliseconds", Shape.Whole, "How long that took."),
        new Field("problem", Shape.Text, "Why not.").OrNone,
    ];

    private static readonly Shape.Members Place = Shape.Object(
        "TargetPlace",
        [
            new Field("name", Shape.Text, "What hangs or is slow as one: host and port, a bucket."),
            new Field("waiting", Shape.Whole, "Calls that wait until fewer are out."),
            .. Figures,
        ]);

    public static Shape.Members Probed { get; } = Shape.Object(
        "Probed", [new Field("name", Shape.Text, "Of the target."), .. Result]);

    public static Shape.Members Target { get; } = Shape.Object(
        "Target",
        [
            new Field("name", Shape.Text, "By which it is probed."),
            new Field("actions", Shape.ListOf(Shape.Text), "Whose calls may go there."),
            new Field("backend", Shape.Text, "What kind of thing it is, in the word that settings have for it."),
            new Field("address", Shape.Text, "Where it is, without what is secret; for the first account.").OrNone,
            new Field("reachable", Shape.Flag, "Whether it was reached when it was last called or probed.").OrNone,
            new Field("canBeProbed", Shape.Flag, "Whether there is something to look at."),
            new Field("lastProbe", Shape.Object("LastProbe", Result), "For the first account.").OrNone,
            .. Figures,
            new Field("places", Shape.ListOf(Place), "Where calls went, at most 64 of them, most calls first."),
        ]);
}
