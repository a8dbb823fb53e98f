using Sluice.Storage;

namespace Sluice.Simulation;

public sealed partial class FaultyStore
{
    public ValueTask<VersionRow?> TryPublishAsync(
        long flowId, string description, long created, CancellationToken cancellationToken) =>
        inner.TryPublishAsync(flowId, description, created, cancellationToken);

    public ValueTask<bool> TryDeleteVersionAsync(long flowId, long number, CancellationToken cancellationToken) =>
        inner.TryDeleteVersionAsync(flowId, number, cancellationToken);

    public ValueTask<VersionRow?> FindVersionAsync(long flowId, long number, CancellationToken cancellationToken) =>
        inner.FindVersionAsync(flowId, number, cancellationToken);

    public ValueTask<IReadOnlyList<VersionRow>> ListVersionsAsync(
        long flowId, long? before, int limit, CancellationToken cancellationToken) =>
        inner.ListVersionsAsync(flowId, before, limit, cancellationToken);

    public ValueTask<bool> TryInsertAliasAsync(AliasRow alias, CancellationToken cancellationToken) =>
        inner.TryInsertAliasAsync(alias, cancellationToken);

    public ValueTask<bool> TryUpdateAliasAsync(
        AliasRow expected, AliasRow changed, CancellationToken cancellationToken) =>
        inner.TryUpdateAliasAsync(expected, changed, cancellationToken);

    public ValueTask<bool> TryDeleteAliasAsync(long flowId, string name, CancellationToken cancellationToken) =>
        inner.TryDeleteAliasAsync(flowId, name, cancellationToken);

    public ValueTask<AliasRow?> FindAliasAsync(long flowId, string name, CancellationToken cancellationToken) =>
        inner.FindAliasAsync(flowId, name, cancellationToken);

    public ValueTask<IReadOnlyList<AliasRow>> ListAliasesAsync(
        long flowId, string? afterName, int limit, CancellationToken cancellationToken) =>
        inner.ListAliasesAsync(flowId, afterName, limit, cancellationToken);

    public ValueTask<AliasRow?> FindAliasToAsync(long flowId, long number, CancellationToken cancellationToken) =>
        inner.FindAliasToAsync(flowId, number, cancellationToken);
}
