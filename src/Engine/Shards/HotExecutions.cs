using Microsoft.Extensions.Logging;
using Sluice.Engine.Edge;
using Sluice.Engine.Scheduling;
using Sluice.Engine.Turns;
using Sluice.Model;
using Sluice.Storage;

namespace Sluice.Engine.Shards;

/// <summary>What a shard that was given reads back while work goes on: executions that were hot, and letters.</summary>
/// <param name="collectOthers">Has the other shards ask for their letters.</param>
internal sealed partial class HotExecutions(
    int shard,
    IShardStore store,
    ITurn turn,
    Tenants tenants,
    RecoveryCount count,
    RecoveryTally tally,
    Action<Message> post,
    Action collectOthers,
    ILogger logger)
{
    private const int ExecutionsPerStep = 64;
    private const int LettersPerRead = 256;

    private readonly ILogger _logger = logger;

    /// <summary>What is read back from here on is counted, until all is.</summary>
    public void BeginCount() => count.BeginAnew();

    public void Begin() => post(new Message.Recover(default));

    /// <summary>Loads some of the executions that were hot; live traffic has its turn between the steps.</summary>
    public async ValueTask OnRecoverAsync(ExecutionId after)
    {
        var ids = await store.ReadHotAsync(shard, after, ExecutionsPerStep, CancellationToken.None);
        foreach (var id in ids)
        {
            await turn.FindAsync(id);
        }

        if (ids.Count == ExecutionsPerStep)
        {
            post(new Message.Recover(ids[^1]));
        }
        else
        {
            TellRecovered();
        }
    }

    /// <summary>Somebody has sent a letter, and waits until it is looked for.</summary>
    public async ValueTask OnCollectAsync(Reply<bool> reply)
    {
        await OnCollectAsync();
        reply.Give(true);
    }

    /// <summary>Letters that no commit has taken off yet.</summary>
    public async ValueTask OnCollectAsync()
    {
        long after = 0;
        while (true)
        {
            var letters = await store.ReadLettersAsync(shard, after, LettersPerRead, CancellationToken.None);
            foreach (var letter in letters)
            {
                post(new Message.Incoming(letter));
            }

            if (letters.Count < LettersPerRead)
            {
                return;
            }

            after = letters[^1].Id;
        }
    }

    /// <summary>Letters of this shard's lost commit may be stored, and then nobody has handed them over.</summary>
    public void TellOthersToCollect() => collectOthers();

    private void TellRecovered()
    {
        if (tenants.Calls.TakeMadeAgain() is > 0 and var calls)
        {
            LogCallsMadeAgain(shard, calls);
        }

        if (count.Take() is { } recovered)
        {
            tally.Add(recovered with { MapRuns = tenants.MapRuns.Open.All.Count, Schedules = tenants.Schedules.Live.Enabled });
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "Shard {Shard} makes {Calls} calls again that were out when the engine went down, each by the same key; histories "
        + "tell which, and so does the log at level information.")]
    private partial void LogCallsMadeAgain(int shard, int calls);
}
