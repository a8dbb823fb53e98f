using Sluice.Definitions;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Storage;

namespace Sluice.Engine.Flows;

/// <summary>A revision with what the compiler made of it.</summary>
/// <param name="Account">The flow's.</param>
/// <param name="FlowName">The flow's name; a flow never changes it.</param>
internal sealed record CompiledRevision(
    AccountId Account, string FlowName, ExecutionMode Mode, RevisionRow Row, Flow Flow)
{
    /// <summary>What its executions do at a time.</summary>
    public WorkGuess Guess { get; } = new();
}
