using Microsoft.Extensions.Logging;
using Sluice.Engine.Commits;
using Sluice.Engine.Flows;
using Sluice.Engine.Link;
using Sluice.Engine.Starting;
using Sluice.Storage;

namespace Sluice.Engine.Nodes;

/// <summary>Looks now and then at what other nodes have changed, so that what is at hand here is never older than a second.</summary>
/// <param name="flowDeleted">Told of each flow that another node has deleted; the shards are told beside.</param>
/// <param name="isKeeper">Whether what one node does for all falls to this one now.</param>
internal sealed partial class SharedRounds(
    SharedStore shared,
    Catalog catalog,
    VersionCatalog versions,
    RunningCount running,
    IExecutionStore executions,
    RemoteNews news,
    IReadOnlyList<int> shards,
    IShardLink own,
    Action<long> flowDeleted,
    Func<bool> isKeeper,
    TimeProvider time,
    ILogger logger) : IAsyncDisposable
{
    private static readonly TimeSpan ChangePause = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan WatchPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan CountPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan MarkPause = TimeSpan.FromMinutes(1);

    /// <summary>Asked for in one statement.</summary>
    private const int MostWatched = 5_000;

    private readonly ILogger _logger = logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Task> _rounds = [];
    private SharedChanges? _seen;
    private long _lastRead = time.GetTimestamp();

    /// <summary>How long the store has not answered.</summary>
    public TimeSpan Silence => time.GetElapsedTime(Volatile.Read(ref _lastRead));

    /// <summary>The first look is at everything, since what is at hand already may be older than what was changed by now.</summary>
    public void Begin()
    {
        _rounds.Add(RepeatAsync(ChangePause, LookForChangesAsync));
        _rounds.Add(RepeatAsync(WatchPause, LookForEndsAsync));
        _rounds.Add(RepeatAsync(CountPause, CountRunningAsync));
        _rounds.Add(RepeatAsync(MarkPause, ForgetMarksAsync));
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_rounds);
        _stopping.Dispose();
    }

    private async Task RepeatAsync(TimeSpan pause, Func<CancellationToken, Task> look)
    {
        var isTold = false;
        while (true)
        {
            await Task.Delay(pause, time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_stopping.IsCancellationRequested)
            {
                return;
            }

            try
            {
                await look(_stopping.Token);
                isTold = false;
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // Whatever it was, the next time may go better. A line for each outage is enough.
                if (!isTold)
                {
                    isTold = true;
                    LogCannotLook(e.Message);
                }
            }
        }
    }

    private async Task LookForChangesAsync(CancellationToken cancellationToken)
    {
        var now = await shared.Store.ReadChangesAsync(cancellationToken);
        Volatile.Write(ref _lastRead, time.GetTimestamp());
        if (now.Catalogue != _seen?.Catalogue)
        {
            var deleted = await catalog.RefreshAsync(cancellationToken);
            await versions.RefreshAsync(cancellationToken);
            foreach (var flow in deleted)
            {
                flowDeleted(flow);
                await TellOwnAsync(new FlowDeletedRequest(flow));
            }
        }

        if (now.Accounts != _seen?.Accounts)
        {
            await shared.AccountsChanged(cancellationToken);
        }

        // Only now: what could not be read this time is read the next time.
        _seen = now;
    }

    /// <summary>Whoever has deleted it has told all shards; somebody may not have heard.</summary>
    private async Task TellOwnAsync(FlowDeletedRequest deleted)
    {
        foreach (var shard in shards)
        {
            try
            {
                await own.AskAsync(shard, deleted);
            }
            catch (Exception e) when (e is Model.ApiException or ShardElsewhereException or StoreDamagedException)
            {
                // It is another node's, which looks by itself; or it is taken up anew, and learns it then.
            }
        }
    }

    private async Task LookForEndsAsync(CancellationToken cancellationToken)
    {
        foreach (var some in news.Watched().Chunk(MostWatched))
        {
            foreach (var ended in await shared.Store.ReadEndedAmongAsync(some, cancellationToken))
            {
                news.Tell(ended, hasEnded: true);
            }
        }
    }

    private async Task CountRunningAsync(CancellationToken cancellationToken) =>
        running.Set(await executions.CountRunningByAccountAsync(cancellationToken));

    private async Task ForgetMarksAsync(CancellationToken cancellationToken)
    {
        if (isKeeper())
        {
            await shared.Store.ForgetMarksAsync(time.GetUtcNow().ToUnixTimeMilliseconds(), cancellationToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "What other nodes change cannot be read; it is tried again several times a second. {Reason}")]
    private partial void LogCannotLook(string reason);
}
