using System.Globalization;
using System.Text;
using System.Text.Json;
using Sluice.Cli.Wording;

namespace Sluice.Cli.Remote.Showing;

/// <summary>Values as people read them on a terminal.</summary>
internal static class Plain
{
    private const int LongestShown = 400;

    /// <summary>Text of others in one line, in which nothing steers the terminal.</summary>
    public static string Text(string? text)
    {
        var shown = new StringBuilder(text?.Length ?? 0);
        foreach (var character in text ?? "")
        {
            shown.Append(char.IsControl(character) || character is '\u2028' or '\u2029' or (>= '\u202a' and <= '\u202e') ? ' ' : character);
        }

        return shown.ToString();
    }

    /// <summary>A member that is text; empty when there is none.</summary>
    public static string Text(JsonElement json, string member) => Text(Raw(json, member));

    /// <summary>The same as it is, for looking at.</summary>
    public static string Raw(JsonElement json, string member) =>
        json.TryGetProperty(member, out var value)
            ? value.ValueKind switch
            {
                JsonValueKind.String => value.GetString() ?? "",
                JsonValueKind.Null => "",
                _ => value.GetRawText(),
            }
            : "";

    /// <summary>A value as JSON in one line, cut where it is long.</summary>
    public static string Json(JsonElement json, string member)
    {
        var text = json.TryGetProperty(member, out var value) && value.ValueKind != JsonValueKind.Null
            ? Text(JsonSerializer.Serialize(value, JsonLines.Readable))
            : "";
        return text.Length > LongestShown ? text[..LongestShown] + "…" : text;
    }

    /// <summary>An instant to the second; empty when there is none.</summary>
    public static string Time(JsonElement json, string member) =>
        json.TryGetProperty(member, out var value) && value.TryGetDateTimeOffset(out var time)
            ? time.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)
            : "";

    /// <summary>From one instant to another; empty unless both are there.</summary>
    public static string Between(JsonElement json, string from, string until) =>
        json.TryGetProperty(from, out var begin) && json.TryGetProperty(until, out var end)
            ? Span(end.GetDateTimeOffset() - begin.GetDateTimeOffset())
            : "";

    public static string Span(TimeSpan span) => span switch
    {
        { TotalSeconds: < 1 } => Texts.FormatMilliseconds($"{span.TotalMilliseconds:0}"),
        { TotalMinutes: < 1 } => Texts.FormatSeconds($"{span.TotalSeconds:0.0}"),
        { TotalHours: < 1 } => Texts.FormatMinutes(span.Minutes, span.Seconds),
        _ => Texts.FormatHours((int)span.TotalHours, span.Minutes),
    };
}
