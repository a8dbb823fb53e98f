using System.Text;
using System.Text.Json;
using Sluice.Model.Json;

namespace Sluice.Server.Answers;

/// <summary>Environments: <c>{"Variables":[{"Name","Value","Description"}]}</c>; left out where none was ever
/// set.</summary>
/// <remarks>Source: API reference, section 5.1.</remarks>
internal static class EnvironmentJson
{
    /// <summary>A flow's, as stored.</summary>
    /// <param name="stored">JSON text; null or empty when there is none.</param>
    public static void WriteOfFlow(Utf8JsonWriter json, string? stored)
    {
        if (!string.IsNullOrEmpty(stored))
        {
            json.WritePropertyName("Environment"u8);
            json.WriteRawValue(stored, skipInputValidation: true);
        }
    }

    /// <summary>An execution's: names and values, without descriptions.</summary>
    /// <param name="stored">JSON text that was checked when it was stored; null or empty when there is
    /// none.</param>
    public static void WriteOfExecution(Utf8JsonWriter json, string? stored)
    {
        if (string.IsNullOrEmpty(stored))
        {
            return;
        }

        json.WriteStartObject("Environment"u8);
        json.WriteStartArray("Variables"u8);
        var environment = (JsonObject)JsonPayload.FromStored(Encoding.UTF8.GetBytes(stored)).Value;
        if (environment.Get("Variables") is JsonArray variables)
        {
            foreach (var variable in variables.Items)
            {
                WriteVariable(json, (JsonObject)variable);
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteVariable(Utf8JsonWriter json, JsonObject variable)
    {
        json.WriteStartObject();
        json.WriteString("Name"u8, (variable.Get("Name") as JsonString)?.Value);
        json.WriteString("Value"u8, (variable.Get("Value") as JsonString)?.Value);
        json.WriteEndObject();
    }
}
