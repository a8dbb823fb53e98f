using System.Text.Json;
using Sluice.Engine.Api;
using Sluice.Model;
using Sluice.Server.Answers;

namespace Sluice.Server.Resources;

/// <summary>Executions, as the own API shows them.</summary>
internal static class ExecutionAnswers
{
    /// <summary>What stands in every list.</summary>
    public static void WriteBrief(Utf8JsonWriter json, ExecutionView view) =>
        WriteBrief(json, new ChangedExecution(view.Flow, view.Name, view.Status, view.Started, view.Stopped, view.Error));

    public static void WriteBrief(Utf8JsonWriter json, ChangedExecution execution)
    {
        json.WriteString("flow"u8, execution.Flow);
        json.WriteString("name"u8, execution.Name);
        json.WriteString("status"u8, execution.Status.ToString());
        Times.Write(json, "started"u8, execution.Started);
        if (execution.Stopped is { } stopped)
        {
            Times.Write(json, "stopped"u8, stopped);
        }

        if (!string.IsNullOrEmpty(execution.Error))
        {
            json.WriteString("error"u8, execution.Error);
        }
    }

    /// <summary>As an answer to a start shows it: of one that has ended at once with what it came to.</summary>
    public static void WriteStarted(Utf8JsonWriter json, ExecutionView view)
    {
        WriteBrief(json, view);
        if (view.Status.HasEnded())
        {
            WriteValue(json, "output"u8, view.Output);
        }

        WriteCause(json, view);
    }

    public static void WriteCause(Utf8JsonWriter json, ExecutionView view)
    {
        if (!string.IsNullOrEmpty(view.Cause))
        {
            json.WriteString("cause"u8, view.Cause);
        }
    }

    /// <param name="stored">JSON text; null when there is none.</param>
    public static void WriteValue(Utf8JsonWriter json, ReadOnlySpan<byte> name, byte[]? stored)
    {
        json.WritePropertyName(name);
        if (stored is null or { Length: 0 })
        {
            json.WriteNullValue();
        }
        else
        {
            json.WriteRawValue(stored, skipInputValidation: true);
        }
    }
}
