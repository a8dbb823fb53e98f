using Sluice.Engine.Scheduling;
using Sluice.Engine.Turns;
using Sluice.Model.Names;

namespace Sluice.Engine.Shards;

/// <summary>What a slice was not enough for in one shard, by account.</summary>
/// <remarks>Belongs to whoever is in the shard, but for <see cref="Post"/>.</remarks>
internal sealed class HeavyWork(AccountLanes lanes, Gate gate)
{
    private readonly Dictionary<AccountId, HeavyTurn> _turns = [];
    private List<HeavyTurn> _begun = [];
    private Func<HeavyTurn, long> _work = static _ => 0;

    /// <summary>From now on turns are done by this, the shard; nothing is added before.</summary>
    public void Begin(Func<HeavyTurn, long> work) => _work = work;

    /// <summary>The execution goes on where nobody else is held up by it, once the present turn is over.</summary>
    public void Add(Resident resident)
    {
        var account = resident.Revision.Account;
        if (!_turns.TryGetValue(account, out var turn))
        {
            _turns.Add(account, turn = new HeavyTurn(account, lanes, gate, _work));
            _begun.Add(turn);
        }

        turn.Add(resident.Id);
    }

    /// <summary>A turn is over: it wants another one if anything is left.</summary>
    public void NoteDone(HeavyTurn turn)
    {
        if (turn.IsEmpty)
        {
            _turns.Remove(turn.Account);
        }
        else
        {
            _begun.Add(turn);
        }
    }

    /// <summary>What is in memory counts for nothing any more; whatever is read back comes again.</summary>
    public void Clear()
    {
        foreach (var turn in _turns.Values)
        {
            turn.Clear();
        }
    }

    /// <summary>The turns that are to be posted once nobody is in the shard any more.</summary>
    public IReadOnlyList<HeavyTurn> TakeBegun()
    {
        if (_begun.Count == 0)
        {
            return [];
        }

        var begun = _begun;
        _begun = [];
        return begun;
    }

    /// <summary>Posts them, each to its account's lane. On any thread.</summary>
    public void Post(IReadOnlyList<HeavyTurn> turns)
    {
        foreach (var turn in turns)
        {
            lanes.Post(turn.Lane, turn);
        }
    }
}
