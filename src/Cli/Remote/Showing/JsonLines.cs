using System.Text.Encodings.Web;
using System.Text.Json;

namespace Sluice.Cli.Remote.Showing;

/// <summary>How the program writes JSON: one line, and letters of every language as they are.</summary>
internal static class JsonLines
{
    public static JsonSerializerOptions Readable { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(object value) => JsonSerializer.Serialize(value, Readable);
}
