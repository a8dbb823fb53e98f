using Sluice.Access.Conditions;
using Sluice.Access.Words;
using Sluice.Model.Json;

namespace Sluice.Access.Reading;

/// <summary>Reads the conditions of a statement. One that is not understood is told, and left out.</summary>
internal sealed class ConditionReader(List<PolicyProblem> problems)
{
    public IReadOnlyList<PolicyCondition> Read(JsonObject statement, string[] path)
    {
        var conditions = new List<PolicyCondition>();
        if (!statement.TryGet("Condition", out var block))
        {
            return conditions;
        }

        string[] blockPath = [.. path, "Condition"];
        if (block is not JsonObject operators)
        {
            Report(blockPath, $"it is {block.KindName}, not an object of operators");
            return conditions;
        }

        if (operators.Count == 0)
        {
            Report(blockPath, "it is empty; leave it out where there is no condition");
        }

        foreach (var (name, keys) in operators.Members)
        {
            ReadOperator(name, keys, [.. blockPath, name], conditions);
        }

        return conditions;
    }

    private void ReadOperator(string name, JsonValue keys, string[] path, List<PolicyCondition> conditions)
    {
        if (ConditionOperator.Find(name) is not { } found)
        {
            Report(path, Vocabulary.Unknown("operator", name, ConditionOperator.Names));
            return;
        }

        if (keys is not JsonObject { Count: > 0 } pairs)
        {
            Report(path, "it must be an object of keys and their values");
            return;
        }

        foreach (var (key, values) in pairs.Members)
        {
            ReadKey(found, key, values, [.. path, key], conditions);
        }
    }

    private void ReadKey(
        ConditionOperator found, string key, JsonValue values, string[] path, List<PolicyCondition> conditions)
    {
        if (ConditionKey.Problem(key, found) is { } problem)
        {
            Report(path, problem);
        }
        else if (TextReader.Read(
            values, path, value => ConditionKey.ValueProblem(key, found, value), problems, alsoScalars: true) is { } texts)
        {
            conditions.Add(new(found, key, texts));
        }
    }

    private void Report(string[] path, string problem) => problems.Add(new(path, problem));
}
