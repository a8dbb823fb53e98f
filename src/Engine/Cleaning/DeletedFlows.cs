using Sluice.Engine.Shards;

namespace Sluice.Engine.Cleaning;

/// <summary>Removes what deleted flows leave behind, in small steps, as their executions end.</summary>
internal sealed class DeletedFlows(ShardPorts ports)
{
    private const int ExecutionsPerStep = 50;

    public async Task CleanAsync(CancellationToken cancellationToken)
    {
        foreach (var flowId in ports.Catalog.Deleted.ToList())
        {
            await CleanAsync(flowId, cancellationToken);
        }
    }

    private async Task CleanAsync(long flowId, CancellationToken cancellationToken)
    {
        int removed;
        do
        {
            removed = await ports.Store.PurgeEndedAsync(flowId, ExecutionsPerStep, cancellationToken);
        }
        while (removed == ExecutionsPerStep);

        if (await ports.Store.TryForgetFlowAsync(flowId, cancellationToken))
        {
            ports.Catalog.Forget(flowId);
        }
    }
}
