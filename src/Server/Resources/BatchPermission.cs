using Sluice.Engine.Api;
using Sluice.Engine.Batches;
using Sluice.Identity.Callers;
using Sluice.Model.Names;
using Sluice.Server.Admission;
using Sluice.Server.OwnApi;
using Sluice.Server.Permissions;

namespace Sluice.Server.Resources;

/// <summary>What somebody must be allowed who asks for a batch: to see what it is about, and to do it flow by flow.</summary>
/// <param name="gatekeeper">Null where everybody may do everything.</param>
internal sealed class BatchPermission(FlowService flows, Gatekeeper? gatekeeper)
{
    private const int FlowsAtOnce = 100;

    /// <summary>What the batch takes besides its own operation; where it names no flow, its action is decided on each.</summary>
    public static IEnumerable<Demand> Demands(BatchAction action, ExecutionFilter filter)
    {
        yield return new Demand(
            $"{OwnDoor.Service}:ListExecutions", filter.Flow is { } of ? Subject.Flow(of) : Subject.AllFlows);
        if (filter.Flow is { } flow)
        {
            yield return Act(action, flow);
        }
    }

    /// <summary>Flows that are left alone, as policies are now: what is decided stays so for the whole batch.</summary>
    public async Task<IReadOnlyList<string>> DeniedAsync(
        Caller caller, BatchAction action, ExecutionFilter filter, CancellationToken cancellationToken)
    {
        var denied = new List<string>();
        if (gatekeeper is null || caller.Grants.IsOwner || filter.Flow is not null)
        {
            return denied;
        }

        string? after = null;
        bool hasMore;
        do
        {
            var page = await flows.ListAsync(caller.Account, after, resourceGroup: null, FlowsAtOnce, cancellationToken);
            foreach (var flow in page.Items)
            {
                if (!await gatekeeper.AllowsAsync(caller, Act(action, FlowName.Lookup(flow.Name)), cancellationToken))
                {
                    denied.Add(flow.Name);
                }
            }

            (after, hasMore) = (page.Items.Count > 0 ? page.Items[^1].Name : after, page.HasMore);
        }
        while (hasMore);

        return denied;
    }

    private static Demand Act(BatchAction action, FlowName flow) => new(
        $"{OwnDoor.Service}:{action}Execution",
        action == BatchAction.Rerun ? Subject.Start(flow, execution: null) : Subject.Flow(flow));
}
