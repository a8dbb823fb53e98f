using System.Collections.Immutable;
using Sluice.Model;

namespace Sluice.Engine.Watching;

/// <summary>The one place where the outside learns what a commit has brought, once it is durable.</summary>
/// <remarks>
/// It says how far an execution has come and not what happened: that is in the store. So nobody who is slow holds up the
/// committer or needs memory; see <see cref="ExecutionWatch"/>. What a commit has brought whose outcome was unknown is not
/// told; but once its shard is taken up again, all who watch executions of it are told to look.
/// </remarks>
/// <param name="listeners">They learn of every execution.</param>
internal sealed class ExecutionFeed(params IReadOnlyList<IProgressListener> listeners)
{
    private readonly Lock _lock = new();
    private ImmutableDictionary<ExecutionId, ImmutableHashSet<ExecutionWatch>> _watches =
        ImmutableDictionary<ExecutionId, ImmutableHashSet<ExecutionWatch>>.Empty;

    /// <summary>How many executions are watched.</summary>
    public int Count => Volatile.Read(ref _watches).Count;

    /// <summary>The executions that are watched.</summary>
    public IEnumerable<ExecutionId> Watched => Volatile.Read(ref _watches).Keys;

    /// <summary>More of an execution may be stored than was told of: whoever watches it looks at the store.</summary>
    public void TellToLook(ExecutionId id)
    {
        if (Volatile.Read(ref _watches).TryGetValue(id, out var watches))
        {
            foreach (var watch in watches)
            {
                watch.Tell(progress: null);
            }
        }
    }

    /// <summary>Something of an execution is stored.</summary>
    public void Publish(in ExecutionProgress progress)
    {
        foreach (var listener in listeners)
        {
            listener.OnStored(progress);
        }

        if (Volatile.Read(ref _watches).TryGetValue(progress.Execution, out var watches))
        {
            foreach (var watch in watches)
            {
                watch.Tell(progress);
            }
        }
    }

    /// <summary>A shard is taken up again: whatever was under way before is stored now, or never will be.</summary>
    public void TakeUp(int shard)
    {
        foreach (var listener in listeners)
        {
            listener.OnTakenUp(shard);
        }

        foreach (var (execution, watches) in Volatile.Read(ref _watches))
        {
            if (execution.Shard == shard)
            {
                foreach (var watch in watches)
                {
                    watch.Tell(progress: null);
                }
            }
        }
    }

    /// <summary>Watches an execution until the watch is disposed. Watch first, read the store second: nothing is missed.</summary>
    public ExecutionWatch Watch(ExecutionId id)
    {
        var watch = new ExecutionWatch(this, id);
        lock (_lock)
        {
            // A set, which shares what it has in common with the one before: thousands may watch the same execution.
            _watches = _watches.SetItem(id, _watches.GetValueOrDefault(id, []).Add(watch));
        }

        return watch;
    }

    internal void Forget(ExecutionWatch watch)
    {
        lock (_lock)
        {
            var others = _watches.GetValueOrDefault(watch.Execution, []).Remove(watch);
            _watches = others.IsEmpty ? _watches.Remove(watch.Execution) : _watches.SetItem(watch.Execution, others);
        }
    }
}
