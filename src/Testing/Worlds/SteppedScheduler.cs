using Sluice.Engine.Scheduling;
using Sluice.Sharing.Lanes;

namespace Sluice.Testing.Worlds;

/// <summary>Keeps an engine's work items until its owner runs them, one at a time, on the owner's own thread.</summary>
/// <param name="choose">
/// Which of so many waiting items comes next, 0 being the oldest; null for first come, first served.
/// </param>
public sealed class SteppedScheduler(Func<int, int>? choose = null) : IWorkScheduler
{
    private readonly List<IThreadPoolWorkItem> _items = [];

    /// <summary>Whether nothing waits.</summary>
    public bool IsIdle => _items.Count == 0;

    /// <inheritdoc/>
    public void Schedule(IThreadPoolWorkItem item) => _items.Add(item);

    /// <inheritdoc/>
    /// <remarks>What computes for long does so on the owner's thread too, a piece at each turn.</remarks>
    public IComputing OpenComputing(int threads, long quantum, Action<Exception> onFailure) => new Computing(this, quantum);

    /// <summary>Runs the next item, to its end. There must be one.</summary>
    public void RunOne()
    {
        var place = choose?.Invoke(_items.Count) ?? 0;
        var item = _items[place];
        _items.RemoveAt(place);
        item.Execute();
    }

    /// <summary>Drops what has not run, as the death of whoever wanted it does.</summary>
    public void Forget() => _items.Clear();

    private sealed class Computing(SteppedScheduler scheduler, long quantum) : IComputing, IThreadPoolWorkItem
    {
        private readonly Ring<IWork> _ring = new(quantum);

        /// <summary>Turns that found nothing but lanes held back.</summary>
        private int _unmet;

        public void Post(Lane<IWork> lane, IWork item)
        {
            _ring.Post(lane, item);
            scheduler.Schedule(this);
        }

        public void PostFirst(Lane<IWork> lane, IWork item)
        {
            _ring.PostFirst(lane, item);
            scheduler.Schedule(this);
        }

        public void Hold(Lane<IWork> lane) => _ring.Hold(lane);

        public void LetGoOn(Lane<IWork> lane)
        {
            _ring.LetGoOn(lane);
            for (; _unmet > 0; _unmet--)
            {
                scheduler.Schedule(this);
            }
        }

        public void Execute()
        {
            if (_ring.Next() is { } piece)
            {
                _ring.Pay(piece, piece.Item.Run());
            }
            else
            {
                _unmet++;
            }
        }

        public void Dispose()
        {
            // What waits is forgotten with the scheduler's items.
        }
    }
}
