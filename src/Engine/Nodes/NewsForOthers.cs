using Sluice.Engine.Watching;
using Sluice.Model;

namespace Sluice.Engine.Nodes;

/// <summary>Gathers what this engine's commits have brought, and tells the other nodes every few milliseconds.</summary>
/// <remarks>All of it, whether or not anybody there watches: nobody has to register, and a hundred thousand are some megabytes.</remarks>
internal sealed class NewsForOthers : IProgressListener, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Beyond it the others are told that there was too much.</summary>
    private const int Most = 50_000;

    private readonly INodes _nodes;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private Dictionary<ExecutionId, bool> _progressed = [];
    private HashSet<int> _takenUp = [];
    private bool _isAll;
    private bool _isTimed;

    public NewsForOthers(INodes nodes, TimeProvider time)
    {
        _nodes = nodes;
        _timer = time.CreateTimer(_ => Tell(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void OnStored(in ExecutionProgress progress)
    {
        lock (_lock)
        {
            if (_progressed.Count >= Most)
            {
                _isAll = true;
                _progressed.Clear();
            }

            if (!_isAll)
            {
                _progressed[progress.Execution] = progress.Status.HasEnded();
            }

            SetTimer_NeedsLock();
        }
    }

    public void OnTakenUp(int shard)
    {
        lock (_lock)
        {
            _takenUp.Add(shard);
            SetTimer_NeedsLock();
        }
    }

    public void Dispose() => _timer.Dispose();

    private void SetTimer_NeedsLock()
    {
        if (!_isTimed)
        {
            _isTimed = true;
            _timer.Change(Pause, Timeout.InfiniteTimeSpan);
        }
    }

    private void Tell()
    {
        NodeNews news;
        lock (_lock)
        {
            news = new([.. _progressed.Select(item => (item.Key, item.Value))], [.. _takenUp], _isAll);
            (_progressed, _takenUp, _isAll, _isTimed) = ([], [], false, false);
        }

        _nodes.TellOthers(news.Encode());
    }
}
