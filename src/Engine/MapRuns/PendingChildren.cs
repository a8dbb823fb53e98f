using System.Diagnostics.CodeAnalysis;
using Sluice.Model;

namespace Sluice.Engine.MapRuns;

/// <summary>A map run's children that have not ended: those that have been read, and those that run.</summary>
/// <param name="next">What has not been read yet.</param>
/// <param name="areExpress">Whether they are in memory only, so that one that runs may have to be read again.</param>
internal sealed class PendingChildren(FeedPosition next, bool areExpress)
{
    private readonly SortedDictionary<int, RunningChild> _running = [];
    private readonly Queue<MapChild> _read = new();

    /// <summary>Children that were begun before, did not succeed, and are to be begun again.</summary>
    private readonly HashSet<int> _again = [];

    private FeedPosition _next = next;

    /// <summary>Children in progress, and those that a restart has lost, by index.</summary>
    public IReadOnlyDictionary<int, RunningChild> Running => _running;

    /// <summary>How many have been read and not begun.</summary>
    public int Read => _read.Count;

    /// <summary>Of the inputs of those.</summary>
    public long ReadBytes { get; private set; }

    /// <summary>Where to read on after a restart.</summary>
    /// <remarks>Standard children are stored, so only those that were never started are read again.</remarks>
    public FeedPosition Resume =>
        areExpress && _running.Count > 0 ? _running.Values.First().At
        : _read.TryPeek(out var first) ? first.At
        : _next;

    /// <summary>A child ran when the run was stored last.</summary>
    public void Restore(int index, int items, FeedPosition at) =>
        _running.Add(index, new RunningChild(items, at, Express: null) { IsLost = areExpress });

    /// <summary>A child has been begun before, and is to be begun again.</summary>
    public void BeginAgain(int index) => _again.Add(index);

    public void Add(FedChildren fed)
    {
        foreach (var child in fed.Children)
        {
            _read.Enqueue(child);
        }

        ReadBytes += fed.Bytes;
        _next = fed.Next;
    }

    /// <summary>The next child to start, if there is one and room for it. From here on it counts as running.</summary>
    /// <param name="firstNew">Index of the first child that was never started.</param>
    public bool TryBegin(int firstNew, int concurrency, [NotNullWhen(true)] out MapChild? child)
    {
        while (_read.TryPeek(out child) && (!NeedsRoom(child.Index, firstNew) || _running.Count < concurrency))
        {
            ReadBytes -= _read.Dequeue().Bytes;

            // After a restart: it has ended, or is stored and goes on by itself, or was lost.
            if (NeedsRoom(child.Index, firstNew) || (_running.TryGetValue(child.Index, out var known) && known.IsLost))
            {
                _again.Remove(child.Index);
                _running[child.Index] = new RunningChild(child.Items, child.At, Express: null);
                return true;
            }
        }

        child = null;
        return false;
    }

    /// <summary>Whether the child does not count among those that run, and is to be begun.</summary>
    private bool NeedsRoom(int index, int firstNew) => index >= firstNew || _again.Contains(index);

    /// <summary>The child runs in memory only, under this number.</summary>
    public void RunsInMemory(int index, ExecutionId execution) =>
        _running[index] = _running[index] with { Express = execution };

    /// <summary>The child does not run any more.</summary>
    public bool TryRemove(int index, [NotNullWhen(true)] out RunningChild? child) => _running.Remove(index, out child);

    /// <summary>None that has been read will begin.</summary>
    public void ForgetRead()
    {
        _read.Clear();
        ReadBytes = 0;
    }
}
