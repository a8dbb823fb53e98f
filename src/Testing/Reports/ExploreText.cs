using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Testing.Explorations;

namespace Sluice.Testing.Reports;

/// <summary>What came of an exploration: for people, and for programs (<c>docs/explore.md</c>).</summary>
public static class ExploreText
{
    /// <param name="file">Of the definition.</param>
    /// <param name="assumed">Where answers of successes come from.</param>
    public static IEnumerable<string> LinesOf(ExplorationResult result, string file, string assumed)
    {
        yield return $"{file}: {result.Runs} runs; {string.Join(", ", result.Ends.OrderByDescending(end => end.Value).Select(end => $"{end.Value} {end.Key}"))}";
        foreach (var finding in result.Findings)
        {
            yield return $"  {finding.Kind.ToString().ToLowerInvariant(),-13} {finding.State}: {finding.What}   {TextReport.Place(file, finding.Position)}";
            yield return $"  {"",-13} when {(finding.Deviations.Count == 0 ? "all goes well" : string.Join(", then ", finding.Deviations))}   ({finding.Runs} run{(finding.Runs == 1 ? "" : "s")})";
        }

        foreach (var state in result.NeverEntered)
        {
            yield return $"  {"dead",-13} {state.Path}: no run entered it   {TextReport.Place(file, state.Position)}";
        }

        foreach (var (state, edge) in result.NeverTaken)
        {
            yield return $"  {"dead",-13} {state.Path}: no run took {edge.Kind} {edge.Ordinal + 1}   {TextReport.Place(file, edge.Position)}";
        }

        yield return $"  complete up to {result.CompleteUpTo} fault{(result.CompleteUpTo == 1 ? "" : "s")} at once";
        yield return $"  assumed       {assumed}{(result.MadeUp.Count == 0 ? "" : $"; made up: {string.Join(", ", result.MadeUp)}")}";
        yield return $"  not tried     {string.Join("; ", result.NotTried.Concat(Always))}";
    }

    /// <summary>What no exploration of this release does.</summary>
    private static readonly string[] Always =
    [
        "other orders of answers", "other answers of successes", "inside of sub-flows", "codes that services raise but nothing names",
    ];

    public static JsonObject JsonOf(ExplorationResult result, string file, string assumed) => JsonObject.Of(
        ("file", JsonValue.Of(file)),
        ("runs", JsonValue.Of(result.Runs)),
        ("completeUpTo", JsonValue.Of(result.CompleteUpTo)),
        ("ends", JsonObject.Of([.. Enum.GetValues<ExecutionStatus>().Where(result.Ends.ContainsKey)
            .Select(status => (status.ToString(), (JsonValue)JsonValue.Of(result.Ends[status])))])),
        ("findings", new JsonArray([.. result.Findings.Select(finding => JsonObject.Of(
            ("kind", JsonValue.Of(finding.Kind.ToString().ToLowerInvariant())),
            ("state", JsonValue.Of(finding.State)),
            ("what", JsonValue.Of(finding.What)),
            ("when", new JsonArray([.. finding.Deviations.Select(deviation => JsonValue.Of(deviation.ToString()))])),
            ("runs", JsonValue.Of(finding.Runs)),
            ("line", JsonValue.Of(finding.Position.Line)),
            ("column", JsonValue.Of(finding.Position.Column))))])),
        ("neverEntered", new JsonArray([.. result.NeverEntered.Select(state => JsonValue.Of(state.Path))])),
        ("neverTaken", new JsonArray([.. result.NeverTaken.Select(each => JsonValue.Of($"{each.State.Path}: {each.Edge.Kind} {each.Edge.Ordinal + 1}"))])),
        ("assumed", JsonValue.Of(assumed)),
        ("madeUp", new JsonArray([.. result.MadeUp.Select(JsonValue.Of)])),
        ("notTried", new JsonArray([.. result.NotTried.Concat(Always).Select(JsonValue.Of)])));
}
