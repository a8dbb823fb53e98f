using System.Globalization;
using System.Text.RegularExpressions;
using Sluice.Model.Json;

namespace Sluice.Engine.Flows;

/// <summary>The way to one value of an input: <c>$.order.lines[0].sku</c>, or <c>$['any name'].sku</c>.</summary>
internal sealed partial class InputPath
{
    private readonly IReadOnlyList<string> _steps;

    /// <param name="steps">Names, and numbers of elements in brackets.</param>
    private InputPath(IReadOnlyList<string> steps) => _steps = steps;

    /// <returns>Null when the text is no such path.</returns>
    public static InputPath? TryParse(string text)
    {
        var match = Shape().Match(text);
        return match.Success ? new([.. match.Groups["step"].Captures.Select(step => step.Value)]) : null;
    }

    /// <returns>Null where it leads nowhere.</returns>
    public JsonValue? Find(JsonValue input)
    {
        JsonValue? value = input;
        foreach (var step in _steps)
        {
            value = Next(value, step);
            if (value is null)
            {
                return null;
            }
        }

        return value;
    }

    private static JsonValue? Next(JsonValue value, string step) => (value, step[0]) switch
    {
        (JsonArray array, '[') when step[1] != '\'' => ElementAt(array, step),
        (JsonObject members, '.') => members.TryGet(step[1..], out var member) ? member : null,
        (JsonObject members, '[') when step[1] == '\'' => members.TryGet(step[2..^2], out var member) ? member : null,
        _ => null,
    };

    private static JsonValue? ElementAt(JsonArray array, string step) =>
        int.TryParse(step[1..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < array.Count
            ? array[index]
            : null;

    [GeneratedRegex(@"\A\$(?<step>\.[^.\[\]'\s]+|\[[0-9]{1,6}\]|\['[^']+'\])+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
