using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Sluice.Cli.Remote.Showing;

/// <summary>Draws an outline as a Mermaid flowchart: scopes lie in boxes, what is caught goes along dotted lines.</summary>
internal static class Mermaid
{
    private const int LongestLabel = 60;

    public static string Of(JsonElement outline)
    {
        var states = outline.GetProperty("states").EnumerateArray().ToDictionary(state => state.GetProperty("id").GetInt32());
        var text = new StringBuilder("flowchart TD\n");
        foreach (var scope in outline.GetProperty("scopes").EnumerateArray())
        {
            WriteScope(text, scope, states);
        }

        foreach (var state in states.Values)
        {
            foreach (var edge in state.GetProperty("edges").EnumerateArray())
            {
                WriteEdge(text, state, edge, outline);
            }
        }

        return text.ToString();
    }

    private static void WriteScope(StringBuilder text, JsonElement scope, Dictionary<int, JsonElement> states)
    {
        var id = Number(scope, "id");
        var owner = scope.TryGetProperty("owner", out var found) ? found : (JsonElement?)null;
        if (owner is { } box)
        {
            var place = Plain.Raw(box, "index") is { Length: > 0 } index ? $" {index}" : "";
            var name = Plain.Text(states[box.GetProperty("state").GetInt32()], "name");
            text.Append(CultureInfo.InvariantCulture, $"  subgraph scope{id}[\"{Label($"{name}: {Plain.Text(box, "role")}{place}")}\"]\n");
        }

        foreach (var state in scope.GetProperty("states").EnumerateArray())
        {
            var label = Label($"{Plain.Text(states[state.GetInt32()], "name")} · {Kind(states[state.GetInt32()])}");
            text.Append(CultureInfo.InvariantCulture, $"    state{state.GetInt32()}[\"{label}\"]\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"    end{id}(((\" \")))\n").Append(owner is null ? "" : "  end\n");
        if (Plain.Raw(scope, "start") is { Length: > 0 } start)
        {
            text.Append(owner is { } from
                ? $"  state{Plain.Raw(from, "state")} --> state{start}\n"
                : $"  start((\" \")) --> state{start}\n");
        }
    }

    private static void WriteEdge(StringBuilder text, JsonElement state, JsonElement edge, JsonElement outline)
    {
        var kind = Plain.Raw(edge, "kind");
        if (kind == "Retry")
        {
            return;
        }

        // Options with steps of their own lead into their scope; from there it goes on behind the choice.
        var target = edge.TryGetProperty("steps", out var steps)
            && Plain.Raw(outline.GetProperty("scopes")[steps.GetInt32()], "start") is { Length: > 0 } start
                ? $"state{start}"
                : Plain.Raw(edge, "target") is { Length: > 0 } next ? $"state{next}" : $"end{Number(state, "scope")}";
        var label = kind switch
        {
            "Option" => Plain.Text(edge, "condition"),
            "Default" => "otherwise",
            "Catch" => string.Join(", ", edge.TryGetProperty("errors", out var errors) ? errors.EnumerateArray().Select(code => code.GetString()) : []),
            _ => "",
        };
        var arrow = kind == "Catch" ? "-.->" : "-->";
        var shown = label.Length == 0 ? "" : $"|\"{Label(label)}\"|";
        text.Append(CultureInfo.InvariantCulture, $"  state{Number(state, "id")} {arrow}{shown} {target}\n");
    }

    private static string Kind(JsonElement state) =>
        Plain.Text(state, "action") is { Length: > 0 } action ? action : Plain.Text(state, "kind");

    private static int Number(JsonElement json, string member) => json.GetProperty(member).GetInt32();

    /// <summary>With nothing that means something to Mermaid or to a page it is shown on.</summary>
    private static string Label(string text)
    {
        var shown = Plain.Text(text.Length > LongestLabel ? text[..LongestLabel] + "…" : text);
        return shown.Replace("#", "#35;", StringComparison.Ordinal)
            .Replace("\"", "#quot;", StringComparison.Ordinal)
            .Replace("<", "#lt;", StringComparison.Ordinal)
            .Replace(">", "#gt;", StringComparison.Ordinal);
    }
}
