using System.Globalization;
using Sluice.Definitions;
using Sluice.Definitions.Outlines;
using Sluice.Model.Json;

namespace Sluice.Testing.Coverage;

/// <summary>Coverage for people and for programs.</summary>
public static class CoverageText
{
    private const int Shown = 20;

    /// <summary>A line for each flow, and one for each thing that has not run, of many the first.</summary>
    public static IEnumerable<string> LinesOf(FlowCoverage flow)
    {
        yield return $"  {flow.Name}: states {flow.StatesEntered}/{flow.States.Count}, edges {flow.EdgesTaken}/{flow.Edges.Count} "
            + string.Create(CultureInfo.InvariantCulture, $"({flow.Percent:0} %)");
        var missing = flow.States.Where(state => !state.HasRun)
            .Select(state => $"    never entered  {state.State.Path}   {At(flow, state.State.Position)}")
            .Concat(flow.Edges.Where(edge => !edge.HasRun && flow.States.First(state => state.State == edge.State).HasRun)
                .Select(edge => $"    never taken    {edge.State.Path}: {NameOf(edge.Edge)}   {At(flow, edge.Edge.Position)}"))
            .ToList();
        foreach (var line in missing.Take(Shown))
        {
            yield return line;
        }

        if (missing.Count > Shown)
        {
            yield return $"    and {missing.Count - Shown} more (--json has all)";
        }
    }

    public static JsonObject JsonOf(FlowCoverage flow) => JsonObject.Of(
        ("flow", JsonValue.Of(flow.Name)),
        ("file", JsonValue.Of(flow.Path)),
        ("statesEntered", JsonValue.Of(flow.StatesEntered)),
        ("edgesTaken", JsonValue.Of(flow.EdgesTaken)),
        ("states", new JsonArray([.. flow.States.Select(state => JsonObject.Of(
            ("path", JsonValue.Of(state.State.Path)),
            ("line", JsonValue.Of(state.State.Position.Line)),
            ("entered", JsonValue.Of(state.HasRun))))])),
        ("edges", new JsonArray([.. flow.Edges.Select(edge => JsonObject.Of(
            ("state", JsonValue.Of(edge.State.Path)),
            ("kind", JsonValue.Of(edge.Edge.Kind.ToString())),
            ("ordinal", JsonValue.Of(edge.Edge.Ordinal)),
            ("line", JsonValue.Of(edge.Edge.Position.Line)),
            ("taken", JsonValue.Of(edge.HasRun))))])));

    private static string NameOf(OutlinedEdge edge) => edge.Kind switch
    {
        EdgeKind.Option => string.Create(CultureInfo.InvariantCulture, $"option {edge.Ordinal + 1}, {edge.Condition}"),
        EdgeKind.Catch or EdgeKind.Retry => $"{edge.Kind} [{string.Join(", ", edge.Errors)}]",
        _ => edge.Kind.ToString(),
    };

    private static string At(FlowCoverage flow, SourcePosition position) =>
        string.Create(CultureInfo.InvariantCulture, $"{flow.Path}:{position.Line}:{position.Column}");
}
