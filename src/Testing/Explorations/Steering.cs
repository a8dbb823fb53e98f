using System.Globalization;
using System.Text.RegularExpressions;
using Sluice.Definitions.Outlines;
using Sluice.Model.Json;

namespace Sluice.Testing.Explorations;

/// <summary>Other values of answers and inputs: those that conditions compare with, so that ways are taken which no run has taken.</summary>
/// <remarks>They are tried, one leaf at a time: which leaf a condition looks at is not worked out, a run tells.</remarks>
internal sealed partial class Steering(FlowOutline outline)
{
    /// <summary>Leaves of one value that are changed, and values that are put there.</summary>
    private const int Most = 40;

    private readonly IReadOnlyList<JsonValue> _literals =
    [
        .. outline.States.SelectMany(state => state.Edges).SelectMany(edge => LiteralsOf(edge.Condition ?? "")).Distinct().Take(Most),
    ];

    /// <summary>A run with one value changed: of its input, or of an answer behind the last one that is changed already.</summary>
    public IEnumerable<RunPlan> Of(ExploredRun run)
    {
        if (run.Deviations.Count == 0)
        {
            foreach (var input in Changed(run.Plan.Start.Input).OfType<JsonObject>())
            {
                yield return run.Plan with { Start = run.Plan.Start with { Input = input } };
            }
        }

        var from = run.Deviations.Count == 0 ? 0 : 1 + run.Calls.ToList().FindLastIndex(call => run.Deviations[^1].Covers(call.Call.Key));
        foreach (var (call, _, result) in run.Calls.Skip(from).Where(call => call.Call.MapRun is null))
        {
            foreach (var output in result is { Failure: null } answered ? Changed(answered.Value!.Value) : [])
            {
                yield return run.Plan with
                {
                    Deviations = [.. run.Deviations, new(call.Key, Code: null, IsForGood: false) { Output = JsonPayload.Of(output) }],
                };
            }
        }
    }

    /// <summary>A value with one leaf changed, for each leaf and each literal of its kind.</summary>
    private IEnumerable<JsonValue> Changed(JsonValue value) => value switch
    {
        JsonObject members => members.Members.ToArray().Take(Most).SelectMany(member => Changed(member.Value).Select(changed =>
            (JsonValue)JsonObject.Of([.. members.Members.ToArray().Select(each => each.Key == member.Key ? KeyValuePair.Create(each.Key, changed) : each)]))),
        JsonArray { Count: > 0 } items => Changed(items[0]).Select(changed =>
            (JsonValue)new JsonArray([.. Enumerable.Range(0, items.Count).Select(i => i == 0 ? changed : items[i])])),
        JsonArray => [],
        _ => _literals.Where(literal => literal.KindName == value.KindName && !literal.Equals(value)),
    };

    private static IEnumerable<JsonValue> LiteralsOf(string condition)
    {
        foreach (Match literal in Literals().Matches(condition))
        {
            if (literal.Groups["number"] is { Success: true, Value: var text })
            {
                var number = double.Parse(text, CultureInfo.InvariantCulture);
                yield return new JsonNumber(number);
                yield return new JsonNumber(number + 1);
                yield return new JsonNumber(number - 1);
            }
            else if (literal.Groups["text"] is { Success: true, Value: var inner })
            {
                yield return JsonValue.Of(inner);
                yield return JsonValue.Of($"not {inner}");
            }
            else
            {
                yield return JsonValue.True;
                yield return JsonValue.False;
            }
        }
    }

    [GeneratedRegex("""["'](?<text>[^"']*)["']|(?<![\w.$])(?<number>-?\d+(\.\d+)?)(?![\w.])|\b(true|false)\b|!""", RegexOptions.ExplicitCapture)]
    private static partial Regex Literals();
}
