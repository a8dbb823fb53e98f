using System.Diagnostics.CodeAnalysis;
using Sluice.Definitions.States;
using Sluice.Engine.Flows;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Storage;

namespace Sluice.Engine.MapRuns;

/// <summary>A map run in its shard's memory: which children are next, which are out, and what has come of the others.</summary>
/// <remarks>
/// Belongs to the shard's loop. Decides and does nothing: the shard starts and stops the children, and writes the run
/// with whatever else its turn has decided.
/// </remarks>
internal sealed class MapRun
{
    /// <summary>Children that are read ahead.</summary>
    public const int ReadAhead = 200;

    private readonly SortedDictionary<int, RunningChild> _running = [];
    private readonly Queue<MapChild> _read = new();
    private readonly List<MapResult> _fresh = [];

    /// <summary>By index; null where a ResultWriter takes them.</summary>
    private readonly SortedDictionary<int, JsonPayload>? _results;

    private readonly int _mostResultBytes;
    private bool _isNew;
    private long _resultBytes;
    private FeedPosition _next;

    private MapRun(
        string name, ExecutionId parent, CompiledRevision revision, MapOrder order, MapProgress progress, Limits limits)
    {
        (Name, Parent, Revision, Order, Progress) = (name, parent, revision, order, progress);
        Map = (DistributedMapState)revision.Flow.States[order.StateId];
        _results = order.Plan.Writer is null ? [] : null;
        _mostResultBytes = limits.StateDataBytes;
        _next = progress.Resume;
    }

    public string Name { get; }

    public ExecutionId Parent { get; }

    /// <summary>Of the execution that the run belongs to, and of its children.</summary>
    public CompiledRevision Revision { get; }

    public MapOrder Order { get; }

    public DistributedMapState Map { get; }

    public MapProgress Progress { get; private set; }

    /// <summary>Reads its items; null until it is needed, and when it is over.</summary>
    public MapFeed? Feed { get; set; }

    public bool IsReading { get; set; }

    /// <summary>A message that drives it on is under way.</summary>
    public bool IsDriven { get; set; }

    /// <summary>Every child has ended, and what came of them is stored or about to be.</summary>
    public bool IsSettled { get; set; }

    /// <summary>Its results are being written to where the ResultWriter says.</summary>
    public bool IsWriting { get; set; }

    /// <summary>All items have been read.</summary>
    public bool IsRead { get; private set; }

    /// <summary>Why it must fail; null while there is no reason.</summary>
    public StepFailure? Problem { get; private set; }

    /// <summary>Children in progress, and those that a restart has lost, by index.</summary>
    public IReadOnlyDictionary<int, RunningChild> Running => _running;

    /// <summary>All that is stored with each step: the progress, and which children are out.</summary>
    public MapProgress Snapshot => Progress with
    {
        Running = [.. _running.Select(child => (child.Key, child.Value.Items))],
        Resume = ResumeAt,
    };

    /// <summary>Nothing is left to be done for it: it can be forgotten.</summary>
    public bool IsClosed => Progress.HasEnded && _running.Count == 0;

    /// <summary>Every child has ended.</summary>
    public bool IsDone => IsRead && _read.Count == 0 && _running.Count == 0;

    public bool NeedsReading => !IsRead && !IsReading && _read.Count < ReadAhead;

