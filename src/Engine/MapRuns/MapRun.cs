using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Sluice.Definitions.States;
using Sluice.Engine.Flows;
using Sluice.Engine.Turns;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Storage;

namespace Sluice.Engine.MapRuns;

/// <summary>A map run in its shard's memory: which children are next, which are out, and what has come of the others.</summary>
/// <remarks>
/// Belongs to the shard's loop. Decides and does nothing: others start and stop the children, and it is written with
/// whatever else the turn has decided.
/// </remarks>
internal sealed class MapRun : IEndOfTurn
{
    /// <summary>Children that are read ahead.</summary>
    public const int ReadAhead = 200;

    private readonly PendingChildren _pending;
    private readonly MapOutcomes _outcomes;
    private readonly StoredQuota _quota;
    private long _storedBytes;
    private bool _isNew;

    private MapRun(
        string name, ExecutionId parent, CompiledRevision revision, MapOrder order, MapProgress progress, Limits limits)
    {
        (Name, Parent, Revision, Order, Progress) = (name, parent, revision, order, progress);
        Map = (DistributedMapState)revision.Flow.States[order.StateId];
        (_quota, _storedBytes) = (new StoredQuota(limits), progress.StoredBytes);
        _outcomes = new MapOutcomes(isWritten: order.Plan.Writer is not null, limits.StateDataBytes);
        _pending = new PendingChildren(progress.Resume, areExpress: Map.Mode == ExecutionMode.Express);
    }

    public string Name { get; }

    public ExecutionId Parent { get; }

    /// <summary>Of the execution that the run belongs to, and of its children.</summary>
    public CompiledRevision Revision { get; }

    public MapOrder Order { get; }

    public DistributedMapState Map { get; }

    public MapProgress Progress { get; private set; }

    public MapRunStage Stage { get; private set; }

    /// <summary>Where its items are read from.</summary>
    public MapSource Source { get; } = new();

    /// <summary>All items have been read.</summary>
    public bool IsRead { get; private set; }

    /// <summary>Why it must fail; null while there is no reason.</summary>
    public StepFailure? Problem { get; private set; }

    /// <summary>Children in progress, and those that a restart has lost, by index.</summary>
    public IReadOnlyDictionary<int, RunningChild> Running => _pending.Running;

    /// <summary>All that is stored with each step: the progress, and which children are out.</summary>
    public MapProgress Snapshot => Progress with
    {
        Running = [.. Running.Select(child => (child.Key, child.Value.Items))],
        Resume = _pending.Resume,
        StoredBytes = _storedBytes,
    };

    /// <summary>What is stored of its children and their results, about.</summary>
    public long StoredBytes => _storedBytes;

    /// <summary>What its execution had stored when it began, or when it was read back.</summary>
    public long BytesBefore { get; set; }

    /// <summary>Of the inputs of children that have been read and not begun.</summary>
    public long ReadBytes => _pending.ReadBytes;

    /// <summary>What its account's share of memory counts for it; for whoever counts it.</summary>
    public long CountedBytes { get; set; }

    /// <summary>Every child has ended.</summary>
    public bool IsDone => IsRead && _pending.Read == 0 && Running.Count == 0;

    /// <summary>Whether more children should be read.</summary>
    public bool WantsItems => Stage.StartsChildren() && !IsRead && _pending.Read < ReadAhead;

    /// <summary>The Map's raw output, once the run is done; null where a ResultWriter gives it.</summary>
    public JsonPayload? Output => _outcomes.Output(Revision.Flow.Data, Map);

    /// <summary>A run that begins.</summary>
    public static MapRun Begin(
        string name, ExecutionId parent, CompiledRevision revision, MapOrder order, DateTimeOffset now, Limits limits)
    {
        var items = (order.Plan.Items?.Value as JsonArray)?.Count;
        var total = Math.Min(items ?? 0, order.Plan.MaxItems ?? int.MaxValue);
        var progress = new MapProgress
        {
            Started = now,
            Concurrency = order.Plan.Concurrency,
            ToleratedCount = order.Plan.ToleratedCount,
            ToleratedPercentage = order.Plan.ToleratedPercentage,
            Total = total,
            KnowsTotal = items is not null,
        };
        var run = new MapRun(name, parent, revision, order, progress, limits) { _isNew = true };
        if (total > limits.MapRunItems)
        {
            run.Fail(TooManyItems($"{total} items", limits));
        }

        return run;
    }

