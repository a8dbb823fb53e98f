using System.Collections.Immutable;
using Sluice.Model;
using Sluice.Model.Names;

namespace Sluice.Storage.Memory;

internal sealed partial record MemoryData
{
    public ExecutionRow? FindExecution(ExecutionId id) => Executions.GetValueOrDefault(id);

    public ExecutionRow? FindExecution(long flowId, string name) =>
        Names.TryGetValue((flowId, name), out var id) ? Executions[id] : null;

    public IReadOnlyList<ExecutionRow> ListExecutions(ExecutionQuery query) =>
    [
        .. PageBytes.Within(
            query.MostBytes,
            Executions.Values.Where(row => Matches(row, query))
                .OrderByDescending(row => row.Started).ThenBy(row => row.Name, TextOrder.Instance)
                .Where(row => query.After is not { } after || IsBehind(row, after))
                .Take(query.Limit)
                .Select(row => query.MetadataOnly ? row with { Input = null, Output = null } : row),
            row => (row.Input?.Length ?? 0) + (row.Output?.Length ?? 0)),
    ];

    public IReadOnlyList<JournalRow> ReadState(ExecutionId id)
    {
        var journal = Journals.GetValueOrDefault(id, []);
        var snapshot = journal.FindLastIndex(row => row.Kind == StateForm.Snapshot);
        return [.. journal.Skip(snapshot)];
    }

    public IReadOnlyList<JournalRow> ReadEvents(ExecutionId id, long fromEvent, int maxEvents, long maxBytes) =>
    [
        .. PageBytes.Within(
            maxBytes,
            Journals.GetValueOrDefault(id, [])
                .Where(row => row.EventCount > 0 && row.FirstEvent + row.EventCount > fromEvent)
                .TakeWhile(row => row.FirstEvent < fromEvent + maxEvents)
                .Select(row => row with { State = [] }),
            row => row.Events.Length),
    ];

    public long ReadJournalBytes(ExecutionId id) =>
        Journals.GetValueOrDefault(id, []).Sum(row => (long)row.Events.Length + row.State.Length);

    public IReadOnlyList<ExecutionId> ReadHot(int shard, ExecutionId after, int limit) =>
    [
        .. Unfinished(shard).Where(row => row.WakeAt == 0 && row.Id.CompareTo(after) > 0)
            .Select(row => row.Id).Take(limit),
    ];

    public IReadOnlyList<DueExecution> ReadDue(int shard, DueExecution after, long until, int limit) =>
    [
        .. Unfinished(shard).Where(row => row.WakeAt > 0 && row.WakeAt <= until)
            .Select(row => new DueExecution(row.WakeAt!.Value, row.Id))
            .Order(DueOrder).Where(due => DueOrder.Compare(due, after) > 0).Take(limit),
    ];

    public IReadOnlyList<LetterRow> ReadLetters(int shard, long after, int limit) =>
        [.. Letters.Values.Where(letter => letter.Shard == shard && letter.Id > after).Take(limit)];

    public long CountRunning() => Executions.Values.LongCount(row => !row.Status.HasEnded());

    public long CountEnded(long flowId) =>
        Executions.Values.LongCount(row => row.FlowId == flowId && row.Status.HasEnded());

    public IReadOnlyDictionary<AccountId, long> CountRunningByAccount() => Executions.Values
        .Where(row => !row.Status.HasEnded() && Flows.ContainsKey(row.FlowId))
        .GroupBy(row => Flows[row.FlowId].Account)
        .ToDictionary(rows => rows.Key, rows => rows.LongCount());

    private static Comparer<DueExecution> DueOrder { get; } =
        Comparer<DueExecution>.Create((x, y) => (x.WakeAt, x.Id).CompareTo((y.WakeAt, y.Id)));

    private static bool Matches(ExecutionRow row, ExecutionQuery query) =>
        row.FlowId == query.FlowId
        && row.MapRun == query.MapRun
        && (query.Status is not { } status || row.Status == status)
        && (query.StartedFrom is not { } from || row.Started >= from)
        && (query.StartedTo is not { } to || row.Started <= to)
        && (query.NamePrefix is not { } prefix || row.Name.StartsWith(prefix, StringComparison.Ordinal))
        && (query.Qualifier is not { } qualifier || row.Qualifier == qualifier);

    private static bool IsBehind(ExecutionRow row, ExecutionCursor after) =>
        row.Started < after.Started
        || (row.Started == after.Started && TextOrder.Instance.Compare(row.Name, after.Name) > 0);

    private IEnumerable<ExecutionRow> Unfinished(int shard) =>
        Executions.Values.Where(row => row.Id.Shard == shard && !row.Status.HasEnded());
}
