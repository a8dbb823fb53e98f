using Sluice.Model;

namespace Sluice.Storage;

/// <summary>What one commit writes: everything that some shards have decided since the last one.</summary>
public sealed class CommitBatch
{
    /// <summary>
    /// The shards that take part, each once, with their owners' epochs. Any that is outdated fences the batch; the result
    /// names all of these.
    /// </summary>
    public List<ShardEpoch> Epochs { get; } = [];

    /// <summary>New executions. Number, and flow with name, must be unused.</summary>
    public List<ExecutionRow> Inserts { get; } = [];

    /// <summary>
    /// Executions that had ended and go on: the row replaces the stored one, but for the input, which stays. Each must exist.
    /// </summary>
    public List<ExecutionRow> Reopens { get; } = [];

    /// <summary>Changes of life cycle. Each execution must exist, or be among <see cref="Inserts"/>.</summary>
    public List<ExecutionChange> Changes { get; } = [];

    /// <summary>
    /// Rows to append, in order; those of one execution oldest first. Each execution must exist, or be among
    /// <see cref="Inserts"/>.
    /// </summary>
    public List<JournalRow> Journal { get; } = [];

    /// <summary>Letters to keep until they are <see cref="Received"/>. Numbers must be unused.</summary>
    public List<LetterRow> Sent { get; } = [];

    /// <summary>Numbers of letters that this batch has dealt with; unknown ones are passed over.</summary>
    public List<long> Received { get; } = [];

    /// <summary>Map runs as they stand now: new ones, and those that have moved on. The last one of a name counts.</summary>
    public List<MapRunRow> MapRuns { get; } = [];

    /// <summary>Pages to append to map runs that are stored, or are among <see cref="MapRuns"/>, and open.</summary>
    public List<MapPage> MapPages { get; } = [];

    /// <summary>
    /// Pages to remove once all others are written, those of <see cref="MapPages"/> among them; what is not there is passed
    /// over.
    /// </summary>
    public List<MapPageRange> DroppedMapPages { get; } = [];

    /// <summary>Changes of schedules, in order.</summary>
    public List<ScheduleWrite> Schedules { get; } = [];

    /// <summary>By what executions among <see cref="Inserts"/> can be found; children of map runs by nothing.</summary>
    public List<SearchRow> SearchValues { get; } = [];

    public bool IsEmpty =>
        Inserts.Count == 0 && Reopens.Count == 0 && Changes.Count == 0 && Journal.Count == 0
        && Sent.Count == 0 && Received.Count == 0
        && MapRuns.Count == 0 && MapPages.Count == 0 && DroppedMapPages.Count == 0 && Schedules.Count == 0
        && SearchValues.Count == 0;

    /// <summary>The map runs without those that a later row of the same name replaces, in no certain order.</summary>
    public IEnumerable<MapRunRow> LastMapRuns() => MapRuns.AsEnumerable().Reverse().DistinctBy(run => run.Name);

    /// <summary>Adds everything of another batch behind what is here. A shard may take part in both.</summary>
    public void Add(CommitBatch other)
    {
        foreach (var epoch in other.Epochs)
        {
            if (!Epochs.Contains(epoch))
            {
                Epochs.Add(epoch);
            }
        }

        Inserts.AddRange(other.Inserts);
        Reopens.AddRange(other.Reopens);
        Changes.AddRange(other.Changes);
        Journal.AddRange(other.Journal);
        Sent.AddRange(other.Sent);
        Received.AddRange(other.Received);
        MapRuns.AddRange(other.MapRuns);
        MapPages.AddRange(other.MapPages);
        DroppedMapPages.AddRange(other.DroppedMapPages);
        Schedules.AddRange(other.Schedules);
        SearchValues.AddRange(other.SearchValues);
    }
}

public readonly record struct ShardEpoch(int Shard, long Epoch);

/// <summary>An execution's row: what lists and descriptions show.</summary>
/// <remarks>Times are Unix milliseconds.</remarks>
public sealed record ExecutionRow
{
    public required ExecutionId Id { get; init; }

    public required long FlowId { get; init; }

    /// <summary>The definition, role and environment it was started with, or redriven with last.</summary>
    public required long RevisionId { get; init; }

    public required string Name { get; init; }

    public required ExecutionStatus Status { get; init; }

    public required long Started { get; init; }

    /// <summary>Null while it runs.</summary>
    public long? Stopped { get; init; }

    /// <summary>
    /// When to look at it next: 0 while it is hot (to be loaded when the store is opened), a time while it sleeps,
    /// null once it has ended.
    /// </summary>
    public long? WakeAt { get; init; }

    /// <summary>The caller's own text; null when it sent none. Not filled in by a list of metadata only.</summary>
    public byte[]? Input { get; init; }

    /// <summary>JSON text; null until it has succeeded. Not filled in by a list of metadata only.</summary>
    public byte[]? Output { get; init; }

    /// <summary>The failure's code; null unless it failed, timed out or was stopped with one.</summary>
    public string? Error { get; init; }

    public string? Cause { get; init; }

