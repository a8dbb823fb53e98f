using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Sluice.Engine.Edge;
using Sluice.Engine.Flows;
using Sluice.Engine.Scheduling;
using Sluice.Engine.Starting;
using Sluice.Model;
using Sluice.Model.History;
using Sluice.Model.Names;
using Sluice.Sharing.Pots;
using Sluice.Storage;

namespace Sluice.Engine.Express;

/// <summary>Writes the records of ended runs behind them: in batches, when there are enough or a second has passed.</summary>
/// <remarks>
/// Lossy by design: what waits is bounded in bytes, and records beyond that, or of a batch that the store does not take,
/// are dropped and counted. A record is written whole or not at all. See docs/decisions/0005-express.md.
/// </remarks>
internal sealed partial class ExpressRecorder : IThreadPoolWorkItem, IAsyncDisposable
{
    /// <summary>So few that the commit they share is not felt by others.</summary>
    private const int RecordsPerBatch = 256;

    private const int EventsPerRow = 500;

    private const double Alpha = 4;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ExpressShards _shards;
    private readonly Catalog _catalog;
    private readonly IWorkScheduler _scheduler;
    private readonly ILogger _logger;
    private readonly Pot _room;
    private readonly Shares _shares = new(Alpha);
    private readonly ExpressRetention _retention;
    private readonly UnrecordedCount _unrecorded;
    private readonly ConcurrentQueue<ExpressRecord> _waiting = new();
    private readonly ITimer _timer;
    private int _count;
    private long _lost;
    private int _isTimed;
    private int _isDue;
    private int _isRunning;
    private TaskCompletionSource? _flushed;

