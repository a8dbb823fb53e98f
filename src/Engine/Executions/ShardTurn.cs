using Microsoft.Extensions.Logging;
using Sluice.Engine.Commits;
using Sluice.Engine.Letters;
using Sluice.Engine.Starting;
using Sluice.Engine.Timers;
using Sluice.Engine.Turns;
using Sluice.Interpreter;
using Sluice.Interpreter.Frames;
using Sluice.Model;
using Sluice.Storage;

namespace Sluice.Engine.Executions;

/// <summary>The turn of a shard, with its executions: found, read back, begun, advanced.</summary>
internal sealed partial class ShardTurn(
    TurnState state,
    ResidentExecutions residents,
    StoredExecutions stored,
    ExecutionInterpreter interpreter,
    IEffects effects,
    ExecutionReports reports,
    DamageReports damages,
    ILogger logger) : ITurn
{
    private readonly ILogger _logger = logger;

    public DateTimeOffset Now => state.Now;

    public TurnDrafts Drafts => state.Drafts;

    public ExecutionIds Ids => state.Ids;

    public async ValueTask<Resident?> FindAsync(ExecutionId id)
    {
        try
        {
            return await FindWholeAsync(id);
        }
        catch (StoreDamagedException damage)
        {
            // Its row, its state or its definition.
            damages.Note(damage);
            residents.NoteBroken(id);
            return null;
        }
    }

    public ValueTask<ExecutionRow?> FindRowAsync(ExecutionId id) =>
        residents.TryGet(id, out var resident) ? new(resident.Row) : stored.FindAsync(id);

    public ValueTask<ExecutionRow?> FindByNameAsync(long flowId, string name) =>
        residents.TryGet(flowId, name, out var resident) ? new(resident.Row) : stored.FindAsync(flowId, name);

    public bool IsBroken(ExecutionId id) => residents.IsBroken(id);

    public Resident? Begin(ExecutionOrigin origin)
    {
        var now = Now;
        var row = origin.Row(Ids.Next(now), now);
        var facts = origin.Facts(now, origin.Revision.Mode);
        var begun = ExecutionState.Create(origin.CallbackToken, origin.Depth);
        var resident = new Resident(origin.Revision, row, begun, facts);
        residents.Keep(resident);
        return Advance(resident, new Stimulus.Started(origin.Scope), isNew: true) is null ? null : resident;
    }

    public Transition? Advance(Resident resident, Stimulus stimulus) => Advance(resident, stimulus, isNew: false);

    public void Arm(TimerEntry entry, DateTimeOffset due) => state.Timers.Arm(entry, due);

    public void Send(Draft draft, int shard, Letter letter) => state.Send(draft, shard, letter);

    public void Send(int shard, Letter letter) => state.Send(shard, letter);

    private async ValueTask<Resident?> FindWholeAsync(ExecutionId id)
    {
        if (residents.TryGet(id, out var resident))
        {
            return resident.State.HasEnded ? null : resident;
        }

        if (residents.IsBroken(id))
        {
            return null;
        }

        return await stored.FindAsync(id) is { } row && !row.Status.HasEnded() ? await ReadBackAsync(row) : null;
    }

    /// <summary>Reads an execution's state back, and takes up what it still owes.</summary>
    /// <returns>Null when it cannot be gone on with; the log says why.</returns>
    private async ValueTask<Resident?> ReadBackAsync(ExecutionRow row)
    {
        try
        {
            var (resident, bytes) = await stored.ReadAsync(row);
            residents.Keep(resident);
            residents.Weigh(resident, bytes);
            effects.TakeUp(resident, interpreter.Resume(resident));
            Arm(TimerEntry.Whole(resident.Id), resident.State.Deadline);
            if (stored.IsOfDeletedFlow(row))
            {
                Advance(resident, new Stimulus.FlowDeleted());
            }

            return resident;
        }
        catch (InvalidDataException e)
        {
            residents.NoteBroken(row.Id);
            LogCannotReadBack(e, row.Id, row.FlowId);
            return null;
        }
    }

    private Transition? Advance(Resident resident, Stimulus stimulus, bool isNew)
    {
        try
        {
            var transition = isNew
                ? interpreter.Begin(resident, stimulus)
                : interpreter.Advance(resident, stimulus);
            if (transition.Accepted)
            {
                Record(resident, transition, isNew);
            }

            return transition;
        }
        catch (Exception e)
        {
            // A bug of ours, and no other execution's business.
            LogInterpreterBroke(e, resident.Id, resident.Facts.FlowName, stimulus.GetType().Name);
            residents.NoteBroken(resident.Id);
            Drafts.Abandon(resident);
            residents.LetGo(resident);
            return null;
        }
    }

    private void Record(Resident resident, Transition transition, bool isNew)
    {
        state.Count(transition.Events.Count);
        var draft = Drafts.For(resident, isNew);
        if (!draft.HasTransition)
        {
            draft.AfterCommit.Add(new MarkStored(resident, residents));
            draft.AfterCommit.Add(reports.Of(draft, resident.Revision.Account));
            if (isNew)
            {
                Arm(TimerEntry.Whole(resident.Id), resident.State.Deadline);
            }
        }

        draft.Add(transition);
        effects.CarryOut(resident, transition.Effects);
        if (transition.End is { } ended)
        {
            effects.OnEnded(resident, ended);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message =
        "Execution {Execution} of flow {Flow} broke the interpreter at stimulus {Stimulus}; it is left alone until a restart.")]
    private partial void LogInterpreterBroke(Exception exception, ExecutionId execution, string flow, string stimulus);

    [LoggerMessage(Level = LogLevel.Error, Message =
        "Execution {Execution} of flow number {FlowId} cannot be gone on with; it is left alone until a restart.")]
    private partial void LogCannotReadBack(Exception exception, ExecutionId execution, long flowId);

    /// <summary>The execution in memory is now no newer than the store.</summary>
    private sealed class MarkStored(Resident resident, ResidentExecutions residents) : IAfterCommit
    {
        public void Stored() => residents.NoteStored(resident);

        public void Unstored(string? problem)
        {
            // The shard forgets all its memory.
        }
    }
}
