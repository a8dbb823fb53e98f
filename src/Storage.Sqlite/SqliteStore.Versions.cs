using Sluice.Storage.Sqlite.Database;
using Sluice.Storage.Sqlite.Reading;
using Sluice.Storage.Sqlite.Writing;

namespace Sluice.Storage.Sqlite;

public sealed partial class SqliteStore
{
    public ValueTask<VersionRow?> TryPublishAsync(
        long flowId, string description, long created, CancellationToken cancellationToken) =>
        WriteAsync(
            connection => VersionWrites.TryPublish(connection, flowId, description, created), cancellationToken);

    public ValueTask<bool> TryDeleteVersionAsync(long flowId, long number, CancellationToken cancellationToken) =>
        WriteAsync(connection => VersionWrites.TryDeleteVersion(connection, flowId, number), cancellationToken);

    public ValueTask<VersionRow?> FindVersionAsync(long flowId, long number, CancellationToken cancellationToken) =>
        _points.ReadAsync(
            connection => VersionReads.FindVersion(connection, flowId, number),
            VersionOf(flowId, number),
            cancellationToken);

    public ValueTask<IReadOnlyList<VersionRow>> ListVersionsAsync(
        long flowId, long? before, int limit, CancellationToken cancellationToken) =>
        _lists.ReadAsync(
            connection => VersionReads.ListVersions(connection, flowId, before, limit), VersionsOf(flowId), cancellationToken);

    public ValueTask<bool> TryInsertAliasAsync(AliasRow alias, CancellationToken cancellationToken) =>
        WriteAsync(connection => VersionWrites.TryInsertAlias(connection, alias), cancellationToken);

    public ValueTask<bool> TryUpdateAliasAsync(
        AliasRow expected, AliasRow changed, CancellationToken cancellationToken) =>
        WriteAsync(connection => VersionWrites.TryUpdateAlias(connection, expected, changed), cancellationToken);

    public ValueTask<bool> TryDeleteAliasAsync(long flowId, string name, CancellationToken cancellationToken) =>
        WriteAsync(connection => VersionWrites.TryDeleteAlias(connection, flowId, name), cancellationToken);

    public ValueTask<AliasRow?> FindAliasAsync(long flowId, string name, CancellationToken cancellationToken) =>
        _points.ReadAsync(
            connection => VersionReads.FindAlias(connection, flowId, name),
            new("Alias", name, flowId) { Around = Tolerance.All },
            cancellationToken);

    public ValueTask<IReadOnlyList<AliasRow>> ListAliasesAsync(
        long flowId, string? afterName, int limit, CancellationToken cancellationToken) =>
        _lists.ReadAsync(
            connection => VersionReads.ListAliases(connection, flowId, afterName, limit), AliasesOf(flowId), cancellationToken);

    public ValueTask<AliasRow?> FindAliasToAsync(long flowId, long number, CancellationToken cancellationToken) =>
        _points.ReadAsync(
            connection => VersionReads.FindAliasTo(connection, flowId, number),
            new("The list of aliases", Flow: flowId),
            cancellationToken);

    private static ReadSubject VersionOf(long flowId, long number) =>
        new($"Version {number}", Flow: flowId) { Around = Tolerance.All };

    private static ReadSubject VersionsOf(long flowId) => new("The list of versions", Flow: flowId) { Around = Tolerance.Leaves };

    private static ReadSubject AliasesOf(long flowId) => new("The list of aliases", Flow: flowId) { Around = Tolerance.Leaves };
}
