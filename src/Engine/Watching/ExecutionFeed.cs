using System.Collections.Immutable;
using Sluice.Model;

namespace Sluice.Engine.Watching;

/// <summary>The one place where the outside learns what a commit has brought, once it is durable.</summary>
/// <remarks>
/// It says how far an execution has come and not what happened: that is in the store. So nobody who is slow holds up the
/// committer or needs memory; see <see cref="ExecutionWatch"/>. Of a commit whose outcome was unknown it says nothing: whoever
/// goes by the numbers finds those events with the next ones.
/// </remarks>
/// <param name="listeners">They learn of every execution.</param>
internal sealed class ExecutionFeed(params IReadOnlyList<IProgressListener> listeners)
{
    private readonly Lock _lock = new();
    private ImmutableDictionary<ExecutionId, ImmutableArray<ExecutionWatch>> _watches =
        ImmutableDictionary<ExecutionId, ImmutableArray<ExecutionWatch>>.Empty;

    /// <summary>How many executions are watched.</summary>
    public int Count => Volatile.Read(ref _watches).Count;

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

    /// <summary>Watches an execution until the watch is disposed. Watch first, read the store second: nothing is missed.</summary>
    public ExecutionWatch Watch(ExecutionId id)
    {
        var watch = new ExecutionWatch(this, id);
        lock (_lock)
        {
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
