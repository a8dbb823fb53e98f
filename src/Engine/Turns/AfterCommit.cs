using Sluice.Engine.Commits;
using Sluice.Engine.Scheduling;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Storage;

namespace Sluice.Engine.Turns;

/// <summary>An answer that speaks of what the batch stores.</summary>
internal sealed class GiveReply<T>(Reply<T> reply, T value) : IAfterCommit
{
    public void Stored() => reply.Give(value);

    public void Unstored(Loss loss) => reply.Refuse(loss);
}

/// <summary>A refusal because of something that may be stored only with the batch.</summary>
internal sealed class GiveRefusal<T>(Reply<T> reply, ApiException refusal) : IAfterCommit
{
    public void Stored() => reply.Refuse(refusal);

    public void Unstored(Loss loss) => reply.Refuse(loss);
}

/// <summary>Something that the shard tells itself once the batch is stored.</summary>
internal sealed class OnceStored(Action tell) : IAfterCommit
{
    public void Stored() => tell();

    public void Unstored(Loss loss)
    {
        // The stored state owes it again.
    }
}

/// <summary>A letter that is now stored goes to its shard without delay.</summary>
internal sealed class PassLetter(LetterRow letter, AccountId? account, Action<LetterRow, AccountId?> pass) : IAfterCommit
{
    public void Stored() => pass(letter, account);

    public void Unstored(Loss loss)
    {
        // Should it be stored all the same, its shard collects it.
    }
}

internal static class Unstored
{
    /// <summary>Tells whoever waits for an answer that there is none from here.</summary>
    public static void Refuse<T>(this Reply<T> reply, Loss loss)
    {
        if (loss.Elsewhere is { } shard)
        {
            reply.Refuse(new ShardElsewhereException(shard));
        }
        else
        {
            reply.RefuseUnstored(loss.Problem);
        }
    }
}
