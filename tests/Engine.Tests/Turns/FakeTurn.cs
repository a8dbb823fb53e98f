using Sluice.Engine.Commits;
using Sluice.Engine.Flows;
using Sluice.Engine.Letters;
using Sluice.Engine.Starting;
using Sluice.Engine.Timers;
using Sluice.Engine.Turns;
using Sluice.Interpreter;
using Sluice.Model;
using Sluice.Storage;

namespace Sluice.Engine.Tests.Turns;

/// <summary>A turn without a shard: it has no executions, and remembers what it was told.</summary>
internal sealed class FakeTurn : ITurn
{
    private ShardBatch? _ended;

    public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public TurnDrafts Drafts { get; private set; } = new(shard: 0, epoch: 1);

    public ExecutionIds Ids { get; } = new(shard: 0);

    public List<(TimerEntry Entry, DateTimeOffset Due)> Armed { get; } = [];

    public List<(int Shard, Letter Letter)> Sent { get; } = [];

    /// <summary>What the turn writes; another one begins.</summary>
    public CommitBatch End()
    {
        _ended = Drafts.Finish(Now, showsEpoch: false);
        Drafts = new(shard: 0, epoch: 1);
        return _ended?.Writes ?? new CommitBatch();
    }

    /// <summary>What the turn that ended last has written is stored.</summary>
    public void Store() => _ended?.AfterCommit.ForEach(action => action.Stored());

    public ValueTask<Resident?> FindAsync(ExecutionId id) => new((Resident?)null);

    public ValueTask<ExecutionRow?> FindRowAsync(ExecutionId id) => new((ExecutionRow?)null);

    public ValueTask<ExecutionRow?> FindByNameAsync(long flowId, string name) => new((ExecutionRow?)null);

    public ValueTask<Resident?> FindEndedAsync(ExecutionId id) => new((Resident?)null);

    public Transition? Redrive(Resident ended, CompiledRevision revision, Stimulus.Redriven stimulus) => null;

    public bool IsBroken(ExecutionId id) => false;

    public Resident? Begin(ExecutionOrigin origin) => null;

    public Transition? Advance(Resident resident, Stimulus stimulus) => null;

    public void Arm(TimerEntry entry, DateTimeOffset due) => Armed.Add((entry, due));

    public void Send(Draft draft, int shard, Letter letter) => Sent.Add((shard, letter));

    public void Send(int shard, Letter letter) => Sent.Add((shard, letter));
}
