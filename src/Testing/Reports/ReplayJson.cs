using Sluice.Model.Json;
using Sluice.Testing.Replays;

namespace Sluice.Testing.Reports;

/// <summary>What came of a replay, for programs. Its shape stands in <c>docs/replay.md</c>.</summary>
public static class ReplayJson
{
    public static JsonObject Of(ReplaySummary summary) => JsonObject.Of(
        ("executions", JsonValue.Of(summary.Executions.Count)),
        ("verdicts", JsonObject.Of([.. Enum.GetValues<ReplayVerdict>()
            .Select(verdict => (NameOf(verdict), (JsonValue)JsonValue.Of(summary.Count(verdict))))])),
        ("running", JsonValue.Of(summary.Running)),
        ("gone", JsonValue.Of(summary.Gone)),
        ("items", new JsonArray([.. summary.Executions.Select(Of)])));

    /// <summary>A verdict's name on the command line and in JSON.</summary>
    public static string NameOf(ReplayVerdict verdict) =>
        verdict == ReplayVerdict.NotComparable ? "notComparable" : verdict.ToString().ToLowerInvariant();

    private static JsonObject Of(ReplayedExecution each) => JsonObject.Of(
        ("flow", JsonValue.Of(each.Flow)),
        ("name", JsonValue.Of(each.Name)),
        ("verdict", JsonValue.Of(NameOf(each.Verdict))),
        ("before", JsonValue.Of(each.Before)),
        ("after", JsonValue.Of(each.After)),
        ("reason", JsonValue.Of(each.Reason)),
        ("line", each.Position is { } at ? JsonValue.Of(at.Line) : JsonValue.Null),
        ("column", each.Position is { } place ? JsonValue.Of(place.Column) : JsonValue.Null),
        ("notes", new JsonArray([.. each.Notes.Select(JsonValue.Of)])));
}
