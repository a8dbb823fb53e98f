using System.Globalization;
using System.Text.RegularExpressions;
using Sluice.Model.Json;

namespace Sluice.Testing.Files;

/// <summary>Spans of time as test files write them: <c>300ms</c>, <c>2s</c>, <c>1h30m</c>, <c>2d</c>; a number is seconds.</summary>
public static partial class Spans
{
    /// <summary>What is read, for schemas.</summary>
    public const string Pattern = @"^(\d+(\.\d+)?(ms|s|m|h|d))+$";

    /// <summary>How it is written, for messages.</summary>
    public const string Form = "a time such as 300ms, 2s, 1h30m or 2d, or a number of seconds";

    private const double LongestSeconds = 1000.0 * 86_400 * 365;

    /// <summary>Null when it is none, or longer than a thousand years.</summary>
    public static TimeSpan? Find(JsonValue value) => value switch
    {
        JsonNumber { Double: >= 0 and <= LongestSeconds } seconds => TimeSpan.FromSeconds(seconds.Double),
        JsonString text => Find(text.Value),
        _ => null,
    };

    public static TimeSpan? Find(string text)
    {
        var match = Parts().Match(text.Trim());
        if (!match.Success)
        {
            return null;
        }

        var seconds = match.Groups["number"].Captures
            .Zip(match.Groups["unit"].Captures, (number, unit) =>
                double.Parse(number.Value, CultureInfo.InvariantCulture) * SecondsOf(unit.Value))
            .Sum();
        return seconds <= LongestSeconds ? TimeSpan.FromSeconds(seconds) : null;
    }

    /// <summary>For people: <c>300 ms</c>, <c>2 s</c>, <c>1 h 30 min</c>.</summary>
    public static string Shown(TimeSpan span) => span switch
    {
        { TotalSeconds: < 1 and > 0 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMilliseconds:0} ms"),
        { TotalMinutes: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.###} s"),
        { TotalHours: < 1 } => With($"{(int)span.TotalMinutes} min", span.Seconds, "s"),
        { TotalDays: < 1 } => With($"{(int)span.TotalHours} h", span.Minutes, "min"),
        _ => With($"{(int)span.TotalDays} d", span.Hours, "h"),
    };

    private static string With(string large, int rest, string unit) => rest == 0 ? large : $"{large} {rest} {unit}";

    private static double SecondsOf(string unit) => unit switch
    {
        "ms" => 0.001,
        "s" => 1,
        "m" => 60,
        "h" => 3_600,
        _ => 86_400,
    };

    [GeneratedRegex(@"\A((?<number>\d{1,12}(\.\d{1,6})?)(?<unit>ms|s|m|h|d))+\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Parts();
}
