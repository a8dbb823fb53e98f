using Sluice.Engine.Flows;
using Sluice.Storage;

namespace Sluice.Engine.Cleaning;

/// <summary>Removes what deleted flows leave behind, in small steps, as their executions end.</summary>
internal sealed class DeletedFlows(ICatalogStore flows, IRetentionStore executions, Catalog catalog)
{
    private const int ExecutionsPerStep = 50;

    public async Task CleanAsync(CancellationToken cancellationToken)
    {
        foreach (var flowId in catalog.Deleted.ToList())
        {
            await CleanAsync(flowId, cancellationToken);
        }
    }

    private async Task CleanAsync(long flowId, CancellationToken cancellationToken)
    {
        int removed;
        do
        {
            removed = await executions.PurgeEndedAsync(flowId, ExecutionsPerStep, cancellationToken);
        }
        while (removed == ExecutionsPerStep);

        if (await flows.TryForgetFlowAsync(flowId, cancellationToken))
        {
            catalog.Forget(flowId);
        }
    }
}
