using Sluice.Definitions.States;
using Sluice.Engine.Edge;
using Sluice.Engine.Link;
using Sluice.Engine.Tasks;
using Sluice.Engine.Timers;
using Sluice.Interpreter;
using Sluice.Interpreter.Frames;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Storage;

namespace Sluice.Engine.Shards;

/// <summary>Executions in memory: found, loaded, advanced.</summary>
internal sealed partial class Shard
{
    private readonly Dictionary<ExecutionId, Resident> _residents = [];
    private readonly Dictionary<(long Flow, string Name), Resident> _names = [];

    /// <summary>Executions that broke the interpreter; they are left alone until the process is started anew.</summary>
    private readonly HashSet<ExecutionId> _broken = [];

    /// <summary>For tests that hold memory against the store.</summary>
    internal IEnumerable<Resident> Residents => _residents.Values;

    /// <summary>The execution in memory, read from the store if need be; null when it has ended or never was.</summary>
    private async ValueTask<Resident?> FindAsync(ExecutionId id)
    {
        try
        {
            return await FindWholeAsync(id);
        }
        catch (StoreDamagedException damage)
        {
            // Its row, its state or its definition.
            _ports.Damage.Note(damage);
            _broken.Add(id);
            return null;
        }
    }

    private async ValueTask<Resident?> FindWholeAsync(ExecutionId id)
    {
        if (_residents.TryGetValue(id, out var resident))
        {
            return resident.State.HasEnded ? null : resident;
        }

        if (_broken.Contains(id))
        {
            return null;
        }

        return await _ports.Store.FindExecutionAsync(id, CancellationToken.None) is { } row && !row.Status.HasEnded()
            ? await LoadAsync(row)
            : null;
    }

    /// <summary>Reads an execution's state back, and takes up what it still owes.</summary>
    /// <returns>Null when it cannot be gone on with; the log says why.</returns>
    private async ValueTask<Resident?> LoadAsync(ExecutionRow row)
    {
        try
        {
            var revision = await _ports.Catalog.GetRevisionAsync(row.RevisionId, CancellationToken.None);
            var journal = await _ports.Store.ReadStateAsync(row.Id, CancellationToken.None);
            var state = StateCodec.Decode([.. journal.Select(item => (ReadOnlyMemory<byte>)item.State)]);
            var resident = Keep(new Resident(revision, row, state, FactsOf(row, revision)));
            Weigh(resident, (row.Input?.Length ?? 0) + journal.Sum(item => item.State.Length));
            var owed = FlowInterpreter.Resume(revision.Flow, state, ContextFor(resident));
            _recovered = _recovered?.With(RecoveryTally.Of(owed));
            CarryOut(resident, owed, isStored: true);
            Arm(TimerEntry.Whole(resident.Id), state.Deadline);
            if (_ports.Catalog.IsDeleted(row.FlowId))
            {
                Advance(resident, new Stimulus.FlowDeleted());
            }

            return resident;
        }
        catch (InvalidDataException e)
        {
            _broken.Add(row.Id);
            LogCannotLoad(e, row.Id, row.FlowId);
            return null;
        }
    }

    private Resident Keep(Resident resident)
    {
        _residents.Add(resident.Id, resident);
        _names.Add((resident.Row.FlowId, resident.Row.Name), resident);
        return resident;
    }

    /// <summary>Applies a stimulus; what it decides joins this turn's draft of the execution.</summary>
    /// <returns>The transition; null when the interpreter broke, and the execution with it.</returns>
    private Transition? Advance(Resident resident, Stimulus stimulus, bool isNew = false)
    {
        try
        {
            var transition = FlowInterpreter.Advance(
                resident.Revision.Flow,
                resident.State,
                stimulus,
                isNew ? ContextFor(resident) with { Now = resident.Facts.StartedTime } : ContextFor(resident));
            PayFor(resident, transition);
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
            _broken.Add(resident.Id);
            _drafts.Abandon(resident);
            LetGo(resident);
            return null;
        }
    }

    private void Record(Resident resident, Transition transition, bool isNew)
    {
        _eventsThisTurn += transition.Events.Count;
        var draft = _drafts.For(resident, isNew);
        if (!draft.HasTransition)
        {
            draft.AfterCommit.Add(new MarkStored(resident, this));
            draft.AfterCommit.Add(new PublishProgress(draft, resident.Revision.Account, _ports.Feed, _ports.Running));
            if (isNew)
            {
                Arm(TimerEntry.Whole(resident.Id), resident.State.Deadline);
            }
        }

        draft.Add(transition);
        CarryOut(resident, transition.Effects, isStored: false);
        if (transition.End is { } ended)
        {
            EndChild(resident, ended);
        }
    }

