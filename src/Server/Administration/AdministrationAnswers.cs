using System.Text.Json;

namespace Sluice.Server.Administration;

/// <summary>What answers on users and roles share.</summary>
internal static class AdministrationAnswers
{
    public static void WriteTexts(Utf8JsonWriter answer, ReadOnlySpan<byte> name, IReadOnlyList<string> texts)
    {
        answer.WriteStartArray(name);
        foreach (var text in texts)
        {
            answer.WriteStringValue(text);
        }

        answer.WriteEndArray();
    }
}
