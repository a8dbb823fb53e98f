using Sluice.Model.Names;
using Sluice.Storage;

namespace Sluice.Simulation;

public sealed partial class FaultyStore
{
    public ValueTask<long> BeginLifeAsync(
        ServerTerms terms, long started, bool isAlone, CancellationToken cancellationToken) =>
        IsFull
            ? throw new StoreRefusedException("The store cannot write now: its disk is full, as told.")
            : Settled(inner.BeginLifeAsync(terms, started, isAlone, cancellationToken));

    public ValueTask<bool> EndLifeAsync(long life, long ended, CancellationToken cancellationToken) =>
        _isCutOff || HasCrashed ? new(false) : Settled(inner.EndLifeAsync(life, ended, cancellationToken));

    public ValueTask<IReadOnlyList<ServerLife>> ListLivesAsync(
        long from, long to, CancellationToken cancellationToken) =>
        Read(inner.ListLivesAsync(from, to, cancellationToken));

    public ValueTask<long> CountUnrecordedAsync(
        IReadOnlyList<UnrecordedRuns> lost, CancellationToken cancellationToken) =>
        IsFull
            ? throw new StoreRefusedException("The store cannot write now: its disk is full, as told.")
            : Read(inner.CountUnrecordedAsync(lost, cancellationToken));

    public ValueTask<IReadOnlyList<UnrecordedRuns>> ListUnrecordedAsync(
        long flowId, long from, long to, CancellationToken cancellationToken) =>
        Read(inner.ListUnrecordedAsync(flowId, from, to, cancellationToken));

    public ValueTask<StoredUsage> ReadUsageAsync(long flowId, CancellationToken cancellationToken) =>
        Read(inner.ReadUsageAsync(flowId, cancellationToken));

    public ValueTask<IReadOnlyDictionary<long, StoredUsage>> ReadUsageAsync(
        AccountId account, CancellationToken cancellationToken) =>
        Read(inner.ReadUsageAsync(account, cancellationToken));
}
