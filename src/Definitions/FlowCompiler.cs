using System.Diagnostics.CodeAnalysis;
using Sluice.Model;

namespace Sluice.Definitions;

/// <summary>Turns a definition's text, in either language, into a checked <see cref="Flow"/>.</summary>
public static class FlowCompiler
{
    /// <summary>Compiles, and reports all problems at once.</summary>
    /// <param name="flowName">The flow's name in the API; a state machine's own <c>Name</c> must equal it.</param>
    public static CompiledFlow Compile(string definition, string flowName, ExecutionMode mode, Limits limits) =>
        throw new NotImplementedException();
}

/// <summary>What the compiler made of a definition.</summary>
/// <param name="Flow">Null when there is an error among the diagnostics.</param>
/// <param name="Diagnostics">In the order of the text.</param>
public sealed record CompiledFlow(Flow? Flow, IReadOnlyList<Diagnostic> Diagnostics)
{
    [MemberNotNullWhen(true, nameof(Flow))]
    public bool IsValid => Flow is not null;
}
