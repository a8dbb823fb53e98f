using System.Diagnostics;
using Sluice.Engine.Commits;
using Sluice.Engine.Scheduling;
using Sluice.Engine.Starting;
using Sluice.Engine.Tasks;
using Sluice.Engine.Watching;
using Sluice.Interpreter;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Storage;

namespace Sluice.Engine.Shards;

/// <summary>An answer that speaks of what the batch stores.</summary>
internal sealed class ReplyRelease<T>(Reply<T> reply, T value) : IRelease
{
    public void Stored() => reply.Give(value);

    public void Unstored(string? problem) => reply.RefuseUnstored(problem);
}

/// <summary>A refusal because of something that may be stored only with the batch.</summary>
internal sealed class RefusalRelease<T>(Reply<T> reply, ApiException refusal) : IRelease
{
    public void Stored() => reply.Refuse(refusal);

    public void Unstored(string? problem) => reply.RefuseUnstored(problem);
}

/// <summary>One more execution is in progress.</summary>
internal sealed class BeginRelease(AccountId account, RunningCount running) : IRelease
{
    public void Stored() => running.Started(account);

    public void Unstored(string? problem)
    {
        // It never began.
    }
}

/// <summary>Whoever watches the execution learns of its end.</summary>
internal sealed class EndRelease(
    AccountId account, ExecutionRow row, Endings endings, RunningCount running) : IRelease
{
    public void Stored()
    {
        running.Ended(account);
        endings.Publish(row);
    }

    public void Unstored(string? problem)
    {
        // It has not ended, as far as anybody knows; the watchers go on waiting.
    }
}

/// <summary>A call to make, or to call off.</summary>
internal sealed class CallRelease(ExecutionId execution, Effect effect, TaskDispatcher dispatcher) : IRelease
{
    public void Stored()
    {
        switch (effect)
        {
            case Effect.InvokeTask call:
                dispatcher.Start(
                    new CallKey(execution, call.Frame, call.Attempt), call.Action, call.Parameters, call.TaskToken);
                break;
            case Effect.CancelTask call:
                dispatcher.Cancel(new CallKey(execution, call.Frame, call.Attempt));
                break;
            default:
                throw new UnreachableException($"An effect of kind {effect.GetType().Name}.");
        }
    }

    public void Unstored(string? problem)
    {
        // The stored state still owes what it owed; recovery takes it up.
    }
}

/// <summary>The execution in memory is now no newer than the store.</summary>
internal sealed class StoredRelease(Resident resident, Shard shard) : IRelease
{
    public void Stored() => shard.NoteStored(resident);

    public void Unstored(string? problem)
    {
        // The shard forgets all its memory; see Reset.
    }
}

/// <summary>Something that a shard tells itself once the batch is stored.</summary>
internal sealed class PostRelease(Shard shard, Message message) : IRelease
{
    public void Stored() => shard.Post(message);

    public void Unstored(string? problem)
    {
        // The stored state owes it again.
    }
}

/// <summary>A message that is now in the outbox goes to its shard without delay.</summary>
internal sealed class DeliveryRelease(OutboxMessage message, IReadOnlyList<Shard> shards) : IRelease
{
    public void Stored() => shards[message.Shard].Post(new Message.Delivery(message));

    public void Unstored(string? problem)
    {
        // Should it be stored all the same, its shard collects it; see Reset.
    }
}

/// <summary>Everything that the shard has handed over is stored.</summary>
internal sealed class CloseRelease(TaskCompletionSource done) : IRelease
{
    public void Stored() => done.TrySetResult();

    public void Unstored(string? problem) => done.TrySetResult();
}
