using System.Globalization;
using System.Text.RegularExpressions;
using Sluice.Testing.Files;

namespace Sluice.Testing.Expectations;

/// <summary>A bound as tests write it: <c>3</c>, <c>&lt;= 1</c>, <c>&lt; 1h</c>.</summary>
public sealed partial record Bound(string Relation, double Limit)
{
    /// <summary>Null when the text is none.</summary>
    public static Bound? Find(string text)
    {
        var match = Form().Match(text);
        var value = match.Groups["value"].Value;
        return !match.Success ? null
            : double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? new(match.Groups["relation"].Value, number)
            : Spans.Find(value) is { } span ? new(match.Groups["relation"].Value, span.TotalSeconds)
            : null;
    }

    public bool Holds(double value) => Relation switch
    {
        "<" => value < Limit,
        "<=" => value <= Limit,
        ">" => value > Limit,
        ">=" => value >= Limit,
        _ => Math.Abs(value - Limit) < 0.0005,
    };

    [GeneratedRegex(@"\A(?<relation><=|>=|<|>|==?)?\s*(?<value>\S+)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
