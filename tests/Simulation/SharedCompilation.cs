using System.Collections.Concurrent;
using Sluice.Definitions;
using Sluice.Model;

namespace Sluice.Simulation;

/// <summary>Compiles each definition once, for all the worlds of a seed: flows never change.</summary>
public sealed class SharedCompilation
{
    private readonly ConcurrentDictionary<(string Definition, string? FlowName, ExecutionMode Mode), CompiledFlow> _flows = new();

    /// <summary>Makes another flow of each, for a test that breaks something in it; null to leave them as they are.</summary>
    public Func<Flow, Flow>? Change { get; init; }

    /// <param name="limits">The same each time.</param>
    public CompiledFlow Compile(string definition, string? flowName, ExecutionMode mode, Limits limits) =>
        _flows.GetOrAdd((definition, flowName, mode), key =>
        {
            var compiled = FlowCompiler.Compile(key.Definition, key.FlowName, key.Mode, limits);
            return Change is null || !compiled.IsValid ? compiled : compiled with { Flow = Change(compiled.Flow) };
        });
}