    /// <summary>The version or alias it was started through, if any.</summary>
    public string? Qualifier { get; init; }

    /// <summary>The map run it is a child of, if any. Such executions are listed only by that name.</summary>
    public string? MapRun { get; init; }

    /// <summary>The name of the state that failed, where that ended the execution; null for one that did not end so.</summary>
    public string? FailedState { get; init; }

    /// <summary>An attempt of one of its states has failed, and the next one waits or is under way.</summary>
    public bool Retrying { get; init; }

    /// <summary>A task of it waits for somebody to report with its token.</summary>
    public bool Waiting { get; init; }

    /// <summary>
    /// Bytes of input, output, events and states that are stored of it, as of the last time the row was written; 0 for one of
    /// an earlier release.
    /// </summary>
    public long Bytes { get; init; }

    /// <summary>The execution a task of which started it; null for none. Children of map runs have <see cref="MapRun"/>.</summary>
    public ExecutionId? Parent { get; init; }

    /// <summary>The execution that it repeats; null for none.</summary>
    public ExecutionId? RerunOf { get; init; }

    /// <summary>
    /// Only in lists, and null for what is whole: what is damaged, as sentences. Then number, flow, name and start are true,
    /// and the rest counts for nothing.
    /// </summary>
    public string? Damage { get; init; }
}

/// <summary>A change in an execution's life: an end, or another time to look at it.</summary>
/// <remarks>All members replace what is stored.</remarks>
public sealed record ExecutionChange(
    ExecutionId Id,
    ExecutionStatus Status,
    long? Stopped,
    long? WakeAt,
    byte[]? Output = null,
    string? Error = null,
    string? Cause = null)
{
    /// <inheritdoc cref="ExecutionRow.FailedState"/>
    public string? FailedState { get; init; }

    /// <inheritdoc cref="ExecutionRow.Retrying"/>
    public bool Retrying { get; init; }

    /// <inheritdoc cref="ExecutionRow.Waiting"/>
    public bool Waiting { get; init; }

    /// <inheritdoc cref="ExecutionRow.Bytes"/>
    public long Bytes { get; init; }

    /// <summary>The change that makes a stored row like this one.</summary>
    public static ExecutionChange Of(ExecutionRow row) =>
        new(row.Id, row.Status, row.Stopped, row.WakeAt, row.Output, row.Error, row.Cause)
        {
            FailedState = row.FailedState,
            Retrying = row.Retrying,
            Waiting = row.Waiting,
            Bytes = row.Bytes,
        };
}

/// <summary>A value by which an execution can be found.</summary>
public readonly record struct SearchRow(ExecutionId Execution, SearchValue Value);

/// <summary>What one transition appended to an execution: its events, and its state after them.</summary>
/// <param name="FirstEvent">
/// Number of the first event in the row; without events, the number that the next one will have. 1 or more, and never
/// below <c>FirstEvent + EventCount</c> of the row before it.
/// </param>
/// <param name="EventCount">0 for a row that only changes state.</param>
/// <param name="Events">Bytes of the event codec; empty when there are none.</param>
/// <param name="State">Bytes of the state codec; empty once the execution has succeeded.</param>
public sealed record JournalRow(
    ExecutionId Execution, long FirstEvent, int EventCount, byte[] Events, byte[] State, StateForm Kind);

/// <summary>What the state bytes of a journal row are. The numbers are stored.</summary>
public enum StateForm
{
    /// <summary>Only the frames that changed since the row before.</summary>
    Changes = 0,

    /// <summary>The whole state; rows before it are history only.</summary>
    Snapshot = 1,
}

/// <summary>A letter: a message from one shard to another, stored with the commit that sent it.</summary>
/// <param name="Id">Unique, made like an execution's number.</param>
/// <param name="Shard">The receiver.</param>
public sealed record LetterRow(long Id, int Shard, byte[] Body);

/// <summary>A map run: the work of one distributed Map state of one execution.</summary>
/// <param name="Name">Unique among all map runs: 32 hexadecimal digits, drawn at random.</param>
/// <param name="Execution">The execution that the Map is a state of; its shard is the run's.</param>
/// <param name="IsOpen">Whether it is to be taken up when the store is opened, and takes pages.</param>
/// <param name="Body">What the engine keeps of it.</param>
public sealed record MapRunRow(string Name, ExecutionId Execution, bool IsOpen, byte[] Body);

/// <summary>A part of a map run that is written once: what was asked for, and results, as they come.</summary>
/// <remarks>Stays until it is dropped, or its execution is removed.</remarks>
/// <param name="Run">Name of the run.</param>
/// <param name="Number">0, 1, 2 … in the order of writing; unused so far.</param>
public sealed record MapPage(string Run, int Number, byte[] Body);

/// <summary>The pages of a map run from one number on.</summary>
public readonly record struct MapPageRange(string Run, int From);

/// <summary>An execution that sleeps.</summary>
/// <param name="WakeAt">Unix milliseconds.</param>
public readonly record struct DueExecution(long WakeAt, ExecutionId Id);