    public ExpressRecorder(
        ExpressShards shards,
        Catalog catalog,
        IRetentionStore store,
        IExpressStore counts,
        EngineOptions options,
        Clock clock,
        IWorkScheduler scheduler,
        ILogger logger)
    {
        (_shards, _catalog, _scheduler, _logger) = (shards, catalog, scheduler, logger);
        _room = Pot.ForOneAlone("records of Express executions", options.ExpressRecordBytes, Alpha);
        _retention = new ExpressRetention(store, options.ExpressRecords);
        _unrecorded = new UnrecordedCount(counts);
        _timer = clock.Provider.CreateTimer(
            _ => ComeDue(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Nothing waits to be written.</summary>
    public bool IsIdle => Volatile.Read(ref _count) == 0 && Volatile.Read(ref _isRunning) == 0;

    /// <summary>Bytes of history in memory, of runs in progress and of records that wait.</summary>
    public long Bytes => _room.Used;

    /// <summary>Makes room for a part of a record; false when there is none.</summary>
    /// <remarks>Accounts share what there is: one that is loud loses its own records, and no others.</remarks>
    public bool TryKeep(AccountId account, long bytes) => _room.TryTake(_shares.Of(account.Value), bytes);

    public void GiveBack(AccountId account, long bytes) => _room.GiveBack(_shares.Of(account.Value), bytes);

    /// <summary>Takes a record whose bytes are kept room for.</summary>
    public void Add(ExpressRecord record)
    {
        _waiting.Enqueue(record);
        if (Interlocked.Increment(ref _count) >= RecordsPerBatch)
        {
            Wake();
        }
        else
        {
            SetTimer();
        }
    }

    public void CountLost(ExecutionRow run)
    {
        Interlocked.Increment(ref _lost);
        _unrecorded.Add(run);
        SetTimer();
    }

    /// <summary>Writes what waits. Nothing is added any more.</summary>
    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        _flushed = new TaskCompletionSource();
        ComeDue();
        await _flushed.Task;
    }

    void IThreadPoolWorkItem.Execute() => _ = RunAsync();

    private void SetTimer()
    {
        if (Volatile.Read(ref _isTimed) == 0 && Interlocked.Exchange(ref _isTimed, 1) == 0)
        {
            _timer.Change(Pause, Timeout.InfiniteTimeSpan);
        }
    }

    private void ComeDue()
    {
        Volatile.Write(ref _isTimed, 0);
        TellLost();
        Interlocked.Exchange(ref _isDue, 1);
        Wake();
    }

    private void Wake()
    {
        if (Volatile.Read(ref _isRunning) == 0 && Interlocked.Exchange(ref _isRunning, 1) == 0)
        {
            _scheduler.Schedule(this);
        }
    }

    private async Task RunAsync()
    {
        while (Volatile.Read(ref _count) >= RecordsPerBatch || Interlocked.Exchange(ref _isDue, 0) == 1)
        {
            foreach (var ofShard in Take().GroupBy(record => record.Row.Id.Shard))
            {
                await WriteAsync(_shards[ofShard.Key], [.. ofShard]);
            }
        }

        if (!await _unrecorded.TryWriteAsync())
        {
            SetTimer();
        }

        Interlocked.Exchange(ref _isRunning, 0);
        if (Volatile.Read(ref _count) >= RecordsPerBatch || Volatile.Read(ref _isDue) == 1)
        {
            Wake();
        }
        else if (_flushed is { } flushed)
        {
            TellLost();
            flushed.TrySetResult();
        }
    }

    private void TellLost()
    {
        if (Interlocked.Exchange(ref _lost, 0) is > 0 and var lost)
        {
            LogLost(lost);
        }
    }

    private List<ExpressRecord> Take()
    {
        var records = new List<ExpressRecord>();
        while (records.Count < RecordsPerBatch && _waiting.TryDequeue(out var record))
        {
            records.Add(record);
        }

        return records;
    }

    /// <param name="shard">The one whose numbers the records have; they are written with its epoch.</param>
    private async Task WriteAsync(ShardEdge shard, List<ExpressRecord> records)
    {
        try
        {
            var writes = await DraftAsync(records);
            if (!writes.IsEmpty)
            {
                var reply = new Reply<bool>(_scheduler);
                shard.Post(new Message.Record(writes, reply));
                await reply.Task;
                await _retention.TrimAsync(writes.Inserts);
            }
        }
        catch (Exception e) when (
            e is ApiException or StoreRefusedException or StoreFailedException or StoreDamagedException)
        {
            // The store has said why. Trying again would only hold up what comes next.
            records.ForEach(record => CountLost(record.Row));
        }
        catch (Exception e)
        {
            LogWritingFailed(e, records.Count);
        }

        records.ForEach(record => GiveBack(record.Revision.Account, record.Bytes));
        Interlocked.Add(ref _count, -records.Count);
    }

    /// <summary>Records of flows that are still there; those of deleted ones nobody could find.</summary>
    private async ValueTask<CommitBatch> DraftAsync(List<ExpressRecord> records)
    {
        var writes = new CommitBatch();
        foreach (var record in records)
        {
            var (account, name) = (record.Revision.Account, record.Revision.FlowName);
            var flow = await _catalog.FindFlowAsync(account, name, CancellationToken.None);
            if (flow?.Id == record.Row.FlowId)
            {
                var journal = record.Events.Chunk(EventsPerRow).Select(events => RowOf(record, events)).ToList();
                writes.Inserts.Add(record.Row with { Bytes = BytesOf(record.Row, journal) });
                writes.Journal.AddRange(journal);
                writes.SearchValues.AddRange(ValuesOf(flow, record.Row));
            }
        }

        return writes;
    }

    private static long BytesOf(ExecutionRow row, List<JournalRow> journal) =>
        (row.Input?.Length ?? 0) + (row.Output?.Length ?? 0) + journal.Sum(events => (long)events.Events.Length);

    /// <summary>By what a run can be found; children of map runs are found by their parents.</summary>
    private static IEnumerable<SearchRow> ValuesOf(FlowRow flow, ExecutionRow row) =>
        flow.SearchKeys is null || row.MapRun is not null
            ? []
            : SearchKeys.ValuesOf(flow, ExecutionInput.FromKept(row.Input).Payload)
                .Select(value => new SearchRow(row.Id, value));

    private static JournalRow RowOf(ExpressRecord record, HistoryEvent[] events) => new(
        record.Row.Id, events[0].Id, events.Length, EventCodec.Encode(events), [], StateForm.Snapshot);

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "{Records} records of Express executions were not kept: they came faster than they could be written, or the "
        + "store did not take them. Their callers have their answers.")]
    private partial void LogLost(long records);

    [LoggerMessage(Level = LogLevel.Error, Message =
        "Writing {Records} records of Express executions failed in an unforeseen way.")]
    private partial void LogWritingFailed(Exception exception, int records);
}
