using Sluice.Model;
using Sluice.Model.Names;

namespace Sluice.Targets;

/// <summary>On whose behalf a call is made, and for how long.</summary>
/// <param name="Account">The flow's: whatever a target keeps for accounts is this one's.</param>
/// <param name="Flow">The flow's name.</param>
/// <param name="Execution">The execution's name, unique within its flow.</param>
/// <param name="State">The name of the state that makes the call, unique within its scope.</param>
/// <param name="Role">The role that the execution acts as; empty for none.</param>
/// <param name="Deadline">
/// When nobody waits any more: at the attempt's own timeout, or at the end of the execution's time where that is earlier.
/// The call is called off then in any case.
/// </param>
public sealed record TaskContext(
    AccountId Account, string Flow, string Execution, string State, string Role, DateTimeOffset Deadline)
{
    /// <summary>The attempt by its name, with the steps that it lies in; null where nobody has given it one.</summary>
    public AttemptName? Attempt { get; init; }
}
