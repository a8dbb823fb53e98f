using Orleans.Runtime.Services;

namespace Sluice.Cluster.Messages;

/// <summary>Finds the service of a node by the node.</summary>
internal sealed class NodeClient(IServiceProvider services) : GrainServiceClient<INodeService>(services)
{
    public INodeService At(SiloAddress node) => GetGrainService(node);
}
