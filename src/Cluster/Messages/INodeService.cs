using Orleans.Concurrency;
using Orleans.Services;

namespace Sluice.Cluster.Messages;

/// <summary>What nodes say to each other: bytes, whose forms are the engine's. One on each node, addressed by the node.</summary>
internal interface INodeService : IGrainService
{
    /// <param name="high">Of the request's own number.</param>
    /// <param name="low">Of the same.</param>
    /// <returns>The answer, once what it speaks of is durable; also that the shard is not here.</returns>
    ValueTask<byte[]> Deliver(ulong high, ulong low, int shard, byte[] request);

    /// <summary>What commits have brought.</summary>
    [OneWay]
    ValueTask News(byte[] news);

    /// <summary>Whether the store takes writes from here, tried just now.</summary>
    ValueTask<bool> CanStore();

    /// <summary>The node that says so gives its shards away.</summary>
    /// <param name="node">Its address, as members write it.</param>
    ValueTask Leaving(string node);
}
