using System.Text.Encodings.Web;
using System.Text.Json;
using Sluice.Model.Json;

namespace Sluice.Cli.Tests;

/// <summary>JSON for a terminal or a file: indented, and letters of every language as they are.</summary>
internal static class Pretty
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Of(JsonValue value)
    {
        using var document = JsonDocument.Parse(value.ToString());
        return JsonSerializer.Serialize(document.RootElement, Options);
    }
}
