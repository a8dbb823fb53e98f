using Sluice.Model.Names;

namespace Sluice.Storage.Memory;

public sealed partial class MemoryStore
{
    public ValueTask<long> BeginLifeAsync(
        ServerTerms terms, long started, bool isAlone, CancellationToken cancellationToken) =>
        WriteAsync(
            data => data.OfServers(servers => servers.Begin(terms, started, isAlone ? data.LastKnownTime() : null)),
            cancellationToken);

    public ValueTask<bool> EndLifeAsync(long life, long ended, CancellationToken cancellationToken) =>
        WriteAsync(data => data.OfServers(servers => servers.End(life, ended)), cancellationToken);

    public ValueTask<IReadOnlyList<ServerLife>> ListLivesAsync(
        long from, long to, CancellationToken cancellationToken) =>
        ReadAsync(data => data.Servers.List(from, to), cancellationToken);

    public ValueTask<long> CountUnrecordedAsync(
        IReadOnlyList<UnrecordedRuns> lost, CancellationToken cancellationToken) =>
        WriteAsync(data => data.CountUnrecorded(lost), cancellationToken);

    public ValueTask<IReadOnlyList<UnrecordedRuns>> ListUnrecordedAsync(
        long flowId, long from, long to, CancellationToken cancellationToken) =>
        ReadAsync(data => data.Servers.ListUnrecorded(flowId, from, to), cancellationToken);

    public ValueTask<StoredUsage> ReadUsageAsync(long flowId, CancellationToken cancellationToken) =>
        ReadAsync(data => data.ReadUsage(flowId), cancellationToken);

    public ValueTask<IReadOnlyDictionary<long, StoredUsage>> ReadUsageAsync(
        AccountId account, CancellationToken cancellationToken) =>
        ReadAsync(data => data.ReadUsage(account), cancellationToken);
}
