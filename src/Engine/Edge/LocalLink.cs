using Sluice.Engine.Commits;
using Sluice.Engine.Link;
using Sluice.Engine.Scheduling;
using Sluice.Model;

namespace Sluice.Engine.Edge;

/// <summary>
/// An engine's own end of the link, and all of it where the engine is alone: requests become messages to its shards.
/// </summary>
/// <remarks>New work is refused while there is too much; whatever helps work in hand to its end is always taken.</remarks>
internal sealed class LocalLink(
    IReadOnlyList<ShardEdge> edges, Committer committer, EngineOptions options, IWorkScheduler scheduler) : IShardLink
{
    public Task<TAnswer> AskAsync<TAnswer>(int shard, ShardRequest<TAnswer> request)
        where TAnswer : notnull
    {
        var edge = edges[shard];
        if (RefuseSurplus(edge, request) is { } refusal)
        {
            return Task.FromException<TAnswer>(refusal);
        }

        var reply = new Reply<TAnswer>(scheduler);
        edge.Post(new Message.Asked<TAnswer>(request, reply));
        return reply.Task;
    }

    private ApiException? RefuseSurplus(ShardEdge edge, ShardRequest request) => request switch
    {
        StartRequest or RedriveRequest when edge.Mailbox.IsFull => ApiException.ResourceThrottled(Surplus.Waiting),
        StartRequest or RedriveRequest when IsOutOfMemory(edge) => ApiException.ResourceThrottled(Surplus.Memory),
        StartRequest or RedriveRequest when committer.Lag > options.CommitLag => ApiException.ResourceThrottled(Surplus.Store),
        CreateScheduleRequest or UpdateScheduleRequest or DeleteScheduleRequest when edge.Mailbox.IsFull =>
            ApiException.ResourceThrottled(Surplus.Waiting),
        _ => null,
    };

    /// <summary>Whether there is no room for new work even though all who could leave have left.</summary>
    /// <remarks>Those who could not leave at the last turn may be able to now, so this asks for another.</remarks>
    private static bool IsOutOfMemory(ShardEdge edge)
    {
        if (!edge.Memory.IsExceeded)
        {
            return false;
        }

        edge.Mailbox.Wake();
        return true;
    }
}