    /// <param name="isStored">Whether the state that owes these effects is stored already.</param>
    private void CarryOut(Resident resident, IReadOnlyList<Effect> effects, bool isStored)
    {
        foreach (var effect in effects)
        {
            switch (effect)
            {
                case Effect.SetTimer timer:
                    Arm(new TimerEntry(resident.Id, timer.Frame, timer.Attempt), timer.Due);
                    break;
                case Effect.GoOn:
                    GoOnInTime(resident);
                    break;
                case Effect.InvokeTask { Action: TaskState.StartExecution } call:
                    CallChild(resident, call, isStored);
                    break;
                case Effect.StopChild stop:
                    AbandonChild(_drafts.For(resident), resident, stop);
                    break;
                case Effect.ReportEnd end:
                    SendEnd(_drafts.For(resident), end);
                    break;
                case Effect.StartMapRun start:
                    StartMapRun(resident, start);
                    break;
                case Effect.AbortMapRun abort:
                    AbortMapRun(abort);
                    break;
                case Effect.InvokeTask call when isStored:
                    CallAgain(resident, call);
                    break;
                case Effect.InvokeTask call:
                    _drafts.For(resident).AfterCommit.Add(CallOf(resident, call));
                    break;
                case Effect.CancelTask call:
                    _drafts.For(resident).AfterCommit.Add(
                        new CancelCall(new(resident.Id, call.Frame, call.Attempt), _ports.Dispatcher));
                    break;
                default:
                    throw new System.Diagnostics.UnreachableException($"An effect of kind {effect.GetType().Name}.");
            }
        }
    }

    private MakeCall CallOf(Resident resident, Effect.InvokeTask call) => new(
        new(resident.Id, call.Frame, call.Attempt),
        call,
        CallContext.Of(resident.Revision.Account, resident.Facts, resident.State, call),
        TakeAnswer,
        _ports.Dispatcher);

    /// <summary>A call has answered; on any thread.</summary>
    private void TakeAnswer(AttemptId key, Outcome<JsonPayload> result) =>
        Post(new Message.CallEnded(key.Execution, key.Frame, key.Attempt, result));

    /// <summary>Makes a call again that was out when its execution was read back; nobody knows what came of it.</summary>
    /// <remarks>That is stored first, for the history to tell. A call that is still out in this process is not made twice.</remarks>
    private void CallAgain(Resident resident, Effect.InvokeTask call)
    {
        var key = new AttemptId(resident.Id, call.Frame, call.Attempt);
        if (_ports.Dispatcher.IsOut(key))
        {
            return;
        }

        var step = resident.Revision.Flow.States[resident.State.StateOf(call.Frame)].Name;
        LogCalledAgain(key.ToString(), call.Action, step, resident.Row.Name, resident.Facts.FlowName);
        _callsMadeAgain++;
        if (Advance(resident, new Stimulus.CalledAgain(call.Frame, call.Attempt, key.ToString())) is { Accepted: true })
        {
            _drafts.For(resident).AfterCommit.Add(new PostMessage(this, new Message.CallAgain(key)));
        }
    }

    /// <summary>That a call is made again is stored; it is made, unless its attempt has ended meanwhile, as by a report.</summary>
    private ValueTask CallAgainAsync(Message.CallAgain again)
    {
        var (execution, frame, attempt) = again.Key;
        if (_residents.TryGetValue(execution, out var resident) && !resident.State.HasEnded)
        {
            var owed = FlowInterpreter.Resume(resident.Revision.Flow, resident.State, ContextFor(resident));
            foreach (var call in owed.OfType<Effect.InvokeTask>().Where(call => (call.Frame, call.Attempt) == (frame, attempt)))
            {
                CallOf(resident, call).Stored();
            }
        }

        return ValueTask.CompletedTask;
    }

    private AdvanceContext ContextFor(Resident resident) => new()
    {
        Execution = resident.Facts,
        Now = _ports.Clock.Now,
        Entropy = new SeededEntropy(_ports.Entropy.NextSeed()),
        Draws = _ports.Draws.Of(resident.Id),
        Limits = _ports.Options.Limits,
        Masked = _ports.Options.Masked,
        MaxEvents = EventsPerAdvance,
        MaxSteps = StepsFor(resident),
        MintToken = (frame, attempt, nonce) =>
            _ports.Tokens.Mint(new AttemptId(resident.Id, frame, attempt), nonce),
    };

    private static ExecutionFacts FactsOf(ExecutionRow row, Flows.CompiledRevision revision) => new(
        revision.FlowName,
        row.Name,
        ExecutionInput.FromKept(row.Input).Payload,
        revision.Row.RoleArn,
        DateTimeOffset.FromUnixTimeMilliseconds(row.Started))
    {
        Mode = revision.Mode,
    };
}
