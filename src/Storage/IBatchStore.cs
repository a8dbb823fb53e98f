using Sluice.Model.Names;

namespace Sluice.Storage;

/// <summary>Batches: one action on all executions that a filter matches, carried out little by little.</summary>
/// <remarks>Writes are durable on return, whole or not at all, and fail as those of <see cref="ICatalogStore"/>.</remarks>
public interface IBatchStore
{
    /// <param name="batch"><see cref="BatchRow.Id"/> is given by the store, and <see cref="BatchRow.Version"/> is 1.</param>
    ValueTask<BatchRow> InsertBatchAsync(BatchRow batch, CancellationToken cancellationToken);

    /// <summary>Replaces what changes of a batch, and adds to its executions or says what became of them.</summary>
    /// <param name="batch">
    /// Found by <see cref="BatchRow.Id"/>; <see cref="BatchRow.Version"/> must be the stored one, and grows by one. Account,
    /// action, filter, and who asked for it when, stay as they are stored.
    /// </param>
    /// <param name="items">
    /// Those with number 0 are added and given one; of the others, which are the batch's, outcome and note are replaced.
    /// </param>
    /// <returns>Both as stored, items in the order given; null when the batch is gone or another writer came first.</returns>
    ValueTask<BatchUpdate?> TryUpdateBatchAsync(
        BatchRow batch, IReadOnlyList<BatchItem> items, CancellationToken cancellationToken);

    ValueTask<BatchRow?> FindBatchAsync(AccountId account, long id, CancellationToken cancellationToken);

    /// <summary>Batches of an account, newest first.</summary>
    /// <param name="before">Only numbers below this one; null from the newest.</param>
    ValueTask<IReadOnlyList<BatchRow>> ListBatchesAsync(
        AccountId account, long? before, int limit, CancellationToken cancellationToken);

    /// <summary>Batches of all accounts that have something left to do, oldest first.</summary>
    ValueTask<IReadOnlyList<BatchRow>> ListOpenBatchesAsync(CancellationToken cancellationToken);

    /// <summary>Executions that a batch has taken up, in the order they were added.</summary>
    /// <param name="after">Only numbers above this one; 0 from the first.</param>
    ValueTask<IReadOnlyList<BatchItem>> ListBatchItemsAsync(
        long batch, BatchItems which, long after, int limit, CancellationToken cancellationToken);

    /// <summary>Removes batches that ended before a time, with their executions: oldest first.</summary>
    /// <returns>How many were removed.</returns>
    ValueTask<int> PurgeBatchesAsync(long endedBefore, int limit, CancellationToken cancellationToken);
}

/// <summary>A batch as it stands. Times are Unix milliseconds.</summary>
public sealed record BatchRow
{
    /// <summary>Given by the store, ascending, never used again.</summary>
    public long Id { get; init; }

    public required AccountId Account { get; init; }

    /// <summary>What is done to each; in words of the engine's own.</summary>
    public required string Action { get; init; }

    /// <summary>JSON text: which executions, and how it is to be done to them.</summary>
    public required string Filter { get; init; }

    /// <summary>Who asked for it, in the words of whoever decides what that one may do.</summary>
    public required string CreatedBy { get; init; }

    public required long Created { get; init; }

    public BatchState State { get; init; }

    /// <summary>Null while it has something left to do.</summary>
    public long? Ended { get; init; }

    /// <summary>Why it was given up, as a sentence; null unless it was.</summary>
    public string? Problem { get; init; }

    /// <summary>The last execution that was taken up; null before the first.</summary>
    public ExecutionPlace? Position { get; init; }

    /// <summary>Executions that the filter matched when it was asked for, as far as they were counted.</summary>
    public long Expected { get; init; }

    /// <summary>Executions to which it was done.</summary>
    public long Done { get; init; }

    /// <summary>Executions to which it could not be done.</summary>
    public long Failed { get; init; }

    /// <summary>1 after creation, one more with each update.</summary>
    public long Version { get; init; } = 1;
}

/// <summary>Where a batch stands. The numbers are stored; never reuse one.</summary>
public enum BatchState
{
    Running = 0,

    /// <summary>To be given up, once what is under way has been written.</summary>
    Stopping = 1,

    Done = 2,

    /// <summary>Given up as somebody wished.</summary>
    Stopped = 3,

    /// <summary>Given up because it could not go on.</summary>
    Failed = 4,
}

public static class BatchStateRules
{
    /// <summary>Whether nothing is left to do.</summary>
    public static bool HasEnded(this BatchState state) => state >= BatchState.Done;
}

/// <summary>An execution that a batch has taken up.</summary>
/// <param name="Number">Given by the store, ascending.</param>
/// <param name="Flow">The flow's name.</param>
/// <param name="Execution">The execution's name.</param>
/// <param name="Outcome"><see cref="UnderWay"/>, <see cref="Done"/>, or the code of the error for which it could not be done.</param>
/// <param name="Note">The sentence to it, or whatever else is to be said.</param>
public sealed record BatchItem(long Number, string Flow, string Execution, string Outcome, string Note)
{
    /// <summary>It may have been done and may not: whoever goes on with the batch finds out.</summary>
    public const string UnderWay = "";

    public const string Done = "Done";

    public bool HasFailed => Outcome is not (UnderWay or Done);
}

/// <summary>Which executions of a batch are listed.</summary>
public enum BatchItems
{
    All,
    UnderWay,
    Failed,
}

/// <summary>A batch that was written, with the items that were written with it.</summary>
public sealed record BatchUpdate(BatchRow Batch, IReadOnlyList<BatchItem> Items);
