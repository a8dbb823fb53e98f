using System.Collections.Concurrent;
using Sluice.Definitions;
using Sluice.Model;

namespace Sluice.Simulation;

/// <summary>Compiles each definition once, for all the worlds of a seed: flows never change.</summary>
public sealed class SharedCompilation
{
    private readonly ConcurrentDictionary<(string Definition, string? FlowName, ExecutionMode Mode), CompiledFlow> _flows = new();

    /// <param name="limits">The same each time.</param>
    public CompiledFlow Compile(string definition, string? flowName, ExecutionMode mode, Limits limits) =>
        _flows.GetOrAdd(
            (definition, flowName, mode),
            static (key, limits) => FlowCompiler.Compile(key.Definition, key.FlowName, key.Mode, limits),
            limits);
}
