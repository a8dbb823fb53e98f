using Sluice.Engine.Flows;
using Sluice.Engine.Redrives;
using Sluice.Engine.Scheduling;
using Sluice.Engine.Starting;
using Sluice.Engine.Tasks;
using Sluice.Engine.Turns;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Engine.SubFlows;

/// <summary>Executions of a shard that start other ones, and those that are started so.</summary>
/// <param name="endCall">Has the shard told that a call is over, after this turn.</param>
internal sealed class SubFlowTenant(
    ITurn turn,
    Catalog catalog,
    StartRules starts,
    NamePlacement placement,
    TaskTokens tokens,
    IEntropy entropy,
    Limits limits,
    Redriver redriver,
    Action<AttemptId, Outcome<JsonPayload>> endCall)
{
    public ChildCalls Calls { get; } = new(turn, placement, tokens, entropy, limits, endCall);

    public ChildStarts Starts { get; } = new(turn, catalog, starts, placement, tokens);

    public ChildRedrives GoingOn { get; } = new(turn, catalog, placement, tokens, redriver);
}
