using Sluice.Model.Names;
using Sluice.Targets;

namespace Sluice.Engine.Tasks;

/// <summary>A call that is out, or waits for a place: whose it is and where it goes, and no more while it waits.</summary>
/// <param name="letIn">Called once when it has waited and has a place now; on any thread, be quick.</param>
internal sealed class OutCall(AccountId account, CallPlace place, Action letIn)
{
    private readonly Lock _lock = new();
    private CancellationTokenSource? _cancellation;
    private bool _isBegun;
    private bool _isCalledOff;

    public AccountId Account => account;

    public CallPlace Place => place;

    public Action LetIn => letIn;

    /// <summary>Where it waits; null when it does not. Belongs to <see cref="CallPlaces"/>.</summary>
    public LinkedListNode<OutCall>? Waits { get; set; }

    /// <summary>It holds a place. Belongs to <see cref="CallPlaces"/>.</summary>
    public bool HasPlace { get; set; }

    public bool IsCalledOff
    {
        get
        {
            lock (_lock)
            {
                return _isCalledOff;
            }
        }
    }

    /// <summary>The call is made now, once.</summary>
    /// <param name="stopping">Calls it off with all others.</param>
    /// <returns>What calls it off; null when it is not to be made any more, or is made already.</returns>
    public CancellationTokenSource? Begin(CancellationToken stopping)
    {
        lock (_lock)
        {
            if (_isBegun || _isCalledOff)
            {
                return null;
            }

            _isBegun = true;
            return _cancellation = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        }
    }

    /// <returns>Whether it had begun: then whoever makes it gives its place back.</returns>
    public bool CallOff()
    {
        CancellationTokenSource? cancellation;
        lock (_lock)
        {
            _isCalledOff = true;
            cancellation = _cancellation;
        }

        try
        {
            cancellation?.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It answered in this very moment, and its answer has been dropped.
        }

        return cancellation is not null;
    }
}
