using Sluice.Engine.Edge;
using Sluice.Engine.Watching;
using Sluice.Model;
using Sluice.Storage;

namespace Sluice.Engine.Nodes;

/// <summary>Tells those who watch here what other nodes' commits have brought.</summary>
internal sealed class RemoteNews(
    IReadOnlyList<ShardEdge> edges, ExecutionFeed feed, Endings endings, AccountFeed accounts, IExecutionStore store)
{
    /// <summary>Rows that are read at once for those who watch lists; of more, they are told that they were too many.</summary>
    private const int MostRows = 100;

    private int _isReading;

    public void Take(NodeNews news)
    {
        if (news.IsAll)
        {
            TakeUp(Enumerable.Range(0, edges.Count).Where(shard => !edges[shard].IsHere));
            return;
        }

        TakeUp(news.TakenUp.Where(shard => shard < edges.Count));
        foreach (var (execution, hasEnded) in news.Progressed)
        {
            Tell(execution, hasEnded);
        }

        if (accounts.Count > 0 && news.Progressed.Count > 0)
        {
            _ = TellListsAsync(news.Progressed);
        }
    }

    /// <summary>Executions that are watched here, and whose shards other nodes have.</summary>
    public IReadOnlyList<ExecutionId> Watched() =>
        [.. endings.Watched.Concat(feed.Watched).Where(id => id.Shard < edges.Count && !edges[id.Shard].IsHere).Distinct()];

    /// <summary>It has come further.</summary>
    public void Tell(ExecutionId execution, bool hasEnded)
    {
        feed.TellToLook(execution);
        if (hasEnded)
        {
            endings.TellToLook(execution);
        }
    }

    private void TakeUp(IEnumerable<int> shards)
    {
        foreach (var shard in shards)
        {
            feed.TakeUp(shard);
        }
    }

    private async Task TellListsAsync(IReadOnlyList<(ExecutionId Execution, bool HasEnded)> progressed)
    {
        // One reading at a time: whoever is behind is told to look at his list anew.
        if (progressed.Count > MostRows || Interlocked.Exchange(ref _isReading, 1) == 1)
        {
            accounts.TellToLook();
            return;
        }

        try
        {
            foreach (var (execution, _) in progressed)
            {
                if (await store.FindExecutionAsync(execution, CancellationToken.None) is { } row)
                {
                    accounts.Tell(row);
                }
            }
        }
        catch (Exception e) when (e is StoreRefusedException or StoreDamagedException or StoreFailedException)
        {
            accounts.TellToLook();
        }
        finally
        {
            Volatile.Write(ref _isReading, 0);
        }
    }
}
