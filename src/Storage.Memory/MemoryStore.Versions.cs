namespace Sluice.Storage.Memory;

public sealed partial class MemoryStore
{
    public ValueTask<VersionRow?> TryPublishAsync(
        long flowId, string description, long created, CancellationToken cancellationToken) =>
        WriteAsync(data => data.TryPublish(flowId, description, created), cancellationToken);

    public ValueTask<bool> TryDeleteVersionAsync(long flowId, long number, CancellationToken cancellationToken) =>
        WriteAsync(data => data.TryDeleteVersion(flowId, number), cancellationToken);

    public ValueTask<VersionRow?> FindVersionAsync(long flowId, long number, CancellationToken cancellationToken) =>
        ReadAsync(data => data.FindVersion(flowId, number), cancellationToken);

    public ValueTask<IReadOnlyList<VersionRow>> ListVersionsAsync(
        long flowId, long? before, int limit, CancellationToken cancellationToken) =>
        ReadAsync(data => data.ListVersions(flowId, before, limit), cancellationToken);

    public ValueTask<bool> TryInsertAliasAsync(AliasRow alias, CancellationToken cancellationToken) =>
        WriteAsync(data => data.TryInsertAlias(alias), cancellationToken);

    public ValueTask<bool> TryUpdateAliasAsync(
        AliasRow expected, AliasRow changed, CancellationToken cancellationToken) =>
        WriteAsync(data => data.TryUpdateAlias(expected, changed), cancellationToken);

    public ValueTask<bool> TryDeleteAliasAsync(long flowId, string name, CancellationToken cancellationToken) =>
        WriteAsync(data => data.TryDeleteAlias(flowId, name), cancellationToken);

    public ValueTask<AliasRow?> FindAliasAsync(long flowId, string name, CancellationToken cancellationToken) =>
        ReadAsync(data => data.FindAlias(flowId, name), cancellationToken);

    public ValueTask<IReadOnlyList<AliasRow>> ListAliasesAsync(
        long flowId, string? afterName, int limit, CancellationToken cancellationToken) =>
        ReadAsync(data => data.ListAliases(flowId, afterName, limit), cancellationToken);

    public ValueTask<AliasRow?> FindAliasToAsync(long flowId, long number, CancellationToken cancellationToken) =>
        ReadAsync(data => data.FindAliasTo(flowId, number), cancellationToken);
}
