using Sluice.Model;
using Sluice.Storage.Sqlite.Reading;

namespace Sluice.Storage.Sqlite;

public sealed partial class SqliteStore
{
    public ValueTask<ExecutionPage> SearchExecutionsAsync(
        ExecutionSearch search, CancellationToken cancellationToken)
    {
        search.Check();
        return _lists.ReadAsync(
            connection => ExecutionPages.Read(connection, search),
            Searched with { Around = Around(SoughtBy(search)) },
            cancellationToken);
    }

    public ValueTask<ExecutionCount> CountExecutionsAsync(
        ExecutionSearch search, int most, CancellationToken cancellationToken)
    {
        search.Check();
        return _lists.ReadAsync(connection => ExecutionPages.Count(connection, search, most), Searched, cancellationToken);
    }

    public ValueTask<IReadOnlyList<ExecutionRow>> ListChildrenAsync(
        ExecutionId parent, ExecutionId after, int limit, CancellationToken cancellationToken) =>
        _lists.ReadAsync(
            connection => ExecutionReads.ListChildren(connection, parent, after, limit),
            ReadSubject.Within(parent, "What was started by a task"),
            cancellationToken);

    public ValueTask<IReadOnlyList<ExecutionRow>> ListRerunsAsync(
        ExecutionId original, ExecutionId after, int limit, CancellationToken cancellationToken) =>
        _lists.ReadAsync(
            connection => ExecutionReads.ListReruns(connection, original, after, limit),
            ReadSubject.Within(original, "What repeats it"),
            cancellationToken);

    public ValueTask<long> ReadJournalBytesAsync(ExecutionId id, CancellationToken cancellationToken) =>
        _points.ReadAsync(
            connection => JournalReads.ReadBytes(connection, id),
            ReadSubject.Within(id, "The history"),
            cancellationToken);

    private static string? SoughtBy(ExecutionSearch search) =>
        search.Name ?? search.NamePrefix ?? search.FailedState ?? search.Error
        ?? (search.Keys.Count > 0 ? search.Keys[0].Value : null)
        ?? (search.Retrying || search.Waiting ? "attention" : null);

    private static ReadSubject Searched => new("What executions are found by");
}
