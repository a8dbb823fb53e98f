using Sluice.Definitions;
using Sluice.Engine.Letters;
using Sluice.Engine.Scheduling;
using Sluice.Engine.Starting;
using Sluice.Engine.Tasks;
using Sluice.Engine.Turns;
using Sluice.Interpreter;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Engine.SubFlows;

/// <summary>Tasks of this shard's executions that start other ones: asked for, called off, and answered, by letters.</summary>
/// <remarks>Exactly once each, since a letter and what comes of it are one commit. Source: definition language, section 10.3.</remarks>
/// <param name="endCall">Has the shard told that a call is over, after this turn.</param>
internal sealed class ChildCalls(
    ITurn turn,
    NamePlacement placement,
    TaskTokens tokens,
    IEntropy entropy,
    Limits limits,
    Action<AttemptId, Outcome<JsonPayload>> endCall)
{
    /// <summary>A task starts another flow: a letter goes out with the event that says so.</summary>
    public void OnCall(Resident parent, Effect.InvokeTask call)
    {
        var key = new AttemptId(parent.Id, call.Frame, call.Attempt);
        if (!Read(parent, call, key).TryGet(out var child, out var wrong))
        {
            turn.Drafts.For(parent).AfterCommit.Add(new OnceStored(() => endCall(key, wrong)));
            return;
        }

        var account = parent.Revision.Account;
        var start = new Letter.StartChild(
            key,
            account,
            child.FlowName,
            child.ExecutionName,
            child.Input,
            call.IsSystemCallback ? call.TaskToken : null,
            parent.State.Depth + 1,
            parent.Revision.Row.Id);
        if (call.GoesOn is { } before)
        {
            turn.Send(turn.Drafts.For(parent), before.Id.Shard, new Letter.RedriveChild(start, before.Id));
        }
        else
        {
            turn.Send(
                turn.Drafts.For(parent), placement.ShardOf(account, child.FlowName, child.ExecutionName), start);
        }
    }

    /// <summary>Such a task was read back: its letter, or the answer to it, is among the letters already.</summary>
    public void OnCallReadBack(Resident parent, Effect.InvokeTask call)
    {
        var key = new AttemptId(parent.Id, call.Frame, call.Attempt);
        if (!Read(parent, call, key).TryGet(out _, out var wrong))
        {
            endCall(key, wrong);
        }
    }

    /// <summary>Nobody waits for the end of a task's execution any more.</summary>
    public void OnStop(Resident parent, Effect.StopChild stop)
    {
        var key = new AttemptId(parent.Id, stop.Frame, stop.Attempt);
        var account = parent.Revision.Account;
        if (ChildCall.Read(stop.Parameters, key, account).TryGet(out var child, out _))
        {
            var known = stop.Child?.Id;
            turn.Send(
                turn.Drafts.For(parent),
                known?.Shard ?? placement.ShardOf(account, child.FlowName, child.ExecutionName),
                new Letter.StopChild(account, child.FlowName, child.ExecutionName, stop.TaskToken) { Child = known });
        }
    }

    /// <summary>The execution that a task had asked for runs, or does not.</summary>
    public async ValueTask OnChildStartedAsync(long letterId, Letter.ChildStarted started)
    {
        var (execution, frame, attempt) = started.Parent;
        var parent = await turn.FindAsync(execution);
        var result = parent is null ? JsonPayload.Null : ResultOf(started, parent.Revision.Flow.Language);
        turn.Give(letterId, parent, new Stimulus.CallEnded(frame, attempt, result) { Child = started.Child });
    }

    /// <summary>The execution that a task waits for has ended.</summary>
    public async ValueTask OnChildEndedAsync(long letterId, Letter.Ended ended)
    {
        var parent = tokens.TryRead(ended.TaskToken, out var attempt, out var nonce)
            ? await turn.FindAsync(attempt.Execution)
            : null;
        turn.Give(letterId, parent, new Stimulus.ChildEnded(attempt.Frame, attempt.Attempt, nonce, ended.End));
    }

    private Outcome<ChildCall> Read(Resident parent, Effect.InvokeTask call, AttemptId key) => ChildCall.Read(
        call.Parameters, key, parent.Revision.Account, parent.State.Depth, limits);

    private Outcome<JsonPayload> ResultOf(Letter.ChildStarted started, FlowLanguage language) =>
        started.Refusal is { } refusal
            ? StartAnswer.Refused(language, refusal)
            : StartAnswer.Of(
                language, started.FlowName, started.ExecutionName, started.StartedTime, entropy.NextSeed());
}
