using Sluice.Sharing.Pots;

namespace Sluice.Sharing.Memory;

/// <summary>The memory of the process: who holds what of it, and how short it is.</summary>
/// <remarks>
/// Strangers have a pot of their own inside the one of all, where each peer has a share. Samples come from one thread at
/// a time; everything else is for callers on any thread.
/// </remarks>
public sealed class SharedMemory(MemoryBudget budget)
{
    /// <summary>One account alone gets four fifths; beside a greedy one a quiet one has 16 % at once.</summary>
    private const double AccountAlpha = 4;

    /// <summary>What is counted weighs at most so many times as much; more than that is a fault of another kind.</summary>
    private const double MostCorrection = 4;

    /// <summary>A correction says nothing as long as next to nothing is counted.</summary>
    private const long LeastCounted = 8L << 20;

    /// <summary>From this part of the budget on, what can be read or made again goes.</summary>
    private const double LowPart = 0.6;

    /// <summary>So long is memory critical after it has run out.</summary>
    private static readonly TimeSpan Aftermath = TimeSpan.FromSeconds(5);

    /// <summary>So long nobody needs to ask for a full collection.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>With less of the budget than that hardly anything is counted, and there is time to tidy up.</summary>
    private const double QuietPart = 0.1;

    /// <summary>So long it must have been quiet.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);

    private readonly Share _strangers = new("strangers", 1);
    private int _level;
    private volatile bool _hasRunOut;
    private TimeSpan _criticalUntil = TimeSpan.MinValue;
    private TimeSpan _collected;
    private long _collections;

    /// <summary>Memory was short since it was last given back.</summary>
    private bool _wasShort;

    private TimeSpan _lastBusy;

    public MemoryBudget Budget => budget;

    /// <summary>Of everybody together.</summary>
    public Pot Pot { get; } = new("memory", budget.Bytes);

    /// <summary>Of strangers; what they hold counts in <see cref="Pot"/> too.</summary>
    public Pot Strangers { get; } = new("memory of callers who have proved nothing", budget.StrangerBytes);

    /// <summary>By account.</summary>
    public Shares Accounts { get; } = new(AccountAlpha);

    public MemoryLevel Level => (MemoryLevel)Volatile.Read(ref _level);

    /// <summary>What is counted, as a part of the budget. It does not wait for a sample.</summary>
    public double Filled => Pot.Used * Pot.Correction / budget.Bytes;

    /// <summary>Whoever has something that can be read or made again gives it up now.</summary>
    public bool IsLow => Level != MemoryLevel.Ample || Filled >= LowPart;

    /// <summary>Told after each sample at which memory is not ample, and once when it is again: whoever can give something
    /// up does it then. On the thread of the sample, so at once and without waiting.</summary>
    public event Action<MemoryLevel>? Pressed;

    /// <summary>Memory has run out all the same: until a while has passed it counts as critical.</summary>
    public void NoteRunOut()
    {
        _hasRunOut = true;
        Volatile.Write(ref _level, (int)MemoryLevel.Critical);
    }

    /// <summary>Looks at how things stand.</summary>
    /// <param name="now">Since some fixed moment.</param>
    public WantedCollection Note(MemorySample sample, TimeSpan now)
    {
        if (sample.FullCollections != _collections)
        {
            (_collections, _collected) = (sample.FullCollections, now);
            Correct(sample.Live);
        }

        if (_hasRunOut)
        {
            _hasRunOut = false;
            _criticalUntil = now + Aftermath;
        }

        var level = now < _criticalUntil ? MemoryLevel.Critical : LevelAt(sample.Committed);
        var before = (MemoryLevel)Interlocked.Exchange(ref _level, (int)level);
        if (level != MemoryLevel.Ample || before != MemoryLevel.Ample)
        {
            Pressed?.Invoke(level);
        }

        return Want(sample.Committed, level, now);
    }

    private WantedCollection Want(long committed, MemoryLevel level, TimeSpan now)
    {
        _wasShort |= level != MemoryLevel.Ample;
        _lastBusy = Filled >= QuietPart ? now : _lastBusy;
        if (_wasShort && now - _lastBusy >= Quiet)
        {
            _wasShort = false;
            _collected = now;
            return WantedCollection.Compacting;
        }

        if (committed <= 0.8 * budget.Available || now - _collected < Patience)
        {
            return WantedCollection.None;
        }

        _collected = now;
        return WantedCollection.Background;
    }

    internal bool TryTakeForStranger(Share peer, long n)
    {
        if (Level >= MemoryLevel.Short || !Strangers.TryTake(peer, n))
        {
            return false;
        }

        Pot.Take(_strangers, n);
        return true;
    }

    internal void TakeForStranger(Share peer, long n)
    {
        Strangers.Take(peer, n);
        Pot.Take(_strangers, n);
    }

    internal void GiveBackForStranger(Share peer, long n)
    {
        Pot.GiveBack(_strangers, n);
        Strangers.GiveBack(peer, n);
    }

    private void Correct(long live)
    {
        var used = Pot.Used;
        Pot.Correction = used < LeastCounted
            ? 1
            : Math.Clamp((double)(live - MemoryBudget.Idle) / used, 1, MostCorrection);
    }

    private MemoryLevel LevelAt(long committed)
    {
        var counted = Filled;
        var real = (double)committed / budget.Available;
        return counted >= 0.95 || real >= 0.92 ? MemoryLevel.Critical
            : counted >= 0.85 || real >= 0.85 ? MemoryLevel.Short
            : counted >= LowPart || real >= 0.75 ? MemoryLevel.Low
            : MemoryLevel.Ample;
    }
}
