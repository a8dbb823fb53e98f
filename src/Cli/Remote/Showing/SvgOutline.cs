using System.Text.Json;

namespace Sluice.Cli.Remote.Showing;

/// <summary>A scope of an outline, with all that is drawn of it.</summary>
internal sealed record SvgOutline(int? Start, IReadOnlyList<SvgState> States)
{
    private const int LongestLabel = 36;

    /// <summary>The flow's own scope, with the others inside.</summary>
    public static SvgOutline Read(JsonElement outline) => Read(outline.GetProperty("scopes").EnumerateArray()
        .First(scope => !scope.TryGetProperty("owner", out var owner) || owner.ValueKind == JsonValueKind.Null), outline);

    private static SvgOutline Read(JsonElement scope, JsonElement outline) => new(
        scope.TryGetProperty("start", out var start) && start.ValueKind == JsonValueKind.Number ? start.GetInt32() : null,
        [.. scope.GetProperty("states").EnumerateArray().Select(id => ReadState(outline.GetProperty("states")[id.GetInt32()], outline))]);

    private static SvgState ReadState(JsonElement state, JsonElement outline)
    {
        var id = state.GetProperty("id").GetInt32();
        return new(
            id,
            Cut(Plain.Raw(state, "name")),
            Cut(Plain.Raw(state, "action") is { Length: > 0 } action ? action : Plain.Raw(state, "kind")),
            [.. state.GetProperty("edges").EnumerateArray().Where(edge => Plain.Raw(edge, "kind") != "Retry").Select(ReadEdge)],
            [.. outline.GetProperty("scopes").EnumerateArray().Where(scope => IsOf(scope, id)).Select(scope => Read(scope, outline))]);
    }

    private static SvgEdge ReadEdge(JsonElement edge)
    {
        var kind = Plain.Raw(edge, "kind");
        return new(
            edge.TryGetProperty("target", out var target) && target.ValueKind == JsonValueKind.Number ? target.GetInt32() : null,
            kind == "Catch",
            Cut(kind switch
            {
                "Option" => Plain.Raw(edge, "condition"),
                "Default" => "otherwise",
                "Catch" => string.Join(", ", edge.TryGetProperty("errors", out var errors) ? errors.EnumerateArray().Select(code => code.GetString()) : []),
                _ => "",
            }));
    }

    private static bool IsOf(JsonElement scope, int state) =>
        scope.TryGetProperty("owner", out var owner) && owner.ValueKind == JsonValueKind.Object && owner.GetProperty("state").GetInt32() == state;

    private static string Cut(string text) => text.Length > LongestLabel ? text[..LongestLabel] + "…" : text;
}

/// <param name="Inner">The scopes that it holds.</param>
internal sealed record SvgState(int Id, string Name, string Kind, IReadOnlyList<SvgEdge> Edges, IReadOnlyList<SvgOutline> Inner);

/// <param name="Target">A state of the same scope; null for its end.</param>
internal sealed record SvgEdge(int? Target, bool IsCatch, string Label);
