using Sluice.Definitions.Syntax;

namespace Sluice.Definitions.Linting;

/// <summary>Runs every search for what was hardly meant over one document.</summary>
internal static class Lint
{
    /// <param name="advice">What is served where the flow is to run.</param>
    /// <param name="isSound">There is no error in it, so that each field has its type and each target is there.</param>
    public static void Check(
        MappingNode document,
        FlowLanguage? language,
        bool isSound,
        SourceLines lines,
        DiagnosticBag bag,
        ActionAdvice advice)
    {
        CheckText(document, new(lines, bag), new(lines, bag));
        if (language == FlowLanguage.StateMachine)
        {
            // A classic flow with a field that means nothing is refused.
            new FieldLint(bag).Check(document);
        }

        Dialect? dialect = language switch
        {
            FlowLanguage.StateMachine => new StateMachineDialect(bag, advice),
            FlowLanguage.Classic => new ClassicDialect(bag, advice),
            _ => null,
        };
        foreach (var scope in dialect?.Scopes(document) ?? [])
        {
            CheckScope(dialect!, scope, isSound);
        }
    }

    private static void CheckScope(Dialect dialect, IReadOnlyList<MappingNode> scope, bool isSound)
    {
        foreach (var state in scope)
        {
            dialect.CheckState(state);
        }

        if (isSound)
        {
            LoopLint.Check(dialect.Graph(scope));
        }
    }

    /// <summary>Numbers and characters, wherever they stand.</summary>
    private static void CheckText(MappingNode document, NumberLint numbers, CharacterLint characters)
    {
        foreach (var node in Nodes(document))
        {
            switch (node)
            {
                case ScalarNode scalar:
                    numbers.CheckValue(scalar);
                    characters.CheckValue(scalar);
                    break;
                case MappingNode mapping:
                    foreach (var entry in mapping.Entries)
                    {
                        numbers.CheckKey(entry);
                        characters.CheckKey(entry);
                    }

                    break;
                case SequenceNode sequence:
                    foreach (var item in sequence.Items)
                    {
                        characters.CheckItem(item);
                    }

                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>Every node once, also where aliases bring it again.</summary>
    private static IEnumerable<SyntaxNode> Nodes(SyntaxNode root)
    {
        var (open, seen) = (new Stack<SyntaxNode>([root]), new HashSet<SyntaxNode>());
        while (open.TryPop(out var node))
        {
            if (seen.Add(node))
            {
                yield return node;
                foreach (var child in Children(node))
                {
                    open.Push(child);
                }
            }
        }
    }

    private static IEnumerable<SyntaxNode> Children(SyntaxNode node) => node switch
    {
        MappingNode mapping => mapping.Entries.Select(entry => entry.Value),
        SequenceNode sequence => sequence.Items,
        _ => [],
    };
}
