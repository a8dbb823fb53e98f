using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace Sluice.Cluster.Messages;

/// <inheritdoc cref="INodeService"/>
[Reentrant]
internal sealed class NodeService(GrainId id, Silo silo, ILoggerFactory loggers, NodeDoor door)
    : GrainService(id, silo, loggers), INodeService
{
    public async ValueTask<byte[]> Deliver(ulong high, ulong low, int shard, byte[] request) =>
        await door.AnswerAsync(new UInt128(high, low), shard, request);

    public ValueTask News(byte[] news)
    {
        door.OnNews(news);
        return ValueTask.CompletedTask;
    }

    public async ValueTask<bool> CanStore() => await door.CanStoreAsync();

    public ValueTask Leaving(string node)
    {
        door.OnLeaving(node);
        return ValueTask.CompletedTask;
    }
}
