using Sluice.Definitions;
using Sluice.Engine.Edge;
using Sluice.Engine.Letters;
using Sluice.Engine.Link;
using Sluice.Engine.Starting;
using Sluice.Engine.SubFlows;
using Sluice.Engine.Tasks;
using Sluice.Interpreter;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Storage;

namespace Sluice.Engine.Shards;

/// <summary>Executions that tasks of other ones start: asked for, started, and stopped, by letters.</summary>
/// <remarks>Exactly once each, since a letter and what comes of it are one commit. Source: definition language, section 10.3.</remarks>
internal sealed partial class Shard
{
    /// <summary>Carries out a task that starts another flow: a letter goes out with the event that says so.</summary>
    /// <param name="isStored">The state was read back: then the letter, or its answer, is among the letters already.</param>
    private void CallChild(Resident parent, Effect.InvokeTask call, bool isStored)
    {
        var key = new AttemptId(parent.Id, call.Frame, call.Attempt);
        if (!ReadCall(parent, call, key).TryGet(out var child, out var wrong))
        {
            var refusal = new PostMessage(this, new Message.CallEnded(key.Execution, key.Frame, key.Attempt, wrong));
            if (isStored)
            {
                refusal.Stored();
            }
            else
            {
                _drafts.For(parent).AfterCommit.Add(refusal);
            }
        }
        else if (!isStored)
        {
            var account = parent.Revision.Account;
            Send(
                _drafts.For(parent),
                _ports.Placement.ShardOf(account, child.FlowName, child.ExecutionName),
                new Letter.StartChild(
                    key,
                    account,
                    child.FlowName,
                    child.ExecutionName,
                    child.Input,
                    call.IsSystemCallback ? call.TaskToken : null,
                    parent.State.Depth + 1,
                    parent.Revision.Row.Id));
        }
    }

    private Outcome<ChildCall> ReadCall(Resident parent, Effect.InvokeTask call, AttemptId key) => ChildCall.Read(
        call.Parameters, key, parent.Revision.Account, parent.State.Depth, _ports.Options.Limits);

    private void AbandonChild(Draft draft, Resident parent, Effect.StopChild stop)
    {
        var key = new AttemptId(parent.Id, stop.Frame, stop.Attempt);
        var account = parent.Revision.Account;
        if (ChildCall.Read(stop.Parameters, key, account).TryGet(out var child, out _))
        {
            Send(
                draft,
                _ports.Placement.ShardOf(account, child.FlowName, child.ExecutionName),
                new Letter.StopChild(account, child.FlowName, child.ExecutionName, stop.TaskToken));
        }
    }

    /// <summary>Starts the execution that a task of another one asks for, or finds the running one of its name.</summary>
    private async ValueTask StartChildAsync(Message.Incoming incoming, Letter.StartChild start)
    {
        // Before anything is looked for: whoever may not start a flow does not learn whether there is one.
        if (await RefusePermissionAsync(start) is { } denial)
        {
            RefuseChild(incoming, start, denial);
            return;
        }

        var flow = await _ports.Catalog.FindFlowAsync(start.Account, start.FlowName, CancellationToken.None);
        var (refusal, taken) = await _ports.Starts.DecideAsync(
            flow, start.FlowName, start.ExecutionName, FindByNameAsync);
        if (refusal is not null)
        {
            RefuseChild(incoming, start, refusal);
        }
        else if (taken is not null)
        {
            await JoinChildAsync(incoming, start, taken);
        }
        else
        {
            await BeginChildAsync(incoming, start, flow!);
        }
    }

    /// <summary>Why the flow that asks may not start this one; null when it may.</summary>
    /// <remarks>
    /// A letter of an earlier release does not say which revision asks; and where that is gone, nobody waits any more.
    /// </remarks>
    private async ValueTask<ApiException?> RefusePermissionAsync(Letter.StartChild start)
    {
        var asking = await _ports.Catalog.FindRowAsync(start.Revision, CancellationToken.None);
        if (asking is null && start.Revision != 0)
        {
            return ApiException.AccessDenied("the flow that asks for it is gone");
        }

        return _ports.Starts.RefusePermission(new WantedStart(
            start.Account, asking?.Definer, asking?.RoleArn ?? "", start.FlowName, start.ExecutionName));
    }

