using Sluice.Engine.Commits;
using Sluice.Engine.Flows;
using Sluice.Engine.Link;
using Sluice.Engine.Scheduling;
using Sluice.Model;
using Sluice.Model.Names;

namespace Sluice.Engine.Edge;

/// <summary>
/// An engine's own end of the link, and all of it where the engine is alone: requests become messages to its shards.
/// </summary>
/// <remarks>
/// New work is refused while there is too much, first to whoever has most of it; whatever helps work in hand to its end is
/// always taken.
/// </remarks>
internal sealed class LocalLink(
    IReadOnlyList<ShardEdge> edges,
    Committer committer,
    Backlog backlog,
    Catalog catalog,
    EngineMemory memory,
    EngineOptions options,
    IWorkScheduler scheduler) : IShardLink
{
    public Task<TAnswer> AskAsync<TAnswer>(int shard, ShardRequest<TAnswer> request)
        where TAnswer : notnull
    {
        var edge = edges[shard];
        var reply = new Reply<TAnswer>(scheduler);
        var message = new Message.Asked<TAnswer>(request, reply) { Account = AccountOf(request) };
        if (!IsNewWork(request))
        {
            edge.Post(message);
        }
        else if (RefuseSurplus(edge, request, message.Account) is { } refusal)
        {
            return Task.FromException<TAnswer>(refusal);
        }
        else if (!edge.Mailbox.TryPost(message))
        {
            return Task.FromException<TAnswer>(edge.Mailbox.Refuse(message.Account));
        }

        if (message.Account is { } its)
        {
            memory.CountUntil(reply.Task, its, BytesOf(request));
        }

        return reply.Task;
    }

    private static bool IsNewWork(ShardRequest request) => request
        is StartRequest or RedriveRequest or CreateScheduleRequest or UpdateScheduleRequest or DeleteScheduleRequest;

    /// <summary>Whose it is, also of one that has come from another node.</summary>
    private AccountId? AccountOf(ShardRequest request) => request.Owner ?? request switch
    {
        StartRequest start => catalog.FindAtHand(start.Revision)?.Account,
        ReportRequest report => report.Account,
        _ => null,
    };

    private ApiException? RefuseSurplus(ShardEdge edge, ShardRequest request, AccountId? account) => request switch
    {
        StartRequest or RedriveRequest when account is { } its && FindMemoryRefusal(edge, its, request) is { } refusal => refusal,
        StartRequest or RedriveRequest when account is { } its && backlog.FindSurplus(its) is var (held, most) =>
            ApiException.ResourceThrottled(Surplus.Uncommitted(held, most), options.UncommittedTime * 5),
        StartRequest or RedriveRequest when committer.Lag > options.CommitLag => ApiException.ResourceThrottled(Surplus.Store),
        _ => null,
    };

    /// <remarks>Those who could not leave at the last turn may be able to now, so this asks for another.</remarks>
    private ApiException? FindMemoryRefusal(ShardEdge edge, AccountId account, ShardRequest request)
    {
        var refusal = memory.Refuse(account, BytesOf(request));
        if (refusal is not null)
        {
            edge.Mailbox.Wake();
        }

        return refusal;
    }

    private static long BytesOf(ShardRequest request) => request switch
    {
        StartRequest start => start.Input.Bytes?.Length ?? 0,
        ReportRequest report => report.Result.TryGet(out var output, out var failure) ? output.ByteCount : failure.Cause.Length,
        _ => 0,
    };
}
