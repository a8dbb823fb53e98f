using System.Collections.Concurrent;
using Sluice.Definitions;
using Sluice.Model;

namespace Sluice.Testing.Worlds;

/// <summary>Compiles each definition once, for all engines that are given it: flows never change.</summary>
/// <remarks>Callers on any thread.</remarks>
public sealed class SharedCompilation
{
    private readonly ConcurrentDictionary<(string Definition, string? FlowName, ExecutionMode Mode), CompiledFlow> _flows = new();

    /// <summary>Makes another flow of each, such as one that is watched; null to leave them as they are.</summary>
    public Func<Flow, Flow>? Change { get; init; }

    /// <inheritdoc cref="FlowCompiler.Compile"/>
    /// <param name="limits">The same each time.</param>
    public CompiledFlow Compile(string definition, string? flowName, ExecutionMode mode, Limits limits) =>
        _flows.GetOrAdd((definition, flowName, mode), key =>
        {
            var compiled = FlowCompiler.Compile(key.Definition, key.FlowName, key.Mode, limits);
            return Change is null || !compiled.IsValid ? compiled : compiled with { Flow = Change(compiled.Flow) };
        });
}
