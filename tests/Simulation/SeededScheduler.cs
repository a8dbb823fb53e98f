using Sluice.Engine.Scheduling;
using Sluice.Sharing.Lanes;

namespace Sluice.Simulation;

/// <summary>Runs the engine's work items on the simulation's own thread, in an order that a seed decides.</summary>
public sealed class SeededScheduler(Random random) : IWorkScheduler
{
    private readonly List<IThreadPoolWorkItem> _items = [];

    public bool IsIdle => _items.Count == 0;

    public void Schedule(IThreadPoolWorkItem item) => _items.Add(item);

    public IComputing OpenComputing(int threads, long quantum, Action<Exception> onFailure) => new Computing(this, quantum);

    /// <summary>Runs one item, whichever comes up.</summary>
    public void RunOne()
    {
        var place = random.Next(_items.Count);
        var item = _items[place];
        _items.RemoveAt(place);
        item.Execute();
    }

    /// <summary>Drops what has not run, as a crash does.</summary>
    public void Forget() => _items.Clear();

    /// <summary>Computes on the simulation's thread too, lane by lane.</summary>
    private sealed class Computing(SeededScheduler scheduler, long quantum) : IComputing, IThreadPoolWorkItem
    {
        private readonly Ring _ring = new(quantum);

        public void Post(Lane lane, IWork item)
        {
            _ring.Post(lane, item);
            scheduler.Schedule(this);
        }

        public void Execute()
        {
            if (_ring.Next() is { } piece)
            {
                _ring.Pay(piece, piece.Item.Run());
            }
        }

        public void Dispose()
        {
            // What waits is forgotten with the scheduler's items.
        }
    }
}

/// <summary>Seeds from a seed.</summary>
public sealed class SeededEntropySource(Random random) : IEntropy
{
    public UInt128 NextSeed() => new((ulong)random.NextInt64(), (ulong)random.NextInt64());
}
