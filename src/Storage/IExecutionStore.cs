using Sluice.Model;
using Sluice.Model.Names;

namespace Sluice.Storage;

/// <summary>Executions and their journals. They are written with <see cref="ICommitStore.CommitAsync"/>.</summary>
public interface IExecutionStore
{
    /// <summary>An execution's row, by number.</summary>
    /// <returns>Null when there is none.</returns>
    ValueTask<ExecutionRow?> FindExecutionAsync(ExecutionId id, CancellationToken cancellationToken);

    /// <summary>An execution's row, by its flow's number and its name, compared ordinally.</summary>
    /// <returns>Null when there is none.</returns>
    ValueTask<ExecutionRow?> FindExecutionAsync(long flowId, string name, CancellationToken cancellationToken);

    /// <summary>Executions of one flow, newest first: <c>Started</c> descending, then name ascending.</summary>
    /// <returns>
    /// At most <see cref="ExecutionQuery.Limit"/> rows; with fewer, the list has come to its end, or to
    /// <see cref="ExecutionQuery.MostBytes"/>. One that is damaged is
    /// among them with <see cref="ExecutionRow.Damage"/>, so that it does not hide the others.
    /// </returns>
    ValueTask<IReadOnlyList<ExecutionRow>> ListExecutionsAsync(ExecutionQuery query, CancellationToken cancellationToken);

    /// <summary>Executions of an account across its flows, newest first.</summary>
    /// <exception cref="ArgumentException">As <see cref="ExecutionSearch.Check"/> says.</exception>
    ValueTask<ExecutionPage> SearchExecutionsAsync(ExecutionSearch search, CancellationToken cancellationToken);

    /// <summary>How many executions a search finds, all pages together.</summary>
    /// <param name="search"><see cref="ExecutionSearch.Limit"/> and <see cref="ExecutionSearch.After"/> count for nothing.</param>
    /// <param name="most">Counts up to here, and no more executions are looked at than it takes for that, about.</param>
    /// <exception cref="ArgumentException">As <see cref="ExecutionSearch.Check"/> says.</exception>
    ValueTask<ExecutionCount> CountExecutionsAsync(
        ExecutionSearch search, int most, CancellationToken cancellationToken);

    /// <summary>Executions that name another one as their <see cref="ExecutionRow.Parent"/>, by number ascending.</summary>
    /// <param name="after">Only numbers above this one.</param>
    /// <returns>Without input and output.</returns>
    ValueTask<IReadOnlyList<ExecutionRow>> ListChildrenAsync(
        ExecutionId parent, ExecutionId after, int limit, CancellationToken cancellationToken);

    /// <summary>Executions that name another one as <see cref="ExecutionRow.RerunOf"/>, by number ascending.</summary>
    /// <inheritdoc cref="ListChildrenAsync"/>
    ValueTask<IReadOnlyList<ExecutionRow>> ListRerunsAsync(
        ExecutionId original, ExecutionId after, int limit, CancellationToken cancellationToken);

    /// <summary>Bytes of events and states in an execution's journal.</summary>
    ValueTask<long> ReadJournalBytesAsync(ExecutionId id, CancellationToken cancellationToken);

    /// <summary>What the engine needs to go on with an execution: the newest snapshot and all rows after it.</summary>
    /// <returns>
    /// Oldest first: a snapshot, then changed frames; empty when the execution has no journal. All rows where no
    /// snapshot is among them.
    /// </returns>
    ValueTask<IReadOnlyList<JournalRow>> ReadStateAsync(ExecutionId id, CancellationToken cancellationToken);

    /// <summary>The rows that hold events from <paramref name="fromEvent"/> on.</summary>
    /// <param name="fromEvent">1 or more. The first row returned may begin with earlier events.</param>
    /// <param name="maxEvents">
    /// 1 or more. Just enough rows are returned to cover this many events from <paramref name="fromEvent"/> on, if
    /// there are that many.
    /// </param>
    /// <param name="maxBytes">The events of the rows are no more bytes than this together; at least one row, and the one
    /// behind them, so that it can be seen whether there is such a one.</param>
    /// <returns>
    /// Oldest first, none of them without events; empty when there is no such event. <see cref="JournalRow.State"/> is
    /// not filled in.
    /// </returns>
    ValueTask<IReadOnlyList<JournalRow>> ReadEventsAsync(
        ExecutionId id, long fromEvent, int maxEvents, long maxBytes, CancellationToken cancellationToken);

    /// <summary>Executions that have not ended, all shards and accounts together.</summary>
    ValueTask<long> CountRunningAsync(CancellationToken cancellationToken);

    /// <summary>Executions that have not ended, by the account of their flow, also of a deleted one.</summary>
    /// <returns>Only accounts that have some.</returns>
    ValueTask<IReadOnlyDictionary<AccountId, long>> CountRunningByAccountAsync(CancellationToken cancellationToken);
}
