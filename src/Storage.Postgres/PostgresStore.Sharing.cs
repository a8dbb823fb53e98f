using Sluice.Model;
using Sluice.Storage.Postgres.Reading;
using Sluice.Storage.Postgres.Writing;

namespace Sluice.Storage.Postgres;

/// <remarks>
/// Its writes are single statements on connections of the pool, beside the one that commits: a member that cannot be heard for
/// all the commits that wait would be taken for dead. One whose answer is lost is tried again by whoever asked.
/// </remarks>
public sealed partial class PostgresStore : ISharedStore
{
    public ValueTask<MemberTable> ReadMembersAsync(CancellationToken cancellationToken) =>
        ReadAsync(SharedReads.ReadMembersAsync, cancellationToken);

    public ValueTask<bool> TryPutMemberAsync(
        string address, byte[] body, long? revision, long table, CancellationToken cancellationToken) => ReadAsync(
        session => SharedWrites.TryPutMemberAsync(session, address, body, revision, table), cancellationToken);

    public async ValueTask NoteAliveAsync(string address, long unixMilliseconds, CancellationToken cancellationToken) =>
        await ReadAsync(session => SharedWrites.NoteAliveAsync(session, address, unixMilliseconds), cancellationToken)
            .ConfigureAwait(false);

    public async ValueTask RemoveMembersAsync(IReadOnlyList<string> addresses, CancellationToken cancellationToken) =>
        await ReadAsync(session => SharedWrites.RemoveMembersAsync(session, addresses), cancellationToken).ConfigureAwait(false);

    public ValueTask<SharedChanges> ReadChangesAsync(CancellationToken cancellationToken) =>
        ReadAsync(SharedReads.ReadChangesAsync, cancellationToken);

    public ValueTask<IReadOnlyList<bool>> UseMarksAsync(IReadOnlyList<UsedMark> marks, CancellationToken cancellationToken) =>
        ReadAsync(session => SharedWrites.UseMarksAsync(session, marks), cancellationToken);

    public async ValueTask ForgetMarksAsync(long unixMilliseconds, CancellationToken cancellationToken) =>
        await ReadAsync(session => SharedWrites.ForgetMarksAsync(session, unixMilliseconds), cancellationToken).ConfigureAwait(false);

    public ValueTask<IReadOnlyList<ExecutionId>> ReadEndedAmongAsync(
        IReadOnlyList<ExecutionId> executions, CancellationToken cancellationToken) =>
        ReadAsync(session => SharedReads.ReadEndedAmongAsync(session, executions), cancellationToken);

    public ValueTask<byte[]> AgreeAsync(string name, byte[] value, CancellationToken cancellationToken) =>
        ReadAsync(session => SharedWrites.AgreeAsync(session, name, value), cancellationToken);

    public async ValueTask ProbeAsync(CancellationToken cancellationToken) =>
        await ReadAsync(SharedWrites.ProbeAsync, cancellationToken).ConfigureAwait(false);
}