    /// <summary>The Map's raw output, once the run is done; null where a ResultWriter gives it.</summary>
    public JsonPayload? Output => _results is null ? null : Revision.Flow.Data.Join(Map, [.. _results.Values]);

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
    /// <param name="results">What has come of its children; empty where a ResultWriter takes them.</param>
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
            run._running.Add(index, new RunningChild(items, progress.Resume, Express: null)
            {
                IsLost = run.Map.Mode == ExecutionMode.Express,
            });
        }

        foreach (var result in results)
        {
            run.Keep(result);
        }

        run.Judge();
        return run;
    }

    /// <param name="found">What it has, such as <c>10001 items</c>.</param>
    public static StepFailure TooManyItems(string found, Limits limits) => new(
        FailureCodes.MapRunLimitExceeded,
        $"The Map has {found}; at most {limits.MapRunItems} are allowed (setting {LimitNames.MapRunItems}). Set MaxItems "
        + "to leave the rest alone.");

    /// <summary>It cannot go on; the first reason counts.</summary>
    public void Fail(StepFailure problem) => Problem ??= problem;

    /// <summary>Takes up what has been read.</summary>
    public void Take(FedChildren fed)
    {
        foreach (var child in fed.Children)
        {
            _read.Enqueue(child);
        }

        (_next, IsRead) = (fed.Next, fed.IsEnd);
        Progress = Progress with
        {
            Total = Math.Max(Progress.Total, fed.Next.Item),
            KnowsTotal = Progress.KnowsTotal || fed.IsEnd,
        };
        if (fed.Problem is { } problem)
        {
            Fail(problem);
        }

        Judge();
    }

    /// <summary>The next child to start, if there is one and room for it. From here on it counts as running.</summary>
    public bool TryTake([NotNullWhen(true)] out MapChild? child)
    {
        while (Problem is null && !Progress.HasEnded && _read.TryPeek(out child))
        {
            if (child.Index < Progress.Next)
            {
                // After a restart: it has ended, or is stored and goes on by itself, or was lost.
                _read.Dequeue();
                if (_running.TryGetValue(child.Index, out var lost) && lost.IsLost)
                {
                    _running[child.Index] = new RunningChild(child.Items, child.At, Express: null);
                    return true;
                }
            }
            else if (_running.Count < Progress.Concurrency)
            {
                _read.Dequeue();
                _running.Add(child.Index, new RunningChild(child.Items, child.At, Express: null));
                Progress = Progress with { Next = child.Index + 1 };
                return true;
            }
            else
            {
                break;
            }
        }

        child = null;
        return false;
    }

    /// <summary>The child runs in memory only, under this number.</summary>
    public void RunsInMemory(int index, ExecutionId execution) =>
        _running[index] = _running[index] with { Express = execution };

    /// <summary>A child has ended.</summary>
    /// <returns>False when it was not running, as far as the run knows.</returns>
    public bool TryEnd(MapResult result)
    {
        if (!_running.Remove(result.Index, out var child))
        {
            return false;
        }

        if (Progress.HasEnded)
        {
            // Too late to be a result; it counts as aborted.
            return true;
        }

        _fresh.Add(_results is null ? result : result with { ExecutionName = "", Input = null });
        Keep(result);
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
    public void Forget(int index) => _running.Remove(index);

    /// <summary>Changes what is asked of it; null leaves a member as it is.</summary>
    public void Update(int? concurrency, long? toleratedCount, double? toleratedPercentage, DateTimeOffset now)
    {
        Progress = Progress.With(
            concurrency ?? Progress.Concurrency,
            toleratedCount ?? Progress.ToleratedCount,
            toleratedPercentage ?? Progress.ToleratedPercentage,
            now);
        Judge();
    }

    public void End(ExecutionStatus status, DateTimeOffset now)
    {
        Progress = Progress with { Status = status, Stopped = now };
        _read.Clear();
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

        if (_fresh.Count > 0)
        {
            batch.MapPages.Add(new MapPage(Name, Progress.Pages, MapResult.Encode(_fresh)));
            Progress = Progress with { Pages = Progress.Pages + 1 };
            _fresh.Clear();
        }

        batch.MapRuns.Add(new MapRunRow(Name, Parent, !IsClosed, Snapshot.Encode()));
        if (IsClosed && Progress.Status == ExecutionStatus.Succeeded)
        {
            batch.DroppedMapPages.Add(new MapPageRange(Name, MapOrder.Page + 1));
        }
    }

    /// <remarks>Standard children are stored, so only those that were never started are read again.</remarks>
    private FeedPosition ResumeAt =>
        Map.Mode == ExecutionMode.Express && _running.Count > 0 ? _running.Values.First().At
        : _read.TryPeek(out var next) ? next.At
        : _next;

    private void Keep(MapResult result)
    {
        if (_results is null)
        {
            return;
        }

        var payload = result.InOutput;
        _results[result.Index] = payload;
        _resultBytes += payload.ByteCount + 1;
        if (_resultBytes > _mostResultBytes)
        {
            Fail(StepFailure.DataLimitExceeded(
                "The Map's results (use a ResultWriter for more)",
                _resultBytes,
                _mostResultBytes,
                LimitNames.StateDataBytes));
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
