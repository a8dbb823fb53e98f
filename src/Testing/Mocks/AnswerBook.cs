using System.Globalization;
using Sluice.Definitions.Syntax;
using Sluice.Model.Json;
using Sluice.Testing.Files;
using Sluice.Testing.Matching;

namespace Sluice.Testing.Mocks;

/// <summary>The answers of a test, and which of them were used.</summary>
/// <remarks>
/// Each key is counted by itself, and anew in each run of a scope, so that it never depends on the order of branches who
/// gets what.
/// </remarks>
public sealed class AnswerBook(IReadOnlyList<TargetAnswers> targets)
{
    private readonly Dictionary<(string Key, string Instance, int Answer), int> _used = [];
    private readonly HashSet<Answer> _everUsed = [];

    /// <summary>Answers of the test's own that no call has got, each with its key.</summary>
    public IEnumerable<(string Key, Answer Answer)> Unused => targets.Where(target => !target.IsDefault).SelectMany(
        target => target.Answers.Where(answer => !_everUsed.Contains(answer)), (target, answer) => (target.Key, answer));

    /// <summary>The answer of the most exact key that has one for this call; it is used up by it. Null for none.</summary>
    public Answer? Take(MockedCall call) => new[] { call.Path, call.State.Name, call.Action }
        .Distinct(StringComparer.Ordinal)
        .Select(key => targets.FirstOrDefault(target => target.Key == key))
        .OfType<TargetAnswers>()
        .Select(target => Take(target, call))
        .FirstOrDefault(answer => answer is not null);

    /// <summary>Which answers come next, as far as that can still be told apart: lists that are not at their last one.</summary>
    public string Standing => string.Join(';', _used
        .Select(used => (used.Key, Target: targets.First(target => target.Key == used.Key.Key), used.Value))
        .Where(used => used.Target.Answers.Count > 1 || used.Target.Answers[0].Times is not null)
        .Select(used => (used.Key, Used: Math.Min(used.Value, used.Target.Answers[used.Key.Answer].Times ?? 1)))
        .Select(used => $"{used.Key.Key}|{used.Key.Instance}|{used.Key.Answer}:{used.Used}")
        .Order(StringComparer.Ordinal));

    private Answer? Take(TargetAnswers target, MockedCall call)
    {
        var instance = target.IsShared ? "" : call.Instance;
        var fitting = Enumerable.Range(0, target.Answers.Count).Where(place => Fits(target.Answers[place].When, call)).ToList();
        if (fitting.Count == 0)
        {
            return null;
        }

        var place = fitting.FindIndex(each =>
            _used.GetValueOrDefault((target.Key, instance, each)) < (target.Answers[each].Times ?? 1));
        if (place < 0 && target.Answers[fitting[^1]].Times is not null)
        {
            return null;
        }

        var chosen = place < 0 ? fitting[^1] : fitting[place];
        var counted = (target.Key, instance, chosen);
        _used[counted] = _used.GetValueOrDefault(counted) + 1;
        _everUsed.Add(target.Answers[chosen]);
        return target.Answers[chosen];
    }

    private static bool Fits(MappingNode? when, MockedCall call) =>
        when is null || when.Entries.All(entry => ValueMatch.Find(entry.Value, ValueOf(entry.Key, call)) is null);

    private static JsonValue? ValueOf(string key, MockedCall call) => key switch
    {
        "iteration" => Number(call.Iteration),
        "branch" => Number(call.Branch),
        "child" => Number(call.Child),
        "visit" => Number(call.Visit.Value),
        "try" => Number(call.Try),
        "action" => JsonValue.Of(call.Action),
        _ => Inside(call.Parameters, key),
    };

    private static JsonNumber? Number(int? number) => number is { } there ? JsonValue.Of(there) : null;

    /// <param name="path">Names and indexes with dots between: <c>body.items.0.kind</c>.</param>
    private static JsonValue? Inside(JsonValue? value, string path)
    {
        foreach (var name in path.Split('.'))
        {
            value = value switch
            {
                JsonObject members => members.TryGet(name, out var member) ? member : null,
                JsonArray items when int.TryParse(name, CultureInfo.InvariantCulture, out var index)
                    && index >= 0 && index < items.Count => items[index],
                _ => null,
            };
        }

        return value;
    }
}
