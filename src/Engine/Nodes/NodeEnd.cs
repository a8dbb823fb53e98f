using Sluice.Engine.Link;
using Sluice.Engine.Scheduling;

namespace Sluice.Engine.Nodes;

/// <summary>Where an engine takes what other nodes send it.</summary>
public sealed class NodeEnd
{
    private readonly IShardLink _own;
    private readonly AnsweredRequests _answered;
    private readonly RemoteNews _news;

    internal NodeEnd(IShardLink own, IWorkScheduler scheduler, TimeProvider time, RemoteNews news) =>
        (_own, _answered, _news) = (own, new AnsweredRequests(scheduler, time), news);

    /// <summary>Deals with a request of another node's, also one that comes again.</summary>
    /// <returns>The answer to be carried back, whatever it is; once what it speaks of is durable.</returns>
    /// <exception cref="InvalidDataException">Not a request, or of a newer release.</exception>
    public Task<byte[]> AnswerAsync(UInt128 number, int shard, ReadOnlyMemory<byte> request) =>
        Wire.AnswerAsync(_own, shard, request, _answered, number);

    /// <summary>Another node tells what its commits have brought.</summary>
    /// <exception cref="InvalidDataException">Not such bytes, or of a newer release.</exception>
    public void OnNews(ReadOnlySpan<byte> news) => _news.Take(NodeNews.Decode(news));
}
