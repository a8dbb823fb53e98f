using Microsoft.Extensions.Logging;
using Sluice.Engine.Commits;
using Sluice.Engine.Flows;
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
/// <typeparam name="TEffects">Carries out what they decide.</typeparam>
internal sealed partial class ShardTurn<TEffects> : ITurn
    where TEffects : IEffects
{
    private readonly TurnState _state;
    private readonly ResidentExecutions _residents;
    private readonly StoredExecutions _stored;
    private readonly ExecutionInterpreter _interpreter;
    private readonly ExecutionReports _reports;
    private readonly DamageReports _damages;
    private readonly StoredQuota _quota;
    private readonly ILogger _logger;

    /// <param name="effects">Makes those who carry out effects, who themselves work in the turn.</param>
    public ShardTurn(
        TurnState state,
        ResidentExecutions residents,
        StoredExecutions stored,
        ExecutionInterpreter interpreter,
        ExecutionReports reports,
        DamageReports damages,
        StoredQuota quota,
        ILogger logger,
        Func<ITurn, TEffects> effects)
    {
        (_state, _residents, _stored, _interpreter) = (state, residents, stored, interpreter);
        (_reports, _damages, _quota, _logger) = (reports, damages, quota, logger);
        Effects = effects(this);
    }

    public TEffects Effects { get; }

    public DateTimeOffset Now => _state.Now;

    public TurnDrafts Drafts => _state.Drafts;

    public ExecutionIds Ids => _state.Ids;

    public ValueTask<Resident?> FindAsync(ExecutionId id) => FindWholeAsync(id, FindRunningAsync);

    public ValueTask<Resident?> FindEndedAsync(ExecutionId id) => FindWholeAsync(id, FindOverAsync);

    private async ValueTask<Resident?> FindWholeAsync(ExecutionId id, Func<ExecutionId, ValueTask<Resident?>> find)
    {
        try
        {
            return await find(id);
        }
        catch (StoreDamagedException damage)
        {
            // Its row, its state or its definition.
            _damages.Note(damage);
            _residents.NoteBroken(id);
            return null;
        }
    }

    public ValueTask<ExecutionRow?> FindRowAsync(ExecutionId id) =>
        _residents.TryGet(id, out var resident) ? new(resident.Row) : _stored.FindAsync(id);

    public ValueTask<ExecutionRow?> FindByNameAsync(long flowId, string name) =>
        _residents.TryGet(flowId, name, out var resident) ? new(resident.Row) : _stored.FindAsync(flowId, name);

    public bool IsBroken(ExecutionId id) => _residents.IsBroken(id);

    public Resident? Begin(ExecutionOrigin origin)
    {
        var now = Now;
        var row = origin.Row(Ids.Next(now), now);
        var facts = origin.Facts(now, origin.Revision.Mode);
        var begun = ExecutionState.Create(origin.CallbackToken, origin.Depth);
        var resident = new Resident(origin.Revision, row, begun, facts);
        _residents.Keep(resident);
        if (Advance(resident, new Stimulus.Started(origin.Scope) { RerunOf = origin.RerunOf }, isNew: true) is null)
        {
            return null;
        }

        Drafts.For(resident).SearchValues = origin.SearchValues;
        return resident;
    }

    public Transition? Redrive(Resident ended, CompiledRevision revision, Stimulus.Redriven stimulus)
    {
        // The draft knows of the end that the row has forgotten then.
        Drafts.For(ended).Reopen();
        ended.Reopen(revision);
        if (!_residents.TryGet(ended.Id, out _))
        {
            _residents.Keep(ended);
        }

        var transition = Advance(ended, stimulus);
        if (transition is { Accepted: true, End: null })
        {
            Arm(TimerEntry.Whole(ended.Id), ended.State.Deadline);
        }

        return transition;
    }

    public Transition? Advance(Resident resident, Stimulus stimulus)
    {
        var transition = Advance(resident, stimulus, isNew: false);
        if (transition is { Accepted: true, End: null } && _quota.FindSurplus(resident.StoredBytes) is { } surplus)
        {
            Advance(resident, new Stimulus.StoredTooMuch(surplus), isNew: false);
        }

        return transition;
    }

    public void Arm(TimerEntry entry, DateTimeOffset due) => _state.Timers.Arm(entry, due);

    public void Send(Draft draft, int shard, Letter letter) => _state.Send(draft, shard, letter);

    public void Send(int shard, Letter letter) => _state.Send(shard, letter);

    private async ValueTask<Resident?> FindRunningAsync(ExecutionId id)
    {
        if (_residents.TryGet(id, out var resident))
        {
            return resident.State.HasEnded ? null : resident;
        }

        if (_residents.IsBroken(id))
        {
            return null;
        }

        return await _stored.FindAsync(id) is { } row && !row.Status.HasEnded() ? await ReadBackAsync(row) : null;
    }

    private async ValueTask<Resident?> FindOverAsync(ExecutionId id)
    {
        if (_residents.TryGet(id, out var resident))
        {
            return resident.State.HasEnded ? resident : null;
        }

        return !_residents.IsBroken(id) && await _stored.FindAsync(id) is { } row && row.Status.HasEnded()
            ? (await _stored.ReadAsync(row)).Resident
            : null;
    }

    /// <summary>Reads an execution's state back, and takes up what it still owes.</summary>
    /// <returns>Null when it cannot be gone on with; the log says why.</returns>
    private async ValueTask<Resident?> ReadBackAsync(ExecutionRow row)
    {
        try
        {
            var (resident, bytes) = await _stored.ReadAsync(row);
            _residents.Keep(resident);
            _residents.Weigh(resident, bytes);
            Effects.TakeUp(resident, _interpreter.Resume(resident));
            Arm(TimerEntry.Whole(resident.Id), resident.State.Deadline);
            if (_stored.IsOfDeletedFlow(row))
            {
                Advance(resident, new Stimulus.FlowDeleted());
            }

            return resident;
        }
        catch (InvalidDataException e)
        {
            _residents.NoteBroken(row.Id);
            LogCannotReadBack(e, row.Id, row.FlowId);
            return null;
        }
    }

    private Transition? Advance(Resident resident, Stimulus stimulus, bool isNew)
    {
        try
        {
            var transition = isNew
                ? _interpreter.Begin(resident, stimulus)
                : _interpreter.Advance(resident, stimulus);
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
            _residents.NoteBroken(resident.Id);
            Drafts.Abandon(resident);
            _residents.LetGo(resident);
            return null;
        }
    }

    private void Record(Resident resident, Transition transition, bool isNew)
    {
        _state.Count(transition.Events.Count, transition.Work);
        var draft = Drafts.For(resident, isNew);
        if (!draft.HasTransition)
        {
            draft.AfterCommit.Add(new MarkStored(resident, _residents));
            draft.AfterCommit.Add(_reports.Of(draft, resident.Revision.Account));
            if (isNew)
            {
                Arm(TimerEntry.Whole(resident.Id), resident.State.Deadline);
            }
        }

        draft.Add(transition);
        if (resident.Row.MapRun is { } run)
        {
            Effects.OnChildAdvanced(run, transition);
        }

        Effects.CarryOut(resident, transition.Effects);
        if (transition.End is { } ended)
        {
            Effects.OnEnded(resident, ended);
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

        public void Unstored(Loss loss)
        {
            // The shard forgets all its memory.
        }
    }
}