    /// <summary>A run as it is stored.</summary>
    /// <param name="results">What has come of its children, as <see cref="StoredResults"/> gives it.</param>
    public static MapRun Restore(
        MapRunRow row,
        CompiledRevision revision,
        MapOrder order,
        MapProgress progress,
        IEnumerable<MapResult> results,
        Limits limits)
    {
        var run = new MapRun(row.Name, row.Execution, revision, order, progress, limits);
        foreach (var (index, items) in progress.Running)
        {
            run._pending.Restore(index, items, progress.Resume);
        }

        var ended = new HashSet<int>();
        foreach (var result in results)
        {
            run.FailIf(run._outcomes.Keep(result));
            ended.Add(result.Index);
        }

        if (progress.Redrive is not null)
        {
            run.BeginAgain(ended);
        }

        run.Judge();
        if (progress.HasEnded)
        {
            run.Stop();
        }

        return run;
    }

    /// <summary>A run that did not succeed, and goes on.</summary>
    /// <param name="revision">What its execution runs from here on.</param>
    /// <param name="stateId">The Map, in that.</param>
    /// <param name="attempt">Whoever waits for it now.</param>
    public static MapRun GoOn(KeptMapRun kept, CompiledRevision revision, int stateId, int attempt, Limits limits)
    {
        var redrive = new MapRedrive(stateId, attempt, kept.Progress.Pages, kept.Progress.Next);
        var progress = kept.Progress with
        {
            Status = ExecutionStatus.Running,
            Stopped = null,
            Failed = 0,
            FirstFailure = null,
            Running = [],
            Resume = FeedPosition.Start,
            Redrive = redrive,
        };
        var run = Restore(kept.Row, revision, kept.Order.With(redrive), progress, kept.Results, limits);
        if (progress.KnowsTotal && progress.Total > limits.MapRunItems)
        {
            run.Fail(TooManyItems($"{progress.Total} items", limits));
        }

        return run;
    }

    /// <summary>Whether a child had been begun before the newest redrive, so that it may be stored.</summary>
    public bool MayBeStored(int index) => index < Progress.Redrive?.Known;

    /// <param name="found">What it has, such as <c>10001 items</c>.</param>
    public static StepFailure TooManyItems(string found, Limits limits) => new(
        FailureCodes.MapRunLimitExceeded,
        $"The Map has {found}; at most {limits.MapRunItems} are allowed (setting {LimitNames.MapRunItems}). Set MaxItems "
        + "to leave the rest alone.");

    /// <summary>It cannot go on; the first reason counts.</summary>
    public void Fail(StepFailure problem) => Problem ??= problem;

    /// <summary>Children have been read.</summary>
    public void OnRead(FedChildren fed)
    {
        _pending.Add(fed);
        IsRead = fed.IsEnd;
        Progress = Progress with
        {
            Total = Math.Max(Progress.Total, fed.Next.Item),
            KnowsTotal = Progress.KnowsTotal || fed.IsEnd,
        };
        FailIf(fed.Problem);
        Judge();
    }

    /// <summary>The next child to start, if there is one and room for it. From here on it counts as running.</summary>
    public bool TryTake([NotNullWhen(true)] out MapChild? child)
    {
        child = null;
        if (Problem is not null
            || !Stage.StartsChildren()
            || !_pending.TryBegin(Progress.Next, Progress.Concurrency, out child))
        {
            return false;
        }

        if (child.Index >= Progress.Next)
        {
            Progress = Progress with { Next = child.Index + 1 };
        }

        return true;
    }

    /// <summary>So much more is stored of its children.</summary>
    /// <returns>Whether that is too much, and the run fails from now on.</returns>
    public bool NoteStored(long bytes)
    {
        _storedBytes += bytes;
        if (Problem is not null || Stage.HasEnded() || _quota.FindSurplus(BytesBefore + _storedBytes) is not { } surplus)
        {
            return false;
        }

        Fail(surplus);
        return true;
    }

    /// <summary>The child runs in memory only, under this number.</summary>
    public void RunsInMemory(int index, ExecutionId execution) => _pending.RunsInMemory(index, execution);

