using Sluice.Model.Names;
using Sluice.Storage.Sqlite.Reading;
using Sluice.Storage.Sqlite.Writing;

namespace Sluice.Storage.Sqlite;

public sealed partial class SqliteStore
{
    public ValueTask<long> BeginLifeAsync(
        ServerTerms terms, long started, bool isAlone, CancellationToken cancellationToken) =>
        WriteAsync(connection => LifeWrites.Begin(connection, terms, started, isAlone), cancellationToken);

    public ValueTask<bool> EndLifeAsync(long life, long ended, CancellationToken cancellationToken) =>
        WriteAsync(connection => LifeWrites.End(connection, life, ended), cancellationToken);

    public ValueTask<IReadOnlyList<ServerLife>> ListLivesAsync(
        long from, long to, CancellationToken cancellationToken) =>
        _lists.ReadAsync(connection => LifeReads.List(connection, from, to), LifeReads.Lives, cancellationToken);

    public ValueTask<long> CountUnrecordedAsync(
        IReadOnlyList<UnrecordedRuns> lost, CancellationToken cancellationToken) =>
        WriteAsync(connection => UnrecordedWrites.Add(connection, lost), cancellationToken);

    public ValueTask<IReadOnlyList<UnrecordedRuns>> ListUnrecordedAsync(
        long flowId, long from, long to, CancellationToken cancellationToken) =>
        _lists.ReadAsync(
            connection => UsageReads.ListUnrecorded(connection, flowId, from, to),
            UsageReads.Unrecorded(flowId),
            cancellationToken);

    public async ValueTask<StoredUsage> ReadUsageAsync(long flowId, CancellationToken cancellationToken)
    {
        var found = await _points.ReadAsync(
            connection => UsageReads.Read(connection, flowId), UsageReads.Usage, cancellationToken).ConfigureAwait(false);
        return found.GetValueOrDefault(flowId);
    }

    public ValueTask<IReadOnlyDictionary<long, StoredUsage>> ReadUsageAsync(
        AccountId account, CancellationToken cancellationToken) =>
        _lists.ReadAsync(connection => UsageReads.Read(connection, account), UsageReads.Usage, cancellationToken);
}
