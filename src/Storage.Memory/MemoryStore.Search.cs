using Sluice.Model;

namespace Sluice.Storage.Memory;

public sealed partial class MemoryStore
{
    public ValueTask<ExecutionPage> SearchExecutionsAsync(
        ExecutionSearch search, CancellationToken cancellationToken)
    {
        search.Check();
        return ReadAsync(data => new ExecutionFinder(data).Search(search), cancellationToken);
    }

    public ValueTask<ExecutionCount> CountExecutionsAsync(
        ExecutionSearch search, int most, CancellationToken cancellationToken)
    {
        search.Check();
        return ReadAsync(data => new ExecutionFinder(data).Count(search, most), cancellationToken);
    }

    public ValueTask<IReadOnlyList<ExecutionRow>> ListChildrenAsync(
        ExecutionId parent, ExecutionId after, int limit, CancellationToken cancellationToken) =>
        ReadAsync(data => new ExecutionFinder(data).ListChildren(parent, after, limit), cancellationToken);

    public ValueTask<IReadOnlyList<ExecutionRow>> ListRerunsAsync(
        ExecutionId original, ExecutionId after, int limit, CancellationToken cancellationToken) =>
        ReadAsync(data => new ExecutionFinder(data).ListReruns(original, after, limit), cancellationToken);

    public ValueTask<long> ReadJournalBytesAsync(ExecutionId id, CancellationToken cancellationToken) =>
        ReadAsync(data => data.ReadJournalBytes(id), cancellationToken);
}
