using Sluice.Engine.Scheduling;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Sharing.Lanes;

namespace Sluice.Engine.Shards;

/// <summary>
/// Executions of one account in one shard that a slice was not enough for, and the turns in which they go on: one at a time,
/// on a thread that computes, when it is both the account's turn there and free to enter the shard.
/// </summary>
/// <remarks>What it holds belongs to whoever is in the shard.</remarks>
internal sealed class HeavyTurn : IWork
{
    private readonly Gate _gate;
    private readonly Func<HeavyTurn, long> _work;
    private readonly Action _letIn;
    private readonly Queue<ExecutionId> _executions = new();
    private readonly HashSet<ExecutionId> _known = [];

    /// <summary>It waited at the gate, which has let it in.</summary>
    private bool _isLetIn;

    /// <param name="work">Does a turn; what it took is the result.</param>
    public HeavyTurn(AccountId account, AccountLanes lanes, Gate gate, Func<HeavyTurn, long> work)
    {
        (Account, _gate, _work, Lane) = (account, gate, work, lanes.Of(account));
        _letIn = () =>
        {
            _isLetIn = true;
            lanes.PostFirst(Lane, this);
        };
    }

    public AccountId Account { get; }

    public Lane<IWork> Lane { get; }

    public bool IsEmpty => _executions.Count == 0;

    /// <summary>The execution goes on after the others, once.</summary>
    public void Add(ExecutionId execution)
    {
        if (_known.Add(execution))
        {
            _executions.Enqueue(execution);
        }
    }

    public bool TryTake(out ExecutionId execution) =>
        _executions.TryDequeue(out execution) && _known.Remove(execution);

    public void Clear()
    {
        _executions.Clear();
        _known.Clear();
    }

    long IWork.Run()
    {
        if (!_isLetIn && !_gate.TryEnterHeavy(_letIn))
        {
            return 0;
        }

        _isLetIn = false;
        return _work(this);
    }
}
