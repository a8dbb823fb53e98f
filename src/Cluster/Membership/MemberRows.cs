using System.Globalization;
using Sluice.Storage;

namespace Sluice.Cluster.Membership;

/// <summary>Orleans' table of members, in the store's own tables.</summary>
/// <remarks>
/// Not Orleans' ADO.NET provider: it would open connections of its own beside the store's, which know the schema, the host that
/// takes writes, and what a server must be like; and its tables would be outside of the store's format.
/// </remarks>
internal sealed class MemberRows(ISharedStore store) : IMembershipTable
{
    /// <summary>The tables are there since the store was opened.</summary>
    public Task InitializeMembershipTable(bool tryInitTableVersion) => Task.CompletedTask;

    public async Task<MembershipTableData> ReadAll()
    {
        var table = await store.ReadMembersAsync(CancellationToken.None);
        return DataOf(table, table.Members);
    }

    public async Task<MembershipTableData> ReadRow(SiloAddress key)
    {
        var table = await store.ReadMembersAsync(CancellationToken.None);
        return DataOf(table, table.Members.Where(member => member.Address == key.ToParsableString()));
    }

    public async Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) =>
        await PutAsync(entry, revision: null, tableVersion);

    public async Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) =>
        await PutAsync(entry, Number(etag), tableVersion);

    public async Task UpdateIAmAlive(MembershipEntry entry) => await store.NoteAliveAsync(
        entry.SiloAddress.ToParsableString(), MemberCodec.Milliseconds(entry.IAmAliveTime), CancellationToken.None);

    public Task DeleteMembershipTableEntries(string clusterId) => RemoveAsync(_ => true);

    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => RemoveAsync(entry =>
        entry.Status != SiloStatus.Active && entry.EffectiveIAmAliveTime() < beforeDate.UtcDateTime);

    private async Task RemoveAsync(Func<MembershipEntry, bool> isMeant)
    {
        var members = (await store.ReadMembersAsync(CancellationToken.None)).Members;
        var meant = members.Where(member => isMeant(MemberCodec.Decode(member))).Select(member => member.Address).ToList();
        if (meant.Count > 0)
        {
            await store.RemoveMembersAsync(meant, CancellationToken.None);
        }
    }

    /// <param name="table">The version to be written, which bears the number of the one that was read.</param>
    private async Task<bool> PutAsync(MembershipEntry entry, long? revision, TableVersion table)
    {
        var address = entry.SiloAddress.ToParsableString();
        var isWritten = await store.TryPutMemberAsync(
            address, MemberCodec.Encode(entry), revision, Number(table.VersionEtag), CancellationToken.None);
        if (isWritten)
        {
            await store.NoteAliveAsync(address, MemberCodec.Milliseconds(entry.IAmAliveTime), CancellationToken.None);
        }

        return isWritten;
    }

    private static MembershipTableData DataOf(MemberTable table, IEnumerable<MemberRow> members) => new(
        [.. members.Select(member => Tuple.Create(MemberCodec.Decode(member), Text(member.Revision)))],
        new TableVersion((int)table.Number, Text(table.Number)));

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static long Number(string etag) => long.Parse(etag, CultureInfo.InvariantCulture);
}
