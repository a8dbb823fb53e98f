namespace Sluice.Sharing.Pots;

/// <summary>What one request, connection or call holds of a pot; all of it goes back at the end.</summary>
/// <remarks>Not shared among threads.</remarks>
public sealed class Holding(Pot pot, Share share) : IDisposable
{
    private Share _share = share;
    private long _held;

    /// <summary>In the pot's own unit.</summary>
    public long Held => _held;

    /// <summary>Takes so much more, unless the share would hold more than its bound.</summary>
    public bool TryGrow(long n)
    {
        if (!pot.TryTake(_share, n))
        {
            return false;
        }

        _held += n;
        return true;
    }

    /// <summary>Takes so much more whatever is left.</summary>
    public void Grow(long n)
    {
        pot.Take(_share, n);
        _held += n;
    }

    /// <summary>Gives back a part.</summary>
    /// <param name="n">No more than is held.</param>
    public void Shrink(long n)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(n, _held);
        pot.GiveBack(_share, n);
        _held -= n;
    }

    /// <summary>What a stranger held is somebody's from here on, now that it is known whose; never refused.</summary>
    public void MoveTo(Share known)
    {
        if (known != _share)
        {
            pot.Take(known, _held);
            pot.GiveBack(_share, _held);
            _share = known;
        }
    }

    public void Dispose() => Shrink(_held);
}
