using System.Diagnostics.CodeAnalysis;
using Sluice.Definitions.Classic;
using Sluice.Definitions.StateMachine;
using Sluice.Definitions.Syntax;
using Sluice.Model;

namespace Sluice.Definitions;

/// <summary>Turns a definition's text, in either language, into a checked <see cref="Flow"/>.</summary>
public static class FlowCompiler
{
    /// <summary>Compiles, and reports all problems at once.</summary>
    /// <param name="flowName">
    /// The flow's name in the API; a state machine's own <c>Name</c> must equal it. Null when it has none yet.
    /// </param>
    public static CompiledFlow Compile(string definition, string? flowName, ExecutionMode mode, Limits limits)
    {
        var bag = new DiagnosticBag();
        var root = YamlReader.Read(definition, limits, bag);
        var flow = root is null ? null : Compile(root, flowName, mode, limits, bag);
        return new(flow, bag.InOrder());
    }

    /// <summary>The flow of a text that has been read; null when anything was refused, and the bag says what.</summary>
    internal static Flow? Compile(
        SyntaxNode root, string? flowName, ExecutionMode mode, Limits limits, DiagnosticBag bag)
    {
        if (root is not MappingNode document)
        {
            bag.Error(
                DiagnosticCodes.RootNotMapping,
                root.Position,
                $"The definition must be a mapping, not {root.KindName}.");
            return null;
        }

        switch (LanguageOf.Find(document))
        {
            case FlowLanguage.StateMachine:
                return StateMachineReader.Read(document, flowName, mode, limits, bag);
            case FlowLanguage.Classic:
                return ClassicReader.Read(document, mode, limits, bag);
            default:
                var type = document.Find("Type") ?? document.Find("type");
                bag.Error(
                    DiagnosticCodes.UnknownLanguage,
                    type?.Value.Position ?? document.Position,
                    "The definition must have 'Type: StateMachine' or 'type: flow'.",
                    LanguageOf.Hint(document));
                return null;
        }
    }
}

/// <summary>What the compiler made of a definition.</summary>
/// <param name="Flow">Null when there is an error among the diagnostics.</param>
/// <param name="Diagnostics">In the order of the text.</param>
public sealed record CompiledFlow(Flow? Flow, IReadOnlyList<Diagnostic> Diagnostics)
{
    [MemberNotNullWhen(true, nameof(Flow))]
    public bool IsValid => Flow is not null;
}
