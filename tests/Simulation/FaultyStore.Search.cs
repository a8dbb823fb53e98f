using Sluice.Model;
using Sluice.Storage;

namespace Sluice.Simulation;

public sealed partial class FaultyStore
{
    public ValueTask<ExecutionPage> SearchExecutionsAsync(
        ExecutionSearch search, CancellationToken cancellationToken) =>
        Read(inner.SearchExecutionsAsync(search, cancellationToken));

    public ValueTask<ExecutionCount> CountExecutionsAsync(
        ExecutionSearch search, int most, CancellationToken cancellationToken) =>
        Read(inner.CountExecutionsAsync(search, most, cancellationToken));

    public ValueTask<IReadOnlyList<ExecutionRow>> ListChildrenAsync(
        ExecutionId parent, ExecutionId after, int limit, CancellationToken cancellationToken) =>
        Read(inner.ListChildrenAsync(parent, after, limit, cancellationToken));

    public ValueTask<IReadOnlyList<ExecutionRow>> ListRerunsAsync(
        ExecutionId original, ExecutionId after, int limit, CancellationToken cancellationToken) =>
        Read(inner.ListRerunsAsync(original, after, limit, cancellationToken));

    public ValueTask<long> ReadJournalBytesAsync(ExecutionId id, CancellationToken cancellationToken) =>
        Read(inner.ReadJournalBytesAsync(id, cancellationToken));
}
