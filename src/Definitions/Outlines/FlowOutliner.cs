using Sluice.Definitions.Syntax;
using Sluice.Model;

namespace Sluice.Definitions.Outlines;

/// <summary>Gives the outline of a definition, in either language.</summary>
/// <remarks>
/// Made from the text whenever it is asked for: flows that run keep neither their text nor where everything stood in it.
/// </remarks>
public static class FlowOutliner
{
    /// <param name="mode">Of the flow's executions.</param>
    /// <returns>Null when the definition is refused; <see cref="FlowCompiler"/> says why.</returns>
    public static FlowOutline? Find(string definition, ExecutionMode mode, Limits limits)
    {
        var bag = new DiagnosticBag();
        return YamlReader.Read(definition, limits, bag) is MappingNode document
            && FlowCompiler.Compile(document, flowName: null, mode, limits, bag) is { } flow
            ? new OutlineReader(flow, new WrittenFlow(flow, document)).Read()
            : null;
    }
}
