using System.Text.Json;
using Sluice.Definitions;
using Sluice.Definitions.Outlines;

namespace Sluice.Server.Resources;

/// <summary>The outline of a flow as JSON: what <see cref="Shapes.Outline"/> says.</summary>
internal static class OutlineAnswers
{
    public static void Write(Utf8JsonWriter json, FlowOutline outline)
    {
        json.WriteString("language"u8, outline.Language.ToString());
        json.WriteString("name"u8, outline.Name);
        json.WriteStartArray("scopes"u8);
        foreach (var scope in outline.Scopes)
        {
            json.WriteStartObject();
            Write(json, scope);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("states"u8);
        foreach (var state in outline.States)
        {
            json.WriteStartObject();
            Write(json, state);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, OutlinedScope scope)
    {
        json.WriteNumber("id"u8, scope.Id);
        if (scope.Owner is { } owner)
        {
            json.WriteStartObject("owner"u8);
            json.WriteNumber("state"u8, owner.State);
            json.WriteString("role"u8, owner.Role.ToString());
            WriteOrNull(json, "index"u8, owner.Index);
            json.WriteEndObject();
        }

        WriteOrNull(json, "start"u8, scope.Start);
        json.WriteStartArray("states"u8);
        foreach (var state in scope.States)
        {
            json.WriteNumberValue(state);
        }

        json.WriteEndArray();
        Write(json, scope.Position);
    }

    private static void Write(Utf8JsonWriter json, OutlinedState state)
    {
        json.WriteNumber("id"u8, state.Id);
        json.WriteString("name"u8, state.Name);
        json.WriteString("path"u8, state.Path);
        json.WriteString("kind"u8, state.Kind.ToString());
        json.WriteNumber("scope"u8, state.ScopeId);
        WriteIfAny(json, "action"u8, state.Action);
        WriteIfAny(json, "taskMode"u8, state.Mode?.ToString());
        WriteIfAny(json, "childMode"u8, state.ChildMode?.ToString());
        json.WriteBoolean("isReachable"u8, state.IsReachable);
        Write(json, state.Position);
        json.WriteStartArray("edges"u8);
        foreach (var edge in state.Edges)
        {
            json.WriteStartObject();
            Write(json, edge);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, OutlinedEdge edge)
    {
        json.WriteString("kind"u8, edge.Kind.ToString());
        json.WriteNumber("ordinal"u8, edge.Ordinal);
        WriteOrNull(json, "target"u8, edge.Target);
        if (edge.Steps is { } steps)
        {
            json.WriteNumber("steps"u8, steps);
        }

        WriteIfAny(json, "condition"u8, edge.Condition);
        if (edge.Errors.Count > 0)
        {
            json.WriteStartArray("errors"u8);
            foreach (var error in edge.Errors)
            {
                json.WriteStringValue(error);
            }

            json.WriteEndArray();
        }

        Write(json, edge.Position);
    }

    private static void Write(Utf8JsonWriter json, SourcePosition position)
    {
        json.WriteNumber("line"u8, position.Line);
        json.WriteNumber("column"u8, position.Column);
    }

    private static void WriteIfAny(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void WriteOrNull(Utf8JsonWriter json, ReadOnlySpan<byte> name, int? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
