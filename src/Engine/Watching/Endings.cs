using System.Collections.Concurrent;
using Sluice.Model;
using Sluice.Storage;

namespace Sluice.Engine.Watching;

/// <summary>Who waits for which execution to end. Watching loads nothing, and costs a small object.</summary>
internal sealed class Endings : IProgressListener
{
    private readonly ConcurrentDictionary<ExecutionId, Watch> _watches = new();

    /// <summary>How many executions are watched.</summary>
    public int Count => _watches.Count;

    /// <summary>The executions that are watched.</summary>
    public IEnumerable<ExecutionId> Watched => _watches.Keys;

    /// <summary>It may have ended elsewhere: whoever waits for it looks at the store.</summary>
    public void TellToLook(ExecutionId id)
    {
        if (_watches.TryRemove(id, out var watch))
        {
            watch.End(row: null);
        }
    }

    /// <summary>Watches an execution until the result is disposed. Watch first, read second: no end is missed.</summary>
    /// <param name="ended">Null when it may have ended without being told of: the store knows. Then join again.</param>
    public IDisposable Join(ExecutionId id, out Task<ExecutionRow?> ended)
    {
        while (true)
        {
            var watch = _watches.GetOrAdd(id, static (key, owner) => new Watch(owner, key), this);
            if (watch.TryJoin())
            {
                ended = watch.Ended;
                return watch;
            }

            // It was given up just now; the next one is ours.
            _watches.TryRemove(KeyValuePair.Create(id, watch));
        }
    }

    public void OnStored(in ExecutionProgress progress)
    {
        if (progress.Status.HasEnded() && _watches.TryRemove(progress.Execution, out var watch))
        {
            watch.End(progress.Row);
        }
    }

    public void OnTakenUp(int shard)
    {
        foreach (var (id, watch) in _watches)
        {
            if (id.Shard == shard && _watches.TryRemove(KeyValuePair.Create(id, watch)))
            {
                watch.End(row: null);
            }
        }
    }

    private void Forget(Watch watch) => _watches.TryRemove(KeyValuePair.Create(watch.Id, watch));

    private sealed class Watch(Endings owner, ExecutionId id) : IDisposable
    {
        private const int GivenUp = -1;

        private readonly TaskCompletionSource<ExecutionRow?> _source =
            new(TaskCreationOptions.RunContinuationsAsynchronously);

        private int _watchers;

        public ExecutionId Id => id;

        public Task<ExecutionRow?> Ended => _source.Task;

        public bool TryJoin()
        {
            lock (_source)
            {
                if (_watchers == GivenUp)
                {
                    return false;
                }

                _watchers++;
                return true;
            }
        }

        public void End(ExecutionRow? row) => _source.TrySetResult(row);

        public void Dispose()
        {
            lock (_source)
            {
                if (--_watchers > 0)
                {
                    return;
                }

                _watchers = GivenUp;
            }

            owner.Forget(this);
        }
    }
}
