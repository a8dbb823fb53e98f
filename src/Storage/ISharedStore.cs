using Sluice.Model;

namespace Sluice.Storage;

/// <summary>What several servers on one store need of it beside <see cref="IStore"/>: who they are, and what others have changed.</summary>
/// <remarks>
/// Callers on any thread. Nothing here waits behind commits. Writes are durable on return unless a member says otherwise.
/// </remarks>
/// <exception cref="StoreRefusedException">It cannot be answered now; of a write, nothing was written as far as is known.</exception>
public interface ISharedStore
{
    /// <summary>All members that are known, as they stood at one moment.</summary>
    ValueTask<MemberTable> ReadMembersAsync(CancellationToken cancellationToken);

    /// <summary>Inserts or replaces a member, if nobody has changed anything since the table was read.</summary>
    /// <param name="revision">That of the row as it was read; null for one that must not be there.</param>
    /// <param name="table">The number of the table as it was read. It is one more afterwards.</param>
    /// <returns>False when the row or the table is another by now: nothing was written.</returns>
    ValueTask<bool> TryPutMemberAsync(
        string address, byte[] body, long? revision, long table, CancellationToken cancellationToken);

    /// <summary>A member says that it lives. Changes neither its revision nor the table's number; of an unknown one nothing.</summary>
    ValueTask NoteAliveAsync(string address, long unixMilliseconds, CancellationToken cancellationToken);

    /// <summary>Forgets members; the table's number stays.</summary>
    ValueTask RemoveMembersAsync(IReadOnlyList<string> addresses, CancellationToken cancellationToken);

    /// <summary>
    /// Numbers that rise with each change of what servers keep at hand. What is read after them is at least as new as they say.
    /// </summary>
    ValueTask<SharedChanges> ReadChangesAsync(CancellationToken cancellationToken);

    /// <summary>Marks each as used.</summary>
    /// <remarks>A crash of the store may forget those of its last second.</remarks>
    /// <returns>For each mark, in the same order, whether it was not used before, by whomever.</returns>
    ValueTask<IReadOnlyList<bool>> UseMarksAsync(IReadOnlyList<UsedMark> marks, CancellationToken cancellationToken);

    /// <summary>Forgets marks that have expired.</summary>
    /// <param name="unixMilliseconds">Those that expire before.</param>
    ValueTask ForgetMarksAsync(long unixMilliseconds, CancellationToken cancellationToken);

    /// <summary>Which of these executions do not run any more: they have ended, or are not stored.</summary>
    ValueTask<IReadOnlyList<ExecutionId>> ReadEndedAmongAsync(
        IReadOnlyList<ExecutionId> executions, CancellationToken cancellationToken);

    /// <summary>What all servers on the store must have alike: the first one that says so decides it.</summary>
    /// <returns>What it is.</returns>
    ValueTask<byte[]> AgreeAsync(string name, byte[] value, CancellationToken cancellationToken);

    /// <summary>Writes something of no meaning, durably: whoever is answered knows that the store takes writes from here.</summary>
    ValueTask ProbeAsync(CancellationToken cancellationToken);
}

/// <summary>The members of a cluster.</summary>
/// <param name="Number">Rises with each change of a row.</param>
public sealed record MemberTable(long Number, IReadOnlyList<MemberRow> Members);

/// <summary>One of them.</summary>
/// <param name="Revision">Rises with each change of the body.</param>
/// <param name="Alive">When it said so last, Unix milliseconds by its own clock.</param>
/// <param name="Body">In a form of the cluster's.</param>
public sealed record MemberRow(string Address, long Revision, long Alive, byte[] Body);

/// <summary>How often something has been changed, by whomever.</summary>
/// <param name="Catalogue">Flows, versions and aliases.</param>
/// <param name="Accounts">Users, roles and keys.</param>
public readonly record struct SharedChanges(long Catalogue, long Accounts);

/// <summary>Something that counts once, such as a nonce.</summary>
/// <param name="Mark">A hash of it.</param>
/// <param name="Expires">When it may be forgotten, Unix milliseconds.</param>
public readonly record struct UsedMark(long Mark, long Expires);
