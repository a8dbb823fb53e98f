using Sluice.Definitions;
using Sluice.Definitions.Syntax;

namespace Sluice.Testing.Files;

/// <summary>Whether what a test file names is there: a test that misspells a state proves nothing.</summary>
internal static class NamedStates
{
    public static void Check(TestFile file, TestProblems problems)
    {
        var index = FlowIndex.Of(file.UnderTest.Flow);
        foreach (var test in file.Tests)
        {
            CheckKeys(test.Targets, index, file.UnderTest.Name, problems);
            foreach (var (name, answers) in test.Children)
            {
                if (file.Flows.FirstOrDefault(flow => flow.Name == name) is { } child)
                {
                    CheckKeys(answers, FlowIndex.Of(child.Flow), name, problems);
                }
                else
                {
                    problems.Error(
                        TestCodes.NamesNothing,
                        test.Position,
                        $"'{name}' under children is none of the flows of this file.",
                        Suggestion.For(name, file.Flows.Select(flow => flow.Name)) ?? "Name it, with its file, under flows.");
                }
            }

            foreach (var act in test.Acts)
            {
                CheckName(act.After ?? act.State, act.Position, index, file.UnderTest.Name, problems);
            }

            foreach (var expect in test.Expect)
            {
                CheckExpected(expect, index, file.UnderTest.Name, problems);
                CheckCalls(expect, file, problems);
                CheckStatement(expect, index, file.UnderTest.Name, problems);
            }
        }

        CheckExplore(file.Explore, index, file.UnderTest.Name, problems);
    }

    private static void CheckExplore(ExploreSection explore, FlowIndex index, string flow, TestProblems problems)
    {
        foreach (var statement in explore.Expect)
        {
            CheckStatement(statement, index, flow, problems);
        }

        foreach (var (_, state, position) in explore.Allow)
        {
            CheckName(state, position, index, flow, problems);
        }
    }

    /// <summary>The names in the atoms of a statement.</summary>
    private static void CheckStatement(MappingNode statement, FlowIndex index, string flow, TestProblems problems)
    {
        var atoms = statement.Entries.Where(entry => entry.Key is "never" or "always" or "if" or "then" or "not")
            .Select(entry => entry.Value).OfType<MappingNode>();
        foreach (var atom in atoms)
        {
            var named = atom.Entries.Where(entry => entry.Key is "entered" or "called" or "succeeded" or "failed" or "before" or "not")
                .SelectMany(entry => entry.Value.OneOrMore()).OfType<ScalarNode>().Select(name => (name.Text(), name.Position))
                .Concat(new[] { "calls", "visits" }.SelectMany(key => atom.Mapping(key)?.Entries ?? []).Select(entry => (entry.Key, entry.KeyPosition)));
            foreach (var (name, position) in named)
            {
                CheckName(name, position, index, flow, problems);
            }

            CheckStatement(atom, index, flow, problems);
        }
    }

    private static void CheckKeys(
        IReadOnlyList<TargetAnswers> targets, FlowIndex index, string flow, TestProblems problems)
    {
        foreach (var target in targets)
        {
            CheckName(target.Key, target.Position, index, flow, problems);
        }
    }

    /// <summary>Calls may also be those of sub-flows that run.</summary>
    private static void CheckCalls(MappingNode expect, TestFile file, TestProblems problems)
    {
        foreach (var entry in new[] { "calls", "requests" }.SelectMany(key => expect.Mapping(key)?.Entries ?? []))
        {
            if (!file.Flows.Skip(1).Any(flow => FlowIndex.Of(flow.Flow).Find(entry.Key).Any()))
            {
                CheckName(entry.Key, entry.KeyPosition, FlowIndex.Of(file.UnderTest.Flow), file.UnderTest.Name, problems);
            }
        }
    }

    private static void CheckExpected(MappingNode expect, FlowIndex index, string flow, TestProblems problems)
    {
        foreach (var entry in new[] { "states", "map" }
            .SelectMany(key => expect.Mapping(key)?.Entries ?? [])
            .Concat(expect.Find("waits")?.Value is MappingNode waits ? waits.Entries : []))
        {
            CheckName(entry.Key, entry.KeyPosition, index, flow, problems);
        }

        foreach (var name in new[] { "never", "pathContains" }
            .SelectMany(key => expect.Find(key)?.Value.OneOrMore() ?? [])
            .Concat(InPath(expect.Find("path")?.Value))
            .OfType<ScalarNode>())
        {
            CheckName(name.Text(), name.Position, index, flow, problems);
        }
    }

    /// <summary>The names in a path: those of containers are keys of mappings.</summary>
    private static IEnumerable<ScalarNode> InPath(SyntaxNode? node) => node switch
    {
        SequenceNode list => list.Items.SelectMany(InPath),
        MappingNode mapping => mapping.Entries.SelectMany(entry => InPath(entry.Value)),
        ScalarNode scalar => [scalar],
        _ => [],
    };

    private static void CheckName(
        string key, SourcePosition position, FlowIndex index, string flow, TestProblems problems)
    {
        if (key.Length > 0 && !index.Find(key).Any())
        {
            problems.Error(
                TestCodes.NamesNothing,
                position,
                $"'{key}' is no state of flow '{flow}', and no action of its tasks.",
                Suggestion.For(key, index.Words) ?? $"It has {string.Join(", ", index.Words.Take(12))}.");
        }
    }
}
