using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Testing.Explorations;

namespace Sluice.Testing.Reports;

/// <summary>What came of an exploration: for people, and for programs (<c>docs/explore.md</c>).</summary>
public static class ExploreText
{
    /// <param name="file">Of the definition.</param>
    /// <param name="statements">Of the statements that do not hold; the definition's own where there are none.</param>
    /// <param name="assumed">Where answers of successes come from.</param>
    public static IEnumerable<string> LinesOf(ExplorationResult result, string file, string statements, string assumed)
    {
        yield return $"{file}: {result.Runs} runs; "
            + string.Join(", ", result.Ends.OrderByDescending(end => end.Value).Select(end => $"{end.Value} {end.Key}").Append($"{result.Alike} alike"));
        foreach (var finding in result.Findings)
        {
            var subject = finding.State.Length == 0 ? finding.What : $"{finding.State}: {finding.What}";
            yield return $"  {Judging.NameOf(finding.Kind),-13} {subject}   {TextReport.Place(FileOf(finding, file, statements), finding.Position)}";
            yield return $"  {"",-13} when {(finding.Deviations.Count == 0 ? "all goes well" : string.Join(", then ", finding.Deviations))}   ({Counted(finding.Runs, "run")})";
        }

        foreach (var state in result.NeverEntered)
        {
            yield return $"  {"dead",-13} {state.Path}: no run entered it   {TextReport.Place(file, state.Position)}";
        }

        foreach (var (state, edge) in result.NeverTaken)
        {
            yield return $"  {"dead",-13} {state.Path}: no run took {edge.Kind} {edge.Ordinal + 1}   {TextReport.Place(file, edge.Position)}";
        }

        foreach (var note in result.Notes)
        {
            yield return $"  {"note",-13} {note}";
        }

        yield return $"  {CompleteOf(result)}   seed {result.Seed}";
        yield return $"  assumed       {assumed}{(result.MadeUp.Count == 0 ? "" : $"; made up: {string.Join(", ", result.MadeUp)}")}";
        yield return $"  not tried     {string.Join("; ", result.NotTried.Concat(Always))}";
    }

    private static string FileOf(Finding finding, string file, string statements) => finding.Statement is null ? file : statements;

    private static string CompleteOf(ExplorationResult result)
    {
        var complete = result.CompleteUpTo < 0 ? "not complete" : $"complete up to {Counted(result.CompleteUpTo, "fault")} at once";
        return result.Left == 0 ? complete : $"{complete}; of {Counted(result.CompleteUpTo + 1, "fault")} {result.Left} of those known were not run";
    }

    private static string Counted(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";

    /// <summary>What no exploration of this release does.</summary>
    private static readonly string[] Always =
    [
        "other orders of answers", "other answers of successes than a condition compares with", "inside of sub-flows", "codes that services raise but nothing names",
    ];

    public static JsonObject JsonOf(ExplorationResult result, string file, string assumed) => JsonObject.Of(
        [KeyValuePair.Create("file", (JsonValue)JsonValue.Of(file)), .. JsonOf(result, assumed, tests: null).Members]);

    /// <param name="tests">Of each finding the same as a test; null for none.</param>
    public static JsonObject JsonOf(ExplorationResult result, string assumed, IReadOnlyList<string>? tests) => JsonObject.Of(
        ("runs", JsonValue.Of(result.Runs)),
        ("alike", JsonValue.Of(result.Alike)),
        ("completeUpTo", JsonValue.Of(result.CompleteUpTo)),
        ("left", JsonValue.Of(result.Left)),
        ("seed", JsonValue.Of(result.Seed)),
        ("ends", JsonObject.Of([.. Enum.GetValues<ExecutionStatus>().Where(result.Ends.ContainsKey)
            .Select(status => (status.ToString(), (JsonValue)JsonValue.Of(result.Ends[status])))])),
        ("findings", new JsonArray([.. result.Findings.Select((finding, place) => JsonOf(finding, tests?[place]))])),
        ("neverEntered", new JsonArray([.. result.NeverEntered.Select(state => JsonValue.Of(state.Path))])),
        ("neverTaken", new JsonArray([.. result.NeverTaken.Select(each => JsonValue.Of($"{each.State.Path}: {each.Edge.Kind} {each.Edge.Ordinal + 1}"))])),
        ("notes", new JsonArray([.. result.Notes.Select(JsonValue.Of)])),
        ("assumed", JsonValue.Of(assumed)),
        ("madeUp", new JsonArray([.. result.MadeUp.Select(JsonValue.Of)])),
        ("notTried", new JsonArray([.. result.NotTried.Concat(Always).Select(JsonValue.Of)])));

    private static JsonObject JsonOf(Finding finding, string? test)
    {
        (string, JsonValue)[] members =
        [
            ("kind", JsonValue.Of(Judging.NameOf(finding.Kind))),
            ("state", JsonValue.Of(finding.State)),
            ("what", JsonValue.Of(finding.What)),
            ("when", new JsonArray([.. finding.Deviations.Select(deviation => JsonValue.Of(deviation.ToString()))])),
            ("input", finding.Start.Input),
            ("runs", JsonValue.Of(finding.Runs)),
            ("line", JsonValue.Of(finding.Position.Line)),
            ("column", JsonValue.Of(finding.Position.Column)),
        ];
        return JsonObject.Of(test is null ? members : [.. members, ("test", JsonValue.Of(test))]);
    }
}
