using Sluice.Engine.Nodes;

namespace Sluice.Cluster.Messages;

/// <summary>Another node of the cluster.</summary>
/// <param name="isGone">Whether the members say so of it, for good.</param>
internal sealed class RemoteNode(SiloAddress address, INodeService service, Func<SiloAddress, bool> isGone) : INode
{
    /// <summary>Then the request is sent again: it may have been lost on its way, or its answer.</summary>
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(5);

    public SiloAddress Address => address;

    public INodeService Service => service;

    public bool IsGone => isGone(address);

    public async Task<byte[]> AskAsync(UInt128 number, int shard, byte[] request)
    {
        try
        {
            return await service.Deliver((ulong)(number >> 64), (ulong)number, shard, request).AsTask().WaitAsync(AnswerTime);
        }
        catch (Exception e)
        {
            // Not connected, cut off, stopping, no answer: whatever it was, nobody knows whether the request has come there.
            throw new NodeSilentException($"The node {address} has not answered: {e.Message}", e);
        }
    }
}