    /// <summary>A child has ended.</summary>
    /// <returns>False when it was not running, as far as the run knows.</returns>
    public bool TryEnd(MapResult result)
    {
        if (!_pending.TryRemove(result.Index, out var child))
        {
            return false;
        }

        if (Stage.HasEnded())
        {
            // Too late to be a result; it counts as aborted.
            CloseWhenEmpty();
            return true;
        }

        FailIf(_outcomes.Add(result));
        Progress = result.Failure is null
            ? Progress with { Succeeded = Progress.Succeeded + child.Items }
            : Progress with
            {
                Failed = Progress.Failed + child.Items,
                FirstFailure = Progress.FirstFailure ?? Shorten(
                    $"{result.ExecutionName} failed with {result.Failure.Code}: {result.Failure.Cause}"),
            };
        Judge();
        return true;
    }

    /// <summary>The child of this index is not there any more, and nothing is known of its end.</summary>
    public void Forget(int index)
    {
        if (_pending.TryRemove(index, out _))
        {
            CloseWhenEmpty();
        }
    }

    /// <summary>Changes what is asked of it; its stage says whether that may be.</summary>
    public void Update(MapTerms terms, DateTimeOffset now)
    {
        if (!Stage.TakesTerms())
        {
            throw new UnreachableException($"What is asked of a map run that is {Stage} cannot be changed.");
        }

        Progress = Progress.With(
            terms.Concurrency ?? Progress.Concurrency,
            terms.ToleratedCount ?? Progress.ToleratedCount,
            terms.ToleratedPercentage ?? Progress.ToleratedPercentage,
            now);
        Judge();
    }

    /// <summary>Every child has ended, and what came of the last ones is about to be stored.</summary>
    public void Settle() => Stage = Stage.To(MapRunStage.Settled);

    public void BeginWriting() => Stage = Stage.To(MapRunStage.Writing);

    /// <summary>It is over, whether or not children still run.</summary>
    public void End(ExecutionStatus status, DateTimeOffset now)
    {
        Stop();
        Progress = Progress with { Status = status, Stopped = now };
        _pending.ForgetRead();
    }

    /// <summary>Writes it as it stands, and the results that are new; those of a run that has succeeded are dropped.</summary>
    /// <remarks>
    /// The Map's output holds them by then. What a run that did not succeed has gathered stays, to be gone on with, and what
    /// any run was asked for stays to be replayed.
    /// </remarks>
    public void WriteTo(CommitBatch batch)
    {
        if (_isNew)
        {
            batch.MapPages.Add(new MapPage(Name, MapOrder.Page, Order.Encode()));
            _isNew = false;
        }

        if (_outcomes.TakeFresh() is { } page)
        {
            batch.MapPages.Add(new MapPage(Name, Progress.Pages, page));
            _storedBytes += page.Length;
            Progress = Progress with { Pages = Progress.Pages + 1 };
        }

        var isClosed = Stage == MapRunStage.Closed;
        batch.MapRuns.Add(new MapRunRow(Name, Parent, !isClosed, Snapshot.Encode()));
        if (isClosed && Progress.Status == ExecutionStatus.Succeeded)
        {
            batch.DroppedMapPages.Add(new MapPageRange(Name, MapOrder.Page + 1));
        }
    }

    /// <summary>Of the children that were begun before, those that neither have ended to count nor run are begun again.</summary>
    private void BeginAgain(HashSet<int> ended)
    {
        for (var index = 0; index < Progress.Next; index++)
        {
            if (!ended.Contains(index) && !Running.ContainsKey(index))
            {
                _pending.BeginAgain(index);
            }
        }
    }

    private void Stop() => Stage = Stage.To(Running.Count == 0 ? MapRunStage.Closed : MapRunStage.Stopping);

    private void CloseWhenEmpty()
    {
        if (Stage == MapRunStage.Stopping && Running.Count == 0)
        {
            Stage = Stage.To(MapRunStage.Closed);
        }
    }

    private void FailIf(StepFailure? problem)
    {
        if (problem is not null)
        {
            Fail(problem);
        }
    }

    private void Judge()
    {
        if (Progress.ExceedsTolerance)
        {
            Fail(new StepFailure(
                FailureCodes.ExceedToleratedFailureThreshold,
                $"{Progress.Failed} items failed, which is more than the Map tolerates. First, {Progress.FirstFailure}"));
        }
    }

    private static string Shorten(string text) => text.Length <= 1_000 ? text : text[..1_000] + "…";
}
