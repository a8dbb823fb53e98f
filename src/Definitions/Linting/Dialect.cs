using Sluice.Definitions.Syntax;
using Sluice.Model.Json;

namespace Sluice.Definitions.Linting;

/// <summary>What either language calls things: where its states are, and what leads where.</summary>
/// <param name="list">The field that holds a scope's states.</param>
/// <param name="owner">What a state is called in messages.</param>
internal abstract class Dialect(DiagnosticBag bag, string list, string nameKey, string typeKey, string owner)
{
    private static readonly string[] Pausing = ["Task", "Wait", "task", "wait"];

    /// <summary>The states of each scope in a document, in the order of the text.</summary>
    public IEnumerable<IReadOnlyList<MappingNode>> Scopes(MappingNode document)
    {
        var (open, seen) = (new Stack<MappingNode>([document]), new HashSet<MappingNode>());
        while (open.TryPop(out var scope))
        {
            // Aliases bring the same scope again and again.
            if (seen.Add(scope) && Rows(scope, list).ToList() is { Count: > 0 } states)
            {
                yield return states;
                states.SelectMany(Inner).ToList().ForEach(open.Push);
            }
        }
    }

    /// <summary>Looks at one state, in a sound definition or not.</summary>
    public void CheckState(MappingNode state) => CheckState(FieldsOf(state), Text(state, typeKey));

    /// <summary>A scope as a graph.</summary>
    /// <param name="states">Of a definition without errors: every target is there, and every field has its type.</param>
    public IReadOnlyList<Step> Graph(IReadOnlyList<MappingNode> states)
    {
        var (steps, places) = (new List<Step>(), new Dictionary<string, int>(StringComparer.Ordinal));
        foreach (var state in states)
        {
            places[Text(state, nameKey)!] = steps.Count;
            steps.Add(ToStep(state, Text(state, typeKey)!));
        }

        Connect(steps, places);
        return steps;
    }

    /// <summary>The scopes that a state holds.</summary>
    protected abstract IEnumerable<MappingNode> Inner(MappingNode state);

    /// <summary>Fills in where the steps lead to.</summary>
    protected abstract void Connect(IReadOnlyList<Step> steps, IReadOnlyDictionary<string, int> places);

    protected abstract void CheckState(Fields state, string? type);

    /// <summary>Whether its constructors, mappings or conditions can make this round differ from the one before.</summary>
    protected abstract bool Changes(MappingNode state);

    protected static string? Text(MappingNode node, string key) =>
        node.Find(key)?.Value is ScalarNode { Value: JsonString text } ? text.Value : null;

    protected static bool IsTrue(MappingNode node, string key) =>
        node.Find(key)?.Value is ScalarNode { Value: JsonBoolean { Value: true } };

    protected static IEnumerable<MappingNode> Rows(MappingNode node, string key) =>
        node.Find(key)?.Value is SequenceNode rows ? rows.Items.OfType<MappingNode>() : [];

    /// <summary>What a condition that asks nothing says; null for one that does.</summary>
    protected static bool? Literal(MappingNode branch, string key) =>
        branch.Find(key)?.Value is { } condition ? ChoiceLint.Literal(condition) : null;

    /// <summary>The branches that can be taken: none that is always false, and none after one that is always true.</summary>
    protected static IEnumerable<MappingNode> Open(IEnumerable<MappingNode> branches, string condition)
    {
        foreach (var branch in branches)
        {
            var literal = Literal(branch, condition);
            if (literal != false)
            {
                yield return branch;
            }

            if (literal == true)
            {
                yield break;
            }
        }
    }

    protected static bool MayReachDefault(IEnumerable<MappingNode> branches, string condition) =>
        branches.All(branch => Literal(branch, condition) != true);

    private Step ToStep(MappingNode state, string type)
    {
        var pauses = IsPausing(state);
        return new(Text(state, nameKey)!, FieldsOf(state))
        {
            IsChoice = type is "Choice" or "choice",
            IsTask = type is "Task" or "task",
            Pauses = pauses,
            Changes = pauses || Changes(state),
        };
    }

    private Fields FieldsOf(MappingNode state) =>
        new(state, $"{owner} {Diagnostics.Quote(Text(state, nameKey) ?? "")}", path: null, bag);

    /// <summary>Whether it waits or calls something, or holds a state that does.</summary>
    private bool IsPausing(MappingNode state) =>
        Pausing.Contains(Text(state, typeKey))
        || Inner(state).SelectMany(scope => Rows(scope, list)).Any(IsPausing);
}
