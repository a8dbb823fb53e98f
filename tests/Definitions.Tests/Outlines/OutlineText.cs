using System.Text;
using Sluice.Definitions.Outlines;

namespace Sluice.Definitions.Tests.Outlines;

/// <summary>An outline as text, for files that a reviewer reads.</summary>
internal static class OutlineText
{
    public static string Of(FlowOutline outline)
    {
        var text = new StringBuilder($"{outline.Language} {outline.Name ?? "without a name"}\n");
        foreach (var scope in outline.Scopes)
        {
            text.Append($"\nscope {scope.Id} at {scope.Position}{Owner(scope, outline)}, ")
                .Append($"starts at {scope.Start?.ToString() ?? "nothing"}\n");
            foreach (var id in scope.States)
            {
                Add(outline.States[id], text);
            }
        }

        return text.ToString();
    }

    private static string Owner(OutlinedScope scope, FlowOutline outline) => scope.Owner is { } owner
        ? $", {owner.Role} {owner.Index?.ToString() ?? "of every item"} of {outline.States[owner.State].Path}"
        : "";

    private static void Add(OutlinedState state, StringBuilder text)
    {
        text.Append($"  {state.Id} {state.Kind} {state.Path} at {state.Position}")
            .Append($"{(state.Action is null ? "" : $", {state.Action} {state.Mode}")}")
            .Append($"{(state.ChildMode is null ? "" : $", {state.ChildMode} children")}")
            .Append(state.IsReachable ? "\n" : ", never reached\n");
        foreach (var edge in state.Edges)
        {
            text.Append($"    {edge.Kind} {edge.Ordinal} → {edge.Target?.ToString() ?? "end"} at {edge.Position}")
                .Append(edge.Steps is null ? "" : $", through scope {edge.Steps}")
                .Append(edge.Condition is null ? "" : $", if {edge.Condition}")
                .Append(edge.Errors.Count == 0 ? "\n" : $", on {string.Join(' ', edge.Errors)}\n");
        }

        foreach (var field in state.Fields)
        {
            text.Append($"      {field.Path} at {field.Position}")
                .Append(field.ValuePosition == field.Position ? "\n" : $", value {field.ValuePosition}\n");
        }
    }
}
