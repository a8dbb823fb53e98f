using System.Collections.Immutable;
using Sluice.Model;

namespace Sluice.Storage.Memory;

/// <summary>All that a memory store holds, as of one moment. Immutable; every write makes another one.</summary>
internal sealed partial record MemoryData
{
    private static readonly ImmutableSortedDictionary<ExecutionId, ExecutionRow> NoExecutions =
        ImmutableSortedDictionary<ExecutionId, ExecutionRow>.Empty;

    /// <summary>By shard; 0 while nobody has claimed it.</summary>
    private ImmutableArray<long> Epochs { get; init; } = [];

    public ImmutableSortedDictionary<ExecutionId, ExecutionRow> Executions { get; private init; } = NoExecutions;

    public ImmutableHashSet<SearchRow> SearchValues { get; private init; } = [];

    private ImmutableDictionary<(long FlowId, string Name), ExecutionId> Names { get; init; } =
        ImmutableDictionary<(long, string), ExecutionId>.Empty;

    /// <summary>In the order they were appended.</summary>
    private ImmutableDictionary<ExecutionId, ImmutableList<JournalRow>> Journals { get; init; } =
        ImmutableDictionary<ExecutionId, ImmutableList<JournalRow>>.Empty;

    private ImmutableSortedDictionary<long, LetterRow> Letters { get; init; } =
        ImmutableSortedDictionary<long, LetterRow>.Empty;

    public ExecutionId LastNumber => new(Math.Max(
        LastExecution.Value,
        Math.Max(Schedules.Last.Value, Letters.Keys.LastOrDefault())));

    private ExecutionId LastExecution { get; init; }

    public static MemoryData Empty(int shardCount) => new() { Epochs = [.. new long[shardCount]] };

    public (MemoryData Next, long Epoch) Claim(int shard)
    {
        var epoch = Epochs[shard] + 1;
        return (this with { Epochs = Epochs.SetItem(shard, epoch) }, epoch);
    }

    /// <exception cref="BatchConflictException">As <see cref="ICommitStore.CommitAsync"/> says.</exception>
    public (MemoryData Next, CommitResult Result) Commit(CommitBatch batch)
    {
        if (!batch.Epochs.All(IsCurrent))
        {
            return (this, CommitResult.FencedFor([.. batch.Epochs.Where(claim => !IsCurrent(claim))]));
        }

        var next = batch.Inserts.Aggregate(this, (data, row) => data.Insert(row));
        next = batch.SearchValues.Aggregate(next, (data, row) => data.AddSearchValue(row));
        next = batch.Reopens.Aggregate(next, (data, row) => data.Reopen(row));
        next = batch.Changes.Aggregate(next, (data, change) => data.Change(change));
        next = batch.Journal.Aggregate(next, (data, row) => data.Append(row));
        next = batch.Sent.Aggregate(next, (data, message) => data.Send(message));
        next = next.WriteMapRuns(batch);
        next = next with { Letters = next.Letters.RemoveRange(batch.Received) };
        next = next with { Schedules = batch.Schedules.Aggregate(next.Schedules, (schedules, write) => schedules.Write(write)) };
        return (next, CommitResult.Durable);
    }

    private bool IsCurrent(ShardEpoch claim) =>
        claim.Epoch > 0 && claim.Shard >= 0 && claim.Shard < Epochs.Length && Epochs[claim.Shard] == claim.Epoch;

    private MemoryData Insert(ExecutionRow row)
    {
        if (Executions.ContainsKey(row.Id))
        {
            throw new BatchConflictException($"Execution {row.Id} is stored already.");
        }

        if (Names.ContainsKey((row.FlowId, row.Name)))
        {
            throw new BatchConflictException($"Flow {row.FlowId} has an execution named '{row.Name}' already.");
        }

        return this with
        {
            Executions = Executions.Add(row.Id, row),
            Names = Names.Add((row.FlowId, row.Name), row.Id),
            LastExecution = LastExecution.CompareTo(row.Id) < 0 ? row.Id : LastExecution,
        };
    }

    private MemoryData Reopen(ExecutionRow row) => Executions.TryGetValue(row.Id, out var stored)
        ? this with { Executions = Executions.SetItem(row.Id, row with { Input = stored.Input }) }
        : throw new BatchConflictException($"Execution {row.Id} goes on, and is not stored.");

    private MemoryData Change(ExecutionChange change)
    {
        if (!Executions.TryGetValue(change.Id, out var row))
        {
            throw new BatchConflictException($"Execution {change.Id} is changed, and is not stored.");
        }

        var changed = row with
        {
            Status = change.Status,
            Stopped = change.Stopped,
            WakeAt = change.WakeAt,
            Output = change.Output,
            Error = change.Error,
            Cause = change.Cause,
            FailedState = change.FailedState,
            Retrying = change.Retrying,
            Waiting = change.Waiting,
            Bytes = change.Bytes,
        };
        return this with { Executions = Executions.SetItem(change.Id, changed) };
    }

    private MemoryData Append(JournalRow row)
    {
        if (!Executions.ContainsKey(row.Execution))
        {
            throw new BatchConflictException($"Execution {row.Execution} gets a journal row, and is not stored.");
        }

        var journal = Journals.GetValueOrDefault(row.Execution, []);
        var nextEvent = journal.IsEmpty ? 1 : journal[^1].FirstEvent + journal[^1].EventCount;
        return row.FirstEvent >= nextEvent
            ? this with { Journals = Journals.SetItem(row.Execution, journal.Add(row)) }
            : throw new BatchConflictException(
                $"Execution {row.Execution} goes on with event {nextEvent}, not with {row.FirstEvent}.");
    }

    private MemoryData AddSearchValue(SearchRow row) => Executions.ContainsKey(row.Execution)
        ? this with { SearchValues = SearchValues.Add(row) }
        : throw new BatchConflictException($"Execution {row.Execution} gets a search value, and is not stored.");

    private MemoryData Send(LetterRow letter) => Letters.ContainsKey(letter.Id)
        ? throw new BatchConflictException($"Letter {letter.Id} is stored already.")
        : this with { Letters = Letters.Add(letter.Id, letter) };
}
