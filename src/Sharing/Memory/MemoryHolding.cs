using Sluice.Sharing.Pots;

namespace Sluice.Sharing.Memory;

/// <summary>The memory that one request or connection holds: a stranger's, until it is known whose it is.</summary>
/// <remarks>Not shared among threads. All goes back at the end.</remarks>
/// <param name="peer">The stranger's share of <see cref="SharedMemory.Strangers"/>.</param>
public sealed class MemoryHolding(SharedMemory memory, Share peer) : IDisposable
{
    private Share? _account;
    private long _held;

    /// <summary>Bytes.</summary>
    public long Held => _held;

    /// <summary>Whose share it is at present.</summary>
    public Share Holder => _account ?? peer;

    /// <summary>The pot that bounds it at present.</summary>
    public Pot Pot => _account is null ? memory.Strangers : memory.Pot;

    /// <summary>Takes so much more, unless the share would hold more than its bound.</summary>
    public bool TryGrow(long n)
    {
        var isTaken = _account is { } account ? memory.Pot.TryTake(account, n) : memory.TryTakeForStranger(peer, n);
        _held += isTaken ? n : 0;
        return isTaken;
    }

    /// <summary>Takes so much more whatever is left.</summary>
    public void Grow(long n)
    {
        if (_account is { } account)
        {
            memory.Pot.Take(account, n);
        }
        else
        {
            memory.TakeForStranger(peer, n);
        }

        _held += n;
    }

    /// <summary>Gives back a part.</summary>
    /// <param name="n">No more than is held.</param>
    public void Shrink(long n)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(n, _held);
        if (_account is { } account)
        {
            memory.Pot.GiveBack(account, n);
        }
        else
        {
            memory.GiveBackForStranger(peer, n);
        }

        _held -= n;
    }

    /// <summary>It is an account's from here on; never refused.</summary>
    /// <param name="account">One of <see cref="SharedMemory.Accounts"/>.</param>
    public void MoveTo(Share account)
    {
        if (_account == account)
        {
            return;
        }

        var held = _held;
        Shrink(held);
        _account = account;
        Grow(held);
    }

    public void Dispose() => Shrink(_held);
}
