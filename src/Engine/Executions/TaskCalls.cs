using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Sluice.Engine.Commits;
using Sluice.Engine.Tasks;
using Sluice.Engine.Turns;
using Sluice.Interpreter;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Targets;

namespace Sluice.Engine.Executions;

/// <summary>The calls of this shard's executions to services: made, and called off, once that is stored.</summary>
/// <param name="endCall">Has the shard told that a call has answered; on any thread.</param>
/// <param name="callNow">Has the shard told that a call that waited has a place; on any thread.</param>
/// <param name="callAgain">Has the shard told that it is stored that a call is made again.</param>
internal sealed partial class TaskCalls(
    ITurn turn,
    TaskDispatcher dispatcher,
    ResidentExecutions residents,
    ExecutionInterpreter interpreter,
    Action<AccountId, AttemptId, Outcome<JsonPayload>> endCall,
    Action<AccountId, AttemptId> callAgain,
    Action<AccountId, AttemptId> callNow,
    ILogger logger)
{
    private readonly ILogger _logger = logger;

    /// <summary>Calls that are to be made once that is stored, and have not been called off.</summary>
    private readonly ConcurrentDictionary<AttemptId, Make> _unstored = new();

    /// <summary>Calls made again since somebody has last asked.</summary>
    private int _madeAgain;

    public void OnCall(Resident resident, Effect.InvokeTask call)
    {
        var make = MakeOf(resident, call);
        _unstored[make.Key] = make;
        turn.Drafts.For(resident).AfterCommit.Add(make);
    }

    /// <remarks>One that waits for the same commit, as when a sibling has failed meanwhile, is not made at all.</remarks>
    public void OnCancel(Resident resident, Effect.CancelTask call)
    {
        var key = new AttemptId(resident.Id, call.Frame, call.Attempt);
        if (!_unstored.TryRemove(key, out _))
        {
            turn.Drafts.For(resident).AfterCommit.Add(new Cancel(key, dispatcher));
        }
    }

    /// <summary>A call was out when its execution was read back; nobody knows what came of it, so it is made again.</summary>
    /// <remarks>That is stored first, for the history to tell. A call that is still out in this process is not made twice.</remarks>
    public void OnCallReadBack(Resident resident, Effect.InvokeTask call)
    {
        var key = new AttemptId(resident.Id, call.Frame, call.Attempt);
        if (dispatcher.IsOut(key))
        {
            return;
        }

        var step = resident.Revision.Flow.States[resident.State.StateOf(call.Frame)].Name;
        LogCalledAgain(key.ToString(), call.Action, step, resident.Row.Name, resident.Facts.FlowName);
        _madeAgain++;
        if (turn.Advance(resident, new Stimulus.CalledAgain(call.Frame, call.Attempt, key.ToString())) is { Accepted: true })
        {
            turn.Drafts.For(resident).AfterCommit.Add(new OnceStored(() => callAgain(resident.Revision.Account, key)));
        }
    }

    /// <summary>That a call is made again is stored; it is made, unless its attempt has ended meanwhile, as by a report.</summary>
    public void OnCallAgain(AttemptId key)
    {
        if (!residents.TryGet(key.Execution, out var resident) || resident.State.HasEnded)
        {
            return;
        }

        if (FindOwed(resident, key) is { } call)
        {
            MakeOf(resident, call).Start();
        }
    }

    /// <summary>A call that has waited has a place now: it is made, unless its attempt has ended meanwhile.</summary>
    public async ValueTask OnCallNowAsync(AttemptId key)
    {
        if (await turn.FindAsync(key.Execution) is { } resident && FindOwed(resident, key) is { } call)
        {
            dispatcher.GoOn(key, call, ContextOf(resident, call), EndOf(resident));
        }
        else
        {
            dispatcher.Cancel(key);
        }
    }

    /// <summary>Calls made again since the last time.</summary>
    public int TakeMadeAgain()
    {
        var made = _madeAgain;
        _madeAgain = 0;
        return made;
    }

    private Make MakeOf(Resident resident, Effect.InvokeTask call) => new(
        new(resident.Id, call.Frame, call.Attempt),
        call,
        ContextOf(resident, call),
        EndOf(resident),
        waited => callNow(resident.Revision.Account, waited),
        dispatcher,
        _unstored);

    private Effect.InvokeTask? FindOwed(Resident resident, AttemptId key) => interpreter.Resume(resident)
        .OfType<Effect.InvokeTask>()
        .FirstOrDefault(call => (call.Frame, call.Attempt) == (key.Frame, key.Attempt));

    private static TaskContext ContextOf(Resident resident, Effect.InvokeTask call) =>
        CallContext.Of(resident.Revision.Account, resident.Facts, resident.State, call);

    private Action<AttemptId, Outcome<JsonPayload>> EndOf(Resident resident)
    {
        var account = resident.Revision.Account;
        return (key, result) => endCall(account, key, result);
    }

    [LoggerMessage(Level = LogLevel.Information, Message =
        "Call {Key} of {Action}, for step {Step} of execution {Execution} of flow {Flow}, was out when the engine went down; "
        + "it is made again by the same key.")]
    private partial void LogCalledAgain(string key, string action, string step, string execution, string flow);

    /// <summary>A call to make.</summary>
    private sealed class Make(
        AttemptId key,
        Effect.InvokeTask call,
        TaskContext context,
        Action<AttemptId, Outcome<JsonPayload>> ended,
        Action<AttemptId> callNow,
        TaskDispatcher dispatcher,
        ConcurrentDictionary<AttemptId, Make> unstored) : IAfterCommit
    {
        public AttemptId Key => key;

        public void Start() => dispatcher.Start(key, call, context, ended, callNow);

        public void Stored()
        {
            if (unstored.TryRemove(KeyValuePair.Create(key, this)))
            {
                Start();
            }
        }

        /// <remarks>The stored state still owes what it owed; recovery takes it up.</remarks>
        public void Unstored(Loss loss) => unstored.TryRemove(KeyValuePair.Create(key, this));
    }

    /// <summary>A call to call off.</summary>
    private sealed class Cancel(AttemptId key, TaskDispatcher dispatcher) : IAfterCommit
    {
        public void Stored() => dispatcher.Cancel(key);

        public void Unstored(Loss loss)
        {
            // The stored state still owes what it owed; recovery takes it up.
        }
    }
}
