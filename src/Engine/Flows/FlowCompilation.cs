using Sluice.Definitions;
using Sluice.Model;

namespace Sluice.Engine.Flows;

/// <summary>Makes a checked flow of a definition, or says what is wrong with it. As <see cref="FlowCompiler.Compile"/>.</summary>
public delegate CompiledFlow FlowCompilation(
    string definition, string? flowName, ExecutionMode mode, Limits limits);
