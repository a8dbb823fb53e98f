using Sluice.Definitions;
using Sluice.Definitions.Outlines;
using Sluice.Interpreter;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Testing.Tests;

/// <summary>Keeps the global variables of each execution as they were last, and passes on what it is told.</summary>
internal sealed class GlobalsOnlooker(IOnlooker? next) : IOnlooker
{
    private readonly Dictionary<string, JsonObject> _byExecution = new(StringComparer.Ordinal);

    /// <param name="execution">Its name.</param>
    public JsonObject Of(string execution) => _byExecution.GetValueOrDefault(execution, JsonObject.Empty);

    public void Entered(Flow flow, int state) => next?.Entered(flow, state);

    public void Took(Flow flow, int state, EdgeKind kind, int ordinal) => next?.Took(flow, state, kind, ordinal);

    public void Assigned(ExecutionFacts execution, JsonObject global) => _byExecution[execution.Name] = global;
}
