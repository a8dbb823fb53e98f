using Sluice.Definitions.States;
using Sluice.Interpreter;

namespace Sluice.Engine.Shards;

/// <summary>Adds up what the shards take up again, until each has done so once.</summary>
internal sealed class RecoveryTally
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource<Recovery> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Recovery _sum;
    private int _missing;

    /// <param name="inProgress">Executions in progress when the engine was opened.</param>
    /// <param name="shards">How many shards to wait for; 0 to wait for none.</param>
    public RecoveryTally(long inProgress, int shards)
    {
        _sum = Recovery.None with { InProgress = inProgress };
        _missing = shards;
        if (shards == 0)
        {
            _done.SetResult(_sum);
        }
    }

    /// <summary>Completes when the last shard is through.</summary>
    public Task<Recovery> Done => _done.Task;

    /// <summary>A shard is through.</summary>
    public void Add(Recovery ofShard)
    {
        lock (_lock)
        {
            _sum = _sum.With(ofShard);
            if (--_missing == 0)
            {
                _done.SetResult(_sum);
            }
        }
    }

    /// <summary>What one execution, read back, owes.</summary>
    public static Recovery Of(IReadOnlyList<Effect> effects) => Recovery.None with
    {
        TakenUp = 1,
        Calls = effects.Count(effect => effect is Effect.InvokeTask { Action: not TaskState.StartExecution }),
        Timers = effects.Count(effect => effect is Effect.SetTimer),
    };
}
