using Sluice.Storage;

namespace Sluice.Simulation;

public sealed partial class FaultyStore
{
    public ValueTask<VersionRow?> TryPublishAsync(
        long flowId, string description, long created, CancellationToken cancellationToken) =>
        Settled(inner.TryPublishAsync(flowId, description, created, cancellationToken));

    public ValueTask<bool> TryDeleteVersionAsync(long flowId, long number, CancellationToken cancellationToken) =>
        Settled(inner.TryDeleteVersionAsync(flowId, number, cancellationToken));

    public ValueTask<VersionRow?> FindVersionAsync(long flowId, long number, CancellationToken cancellationToken) =>
        Read(inner.FindVersionAsync(flowId, number, cancellationToken));

    public ValueTask<IReadOnlyList<VersionRow>> ListVersionsAsync(
        long flowId, long? before, int limit, CancellationToken cancellationToken) =>
        Read(inner.ListVersionsAsync(flowId, before, limit, cancellationToken));

    public ValueTask<bool> TryInsertAliasAsync(AliasRow alias, CancellationToken cancellationToken) =>
        Settled(inner.TryInsertAliasAsync(alias, cancellationToken));

    public ValueTask<bool> TryUpdateAliasAsync(
        AliasRow expected, AliasRow changed, CancellationToken cancellationToken) =>
        Settled(inner.TryUpdateAliasAsync(expected, changed, cancellationToken));

    public ValueTask<bool> TryDeleteAliasAsync(long flowId, string name, CancellationToken cancellationToken) =>
        Settled(inner.TryDeleteAliasAsync(flowId, name, cancellationToken));

    public ValueTask<AliasRow?> FindAliasAsync(long flowId, string name, CancellationToken cancellationToken) =>
        Read(inner.FindAliasAsync(flowId, name, cancellationToken));

    public ValueTask<IReadOnlyList<AliasRow>> ListAliasesAsync(
        long flowId, string? afterName, int limit, CancellationToken cancellationToken) =>
        Read(inner.ListAliasesAsync(flowId, afterName, limit, cancellationToken));

    public ValueTask<AliasRow?> FindAliasToAsync(long flowId, long number, CancellationToken cancellationToken) =>
        Read(inner.FindAliasToAsync(flowId, number, cancellationToken));
}
