using System.Globalization;
using System.Text.Json;

namespace Sluice.Server.Answers;

internal static class Times
{
    /// <summary>Writes a time as the API shows it: UTC with milliseconds,
    /// <c>2025-01-02T03:04:05.678Z</c>.</summary>
    /// <remarks>Source: API reference, section 4.2.</remarks>
    public static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, DateTimeOffset time)
    {
        Span<byte> text = stackalloc byte[24];
        time.UtcDateTime.TryFormat(text, out _, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        json.WriteString(name, text);
    }
}
