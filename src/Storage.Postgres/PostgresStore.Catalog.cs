using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Storage.Postgres.Reading;
using Sluice.Storage.Postgres.Writing;

namespace Sluice.Storage.Postgres;

public sealed partial class PostgresStore
{
    public ValueTask<FlowRow?> TryInsertFlowAsync(
        FlowRow flow, RevisionRow revision, CancellationToken cancellationToken) =>
        WriteAsync(session => CatalogWrites.TryInsertAsync(session, flow, revision), cancellationToken);

    public ValueTask<FlowRow?> TryUpdateFlowAsync(
        FlowRow flow, RevisionRow? revision, CancellationToken cancellationToken) =>
        WriteAsync(session => CatalogWrites.TryUpdateAsync(session, flow, revision), cancellationToken);

    public ValueTask<bool> TryDeleteFlowAsync(long flowId, CancellationToken cancellationToken) =>
        WriteAsync(session => CatalogWrites.TryDeleteAsync(session, flowId), cancellationToken);

    public ValueTask<bool> TryForgetFlowAsync(long flowId, CancellationToken cancellationToken) =>
        WriteAsync(session => CatalogWrites.TryForgetAsync(session, flowId), cancellationToken);

    public ValueTask<FlowRow?> FindFlowAsync(AccountId account, string name, CancellationToken cancellationToken) =>
        ReadAsync(session => CatalogReads.FindAsync(session, account, name), cancellationToken);

    public ValueTask<FlowRow?> FindFlowAsync(long flowId, CancellationToken cancellationToken) =>
        ReadAsync(session => CatalogReads.FindAsync(session, flowId), cancellationToken);

    public ValueTask<IReadOnlyList<FlowRow>> ListFlowsAsync(
        AccountId account,
        string? afterName,
        string? resourceGroup,
        int limit,
        CancellationToken cancellationToken) =>
        ReadAsync(session => CatalogReads.ListAsync(session, account, afterName, resourceGroup, limit), cancellationToken);

    public ValueTask<int> CountAsync(AccountId account, CatalogItem what, CancellationToken cancellationToken) =>
        ReadAsync(session => CatalogReads.CountAsync(session, account, what), cancellationToken);

    public ValueTask<IReadOnlyList<long>> ListDeletedFlowsAsync(CancellationToken cancellationToken) =>
        ReadAsync(CatalogReads.ListDeletedAsync, cancellationToken);

    public ValueTask<RevisionRow?> FindRevisionAsync(long revisionId, CancellationToken cancellationToken) =>
        ReadAsync(session => CatalogReads.FindRevisionAsync(session, revisionId), cancellationToken);

    public ValueTask<VersionRow?> TryPublishAsync(
        long flowId, string description, long created, CancellationToken cancellationToken) =>
        WriteAsync(session => VersionWrites.TryPublishAsync(session, flowId, description, created), cancellationToken);

    public ValueTask<bool> TryDeleteVersionAsync(long flowId, long number, CancellationToken cancellationToken) =>
        WriteAsync(session => VersionWrites.TryDeleteAsync(session, flowId, number), cancellationToken);

    public ValueTask<VersionRow?> FindVersionAsync(long flowId, long number, CancellationToken cancellationToken) =>
        ReadAsync(session => VersionReads.FindAsync(session, flowId, number), cancellationToken);

    public ValueTask<IReadOnlyList<VersionRow>> ListVersionsAsync(
        long flowId, long? before, int limit, CancellationToken cancellationToken) =>
        ReadAsync(session => VersionReads.ListAsync(session, flowId, before, limit), cancellationToken);

    public ValueTask<bool> TryInsertAliasAsync(AliasRow alias, CancellationToken cancellationToken) =>
        WriteAsync(session => VersionWrites.TryInsertAliasAsync(session, alias), cancellationToken);

    public ValueTask<bool> TryUpdateAliasAsync(
        AliasRow expected, AliasRow changed, CancellationToken cancellationToken) =>
        WriteAsync(session => VersionWrites.TryUpdateAliasAsync(session, expected, changed), cancellationToken);

    public ValueTask<bool> TryDeleteAliasAsync(long flowId, string name, CancellationToken cancellationToken) =>
        WriteAsync(session => VersionWrites.TryDeleteAliasAsync(session, flowId, name), cancellationToken);

    public ValueTask<AliasRow?> FindAliasAsync(long flowId, string name, CancellationToken cancellationToken) =>
        ReadAsync(session => VersionReads.FindAliasAsync(session, flowId, name), cancellationToken);

    public ValueTask<IReadOnlyList<AliasRow>> ListAliasesAsync(
        long flowId, string? afterName, int limit, CancellationToken cancellationToken) =>
        ReadAsync(session => VersionReads.ListAliasesAsync(session, flowId, afterName, limit), cancellationToken);

    public ValueTask<AliasRow?> FindAliasToAsync(long flowId, long number, CancellationToken cancellationToken) =>
        ReadAsync(session => VersionReads.FindAliasToAsync(session, flowId, number), cancellationToken);

    public ValueTask<ScheduleRow?> FindScheduleAsync(long flowId, string name, CancellationToken cancellationToken) =>
        ReadAsync(session => ScheduleReads.FindAsync(session, flowId, name), cancellationToken);

    public ValueTask<IReadOnlyList<ScheduleRow>> ListSchedulesAsync(
        long flowId, string? afterName, int limit, CancellationToken cancellationToken) =>
        ReadAsync(session => ScheduleReads.ListAsync(session, flowId, afterName, limit), cancellationToken);

    public ValueTask<int> CountSchedulesAsync(long flowId, CancellationToken cancellationToken) =>
        ReadAsync(session => ScheduleReads.CountAsync(session, flowId), cancellationToken);

    public ValueTask<IReadOnlyList<ScheduleRow>> ReadSchedulesAsync(
        int shard, ExecutionId after, int limit, CancellationToken cancellationToken) =>
        ReadAsync(session => ScheduleReads.ReadAsync(session, shard, after, limit), cancellationToken);
}
