using Sluice.Engine.Commits;
using Sluice.Engine.Edge;
using Sluice.Engine.Scheduling;
using Sluice.Engine.Starting;
using Sluice.Engine.Tasks;
using Sluice.Engine.Watching;
using Sluice.Interpreter;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Storage;
using Sluice.Targets;

namespace Sluice.Engine.Shards;

/// <summary>An answer that speaks of what the batch stores.</summary>
internal sealed class GiveReply<T>(Reply<T> reply, T value) : IAfterCommit
{
    public void Stored() => reply.Give(value);

    public void Unstored(string? problem) => reply.RefuseUnstored(problem);
}

/// <summary>A refusal because of something that may be stored only with the batch.</summary>
internal sealed class GiveRefusal<T>(Reply<T> reply, ApiException refusal) : IAfterCommit
{
    public void Stored() => reply.Refuse(refusal);

    public void Unstored(string? problem) => reply.RefuseUnstored(problem);
}

/// <summary>The execution is counted while it runs, and whoever watches it learns how far it has come.</summary>
internal sealed class PublishProgress(
    Draft draft, AccountId account, ExecutionFeed feed, RunningCount running) : IAfterCommit
{
    public void Stored()
    {
        var progress = draft.Progress;
        if (draft.IsNew)
        {
            running.Started(account);
        }

        // Before anybody learns of the end, since there is room for another one now.
        if (progress.Status.HasEnded())
        {
            running.Ended(account);
        }

        if (progress.FirstEvent <= progress.LastEvent)
        {
            feed.Publish(progress);
        }
    }

    public void Unstored(string? problem)
    {
        // Nothing of it has happened, as far as anybody knows; the watchers go on waiting.
    }
}

/// <summary>A call to make.</summary>
internal sealed class MakeCall(
    AttemptId key,
    Effect.InvokeTask call,
    TaskContext context,
    Action<AttemptId, Outcome<JsonPayload>> ended,
    TaskDispatcher dispatcher)
    : IAfterCommit
{
    public void Stored() => dispatcher.Start(key, call, context, ended);

    public void Unstored(string? problem)
    {
        // The stored state still owes what it owed; recovery takes it up.
    }
}

/// <summary>A call to call off.</summary>
internal sealed class CancelCall(AttemptId key, TaskDispatcher dispatcher) : IAfterCommit
{
    public void Stored() => dispatcher.Cancel(key);

    public void Unstored(string? problem)
    {
        // The stored state still owes what it owed; recovery takes it up.
    }
}

/// <summary>The execution in memory is now no newer than the store.</summary>
internal sealed class MarkStored(Resident resident, Shard shard) : IAfterCommit
{
    public void Stored() => shard.NoteStored(resident);

    public void Unstored(string? problem)
    {
        // The shard forgets all its memory; see Lost.
    }
}

/// <summary>Something that a shard tells itself once the batch is stored.</summary>
internal sealed class PostMessage(Shard shard, Message message) : IAfterCommit
{
    public void Stored() => shard.Post(message);

    public void Unstored(string? problem)
    {
        // The stored state owes it again.
    }
}

/// <summary>A letter that is now stored goes to its shard without delay.</summary>
internal sealed class PassLetter(LetterRow letter, IReadOnlyList<ShardEdge> edges) : IAfterCommit
{
    public void Stored() => edges[letter.Shard].Post(new Message.Incoming(letter));

    public void Unstored(string? problem)
    {
        // Should it be stored all the same, its shard collects it; see Collect.
    }
}

/// <summary>Everything that the shard has handed over is stored.</summary>
internal sealed class CompleteClose(TaskCompletionSource done) : IAfterCommit
{
    public void Stored() => done.TrySetResult();

    public void Unstored(string? problem) => done.TrySetResult();
}
