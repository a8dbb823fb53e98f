using Sluice.Engine.Flows;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Storage;

namespace Sluice.Engine.Starting;

/// <summary>What becomes of a start: it is refused, it finds its execution running, or else an execution may begin.</summary>
/// <param name="Refusal">Why not; null when nothing stands in the way.</param>
/// <param name="Taken">The execution that has the name. One that runs is as good as a new one: then nothing is refused.</param>
internal readonly record struct StartDecision(ApiException? Refusal, ExecutionRow? Taken = null);

/// <summary>The flow whose execution is to be started.</summary>
internal readonly record struct StartedFlow(long Id, AccountId Account, string Name, ExecutionMode Mode)
{
    public static StartedFlow Of(FlowRow flow) => new(flow.Id, flow.Account, flow.Name, (ExecutionMode)flow.Mode);

    public static StartedFlow Of(CompiledRevision revision) =>
        new(revision.Row.FlowId, revision.Account, revision.FlowName, revision.Mode);
}
