using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Sluice.Engine.Api;
using Sluice.Model.History;

namespace Sluice.Testing.Recordings;

/// <summary>Writes recorded executions as lines of JSON, each an object with one member that says what it is.</summary>
public static class RecordingLines
{
    private static readonly JsonWriterOptions Plain = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>One line, its end included.</summary>
    public static ReadOnlyMemory<byte> Of(RecordedPart part)
    {
        var line = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(line, Plain))
        {
            json.WriteStartObject();
            Write(json, part);
            json.WriteEndObject();
        }

        line.Write("\n"u8);
        return line.WrittenMemory;
    }

    private static void Write(Utf8JsonWriter json, RecordedPart part)
    {
        switch (part)
        {
            case RecordedPart.Definition definition:
                json.WriteStartObject("definition"u8);
                json.WriteString("revision"u8, Text(definition.Revision));
                json.WriteString("flow"u8, definition.Flow);
                json.WriteString("mode"u8, definition.Mode.ToString());
                json.WriteString("role"u8, definition.RoleArn);
                json.WriteString("text"u8, definition.Text);
                json.WriteEndObject();
                break;
            case RecordedPart.Terms terms:
                json.WriteStartObject("terms"u8);
                json.WriteString("number"u8, Text(terms.Number));
                json.WriteString("release"u8, terms.Release);
                json.WriteNumber("level"u8, terms.Level);
                json.WritePropertyName("limits"u8);
                json.WriteRawValue(terms.Limits ?? "{}");
                json.WriteEndObject();
                break;
            case RecordedPart.Execution execution:
                Write(json, execution);
                break;
            case RecordedPart.Events events:
                json.WriteStartArray("events"u8);
                foreach (var happened in events.Items)
                {
                    Write(json, happened);
                }

                json.WriteEndArray();
                break;
            case RecordedPart.End end:
                json.WriteStartObject("end"u8);
                json.WriteNumber("executions"u8, end.Executions);
                json.WriteNumber("running"u8, end.Running);
                json.WriteNumber("gone"u8, end.Gone);
                json.WriteEndObject();
                break;
            default:
                throw new System.Diagnostics.UnreachableException($"A part of kind {part.GetType().Name}.");
        }
    }

    private static void Write(Utf8JsonWriter json, RecordedPart.Execution execution)
    {
        json.WriteStartObject("execution"u8);
        json.WriteString("flow"u8, execution.Flow);
        json.WriteString("name"u8, execution.Name);
        json.WriteString("id"u8, execution.Id.ToString());
        json.WriteString("revision"u8, Text(execution.Revision));
        json.WriteString("terms"u8, Text(execution.Under));
        json.WriteString("seed"u8, execution.Seed);
        json.WriteNumber("started"u8, execution.Started.ToUnixTimeMilliseconds());
        json.WriteString("status"u8, execution.Status.ToString());
        json.WriteEndObject();
    }

    /// <summary>Number, cause, type, step, Unix milliseconds, detail.</summary>
    private static void Write(Utf8JsonWriter json, HistoryEvent happened)
    {
        json.WriteStartArray();
        json.WriteNumberValue(happened.Id);
        json.WriteNumberValue(happened.CauseId);
        json.WriteStringValue(happened.Type.ToString());
        json.WriteStringValue(happened.StepName);
        json.WriteNumberValue(happened.Time.ToUnixTimeMilliseconds());
        json.WriteStartObject();
        foreach (var (key, value) in happened.Detail.Members)
        {
            json.WritePropertyName(key);
            json.WriteRawValue(value.Utf8, skipInputValidation: true);
        }

        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
