using Sluice.Engine.Commits;
using Sluice.Engine.Link;
using Sluice.Model;
using Sluice.Testing.Worlds;

namespace Sluice.Simulation.Nodes;

/// <summary>The way from one node to all shards: to those of its own by its own end, to others as bytes over the network.</summary>
/// <remarks>
/// <para>
/// Whose a shard is, the directory says, and it may be wrong: the node that gets the request says that it is elsewhere, and the
/// directory is asked again.
/// </para>
/// <para>
/// What is not answered is sent again, under the same number, and to the same engine: it alone knows whether it has carried the
/// request out. When that engine is gone nobody knows, and the caller is told so. Another one could do it once more, or refuse
/// the caller what he has done himself.
/// </para>
/// </remarks>
internal sealed class NodeLink(Node node, IShardLink own, SharedSurroundings world, RepeatableEntropy entropy) : IShardLink
{
    private static readonly TimeSpan AnswerTime = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    public async Task<TAnswer> AskAsync<TAnswer>(int shard, ShardRequest<TAnswer> request)
        where TAnswer : notnull
    {
        var (number, deadline) = (entropy.NextSeed(), world.Time.GetUtcNow() + Deadline);
        Node? asked = null;
        while (world.Time.GetUtcNow() < deadline && (asked is null || world.NodeOf(asked.Number) == asked))
        {
            var fate = world.Network.Draw();
            var receiver = asked ?? world.NodeOf(Choose(shard, fate));
            try
            {
                return receiver == node
                    ? await own.AskAsync(shard, request)
                    : Wire.Decode(request, await SendAsync(fate, receiver, number, shard, Wire.Encode(request)));
            }
            catch (ShardElsewhereException)
            {
                asked = null;
                await PauseAsync(RetryPause);
            }
            catch (TimeoutException)
            {
                asked = receiver;
            }
        }

        throw ApiException.InternalServerError();
    }

    private int Choose(int shard, LinkFate fate)
    {
        var owner = world.Leases.OwnerOf(shard) ?? node.Number;
        return fate == LinkFate.Misdelivered ? world.OtherThan(owner) : owner;
    }

    private Task<byte[]> SendAsync(LinkFate fate, Node receiver, UInt128 number, int shard, byte[] request)
    {
        var answer = new TaskCompletionSource<byte[]>();
        world.Network.Carry(fate, () => receiver.Receive(number, shard, request, bytes =>
            world.Network.Carry(world.Network.Draw(), () =>
                node.Scheduler.Schedule(new WorkItem(() => answer.TrySetResult(bytes))))));
        node.Clock.CreateTimer(
            _ => answer.TrySetException(new TimeoutException()), state: null, AnswerTime, Timeout.InfiniteTimeSpan);
        return answer.Task;
    }

    private Task PauseAsync(TimeSpan pause)
    {
        var over = new TaskCompletionSource();
        node.Clock.CreateTimer(_ => over.TrySetResult(), state: null, pause, Timeout.InfiniteTimeSpan);
        return over.Task;
    }
}
