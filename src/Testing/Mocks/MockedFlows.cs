using Sluice.Definitions;
using Sluice.Definitions.States;
using Sluice.Model.Json;
using Sluice.Testing.Files;

namespace Sluice.Testing.Mocks;

/// <summary>The flows of a test file as a test runs them: what it mocks is put in the place of what would run.</summary>
/// <remarks>
/// A task whose sub-flow does not run calls the test's own service in place of the engine. A distributed Map whose items are
/// given reads nothing.
/// </remarks>
public sealed class MockedFlows(TestFile file)
{
    /// <summary>Stands before the action of a task whose sub-flow does not run.</summary>
    public const string Prefix = "mocked ";

    /// <param name="name">Of one of the file's flows.</param>
    public Flow Of(FlowTest test, string name)
    {
        var isUnderTest = name == file.UnderTest.Name;
        return Change(
            file.Flows.First(flow => flow.Name == name).Flow,
            isUnderTest ? test.Targets : test.Children.GetValueOrDefault(name) ?? [],
            isUnderTest ? test.Items : null);
    }

    private static Flow Change(
        Flow flow, IReadOnlyList<TargetAnswers> targets, IReadOnlyDictionary<string, JsonArray>? items)
    {
        var index = FlowIndex.Of(flow);
        var mocked = targets.Where(target => target.Answers.All(answer => answer.Kind != AnswerKind.Run))
            .SelectMany(target => index.Find(target.Key)).OfType<TaskState>().Where(task => task.StartsChild)
            .Select(task => task.Id).ToHashSet();
        var given = (items ?? new Dictionary<string, JsonArray>())
            .SelectMany(pair => index.Find(pair.Key).OfType<DistributedMapState>(), (pair, map) => (map.Id, pair.Value))
            .ToDictionary(pair => pair.Id, pair => pair.Value);
        return mocked.Count == 0 && given.Count == 0
            ? flow
            : new Flow(flow.Language, flow.Name, flow.Timeout, flow.Scopes, [.. flow.States.Select(state => state switch
            {
                TaskState task when mocked.Contains(task.Id) => task with { Action = Prefix + task.Action },
                DistributedMapState map when given.TryGetValue(map.Id, out var array) =>
                    map with { Reader = null, Items = new Constant<JsonArray>(array) },
                _ => state,
            })], flow.Data);
    }
}