    private async ValueTask BeginChildAsync(Message.Incoming incoming, Letter.StartChild start, FlowRow flow)
    {
        try
        {
            var revision = await _ports.Catalog.GetRevisionAsync(flow.RevisionId, CancellationToken.None);
            var origin = new ExecutionOrigin(revision, start.ExecutionName, ExecutionInput.Of(start.Input))
            {
                CallbackToken = start.TaskToken,
                Depth = start.Depth,
            };
            Confirm(incoming, start, Begin(origin));
        }
        catch (InvalidDataException e)
        {
            RefuseChild(incoming, start, StartRules.RefuseRevision(e));
        }
    }

    /// <summary>An execution of that name runs, which is as good as a new one.</summary>
    private async ValueTask JoinChildAsync(Message.Incoming incoming, Letter.StartChild start, ExecutionRow taken)
    {
        if (await FindAsync(taken.Id) is not { } running)
        {
            RefuseChild(incoming, start, ApiException.ExecutionAlreadyExists(start.ExecutionName, start.FlowName));
            return;
        }

        if (start.TaskToken is { } token)
        {
            Advance(running, new Stimulus.Watched(token));
        }

        Confirm(incoming, start, running);
    }

    private void Confirm(Message.Incoming incoming, Letter.StartChild start, Resident? child)
    {
        if (child is null)
        {
            RefuseChild(incoming, start, new StepFailure(nameof(ApiException.InternalServerError), StartRules.Broke));
            return;
        }

        Answer(
            incoming,
            start.Parent.Execution.Shard,
            new Letter.ChildStarted(start.Parent, start.FlowName, start.ExecutionName, child.Row.Started, Refusal: null)
            {
                Child = new StartedExecution(child.Id, child.Row.FlowId, child.Row.RevisionId),
            });
    }

    private void RefuseChild(Message.Incoming incoming, Letter.StartChild start, ApiException refusal) =>
        RefuseChild(incoming, start, StartRules.FailureOf(refusal));

    private void RefuseChild(Message.Incoming incoming, Letter.StartChild start, StepFailure refusal) => Answer(
        incoming,
        start.Parent.Execution.Shard,
        new Letter.ChildStarted(start.Parent, start.FlowName, start.ExecutionName, StartedTime: 0, refusal));

    /// <summary>The execution that a task had asked for runs, or does not.</summary>
    private async ValueTask TakeStartAsync(Message.Incoming incoming, Letter.ChildStarted started)
    {
        var (execution, frame, attempt) = started.Parent;
        var parent = await FindAsync(execution);
        var result = parent is null ? JsonPayload.Null : ResultOf(started, parent.Revision.Flow.Language);
        Take(incoming, parent, new Stimulus.CallEnded(frame, attempt, result) { Child = started.Child });
    }

    private Outcome<JsonPayload> ResultOf(Letter.ChildStarted started, FlowLanguage language) =>
        started.Refusal is { } refusal
            ? StartAnswer.Refused(language, refusal)
            : StartAnswer.Of(
                language, started.FlowName, started.ExecutionName, started.StartedTime, _ports.Entropy.NextSeed());

    /// <summary>Stops an execution for which nobody waits any more; one that only happened to have its name goes on.</summary>
    private async ValueTask StopChildAsync(Message.Incoming incoming, Letter.StopChild stop)
    {
        var flow = await _ports.Catalog.FindFlowAsync(stop.Account, stop.FlowName, CancellationToken.None);
        var row = flow is null ? null : await FindByNameAsync(flow.Id, stop.ExecutionName);
        var child = row is null ? null : await FindAsync(row.Id);
        Take(
            incoming,
            child?.State.CallbackToken == stop.TaskToken ? child : null,
            new Stimulus.StopRequested(
                FailureCodes.ExecutionStopped, "The execution that waited for this one has ended.", StoppedBy.Parent));
    }
}
