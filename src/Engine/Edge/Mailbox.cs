using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Sluice.Engine.Commits;
using Sluice.Engine.Scheduling;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Sharing.Lanes;
using Sluice.Sharing.Pots;

namespace Sluice.Engine.Edge;

/// <summary>
/// What waits for one shard, and what wakes its loop. It is there before the shard, which takes it up when it begins.
/// </summary>
/// <remarks>
/// Messages of one account come in order; accounts take turns by the work that theirs have been. What is said of the shard
/// itself (<see cref="Message.IsOfShard"/>) comes after all that was posted before it and before all that is posted after.
/// Callers on any thread; one loop takes.
/// </remarks>
/// <param name="capacity">Messages of one account beyond which its new work is refused while it is alone.</param>
internal sealed class Mailbox(int capacity, IWorkScheduler scheduler, TimeProvider time, Backlog backlog, EngineMemory memory)
{
    /// <summary>Work that messages of one account are in a row while others wait.</summary>
    private const long Quantum = 64 * 1024;

    /// <summary>What a message takes even when it comes to nothing.</summary>
    private const long LeastWork = 512;

    private readonly Pot _places = Pot.ForOneAlone("mailbox", capacity, MailboxSlot.Alpha);
    private readonly ConcurrentQueue<PostedMessage> _inbox = new();
    private readonly ConcurrentDictionary<AccountId, MailboxSlot> _slots = new();
    private readonly MailboxSlot _house = new("house");
    private readonly Ring<PostedMessage> _ring = new(Quantum);
    private readonly Pace _pace = new();

    /// <summary>Accounts that have no turn here until they are free, and those that are.</summary>
    private readonly HashSet<AccountId> _held = [];
    private readonly ConcurrentQueue<AccountId> _free = new();

    private IThreadPoolWorkItem? _loop;
    private long _taken;

    /// <summary>What is to be paid for; null when nothing was taken.</summary>
    private Piece<PostedMessage>? _inHand;

    /// <summary>What is said of the shard itself, and waits for all that came before.</summary>
    private PostedMessage? _ofShard;

    /// <summary>All that is left is held back.</summary>
    private bool _isBlocked;

    /// <summary>1 while a turn of the loop is scheduled or runs, and as long as there is no loop.</summary>
    private int _isAwake = 1;

    /// <summary>Gives the shard something to do. Never refuses.</summary>
    public void Post(Message message)
    {
        var slot = SlotOf(message.Account);
        _places.Take(slot.Share, 1);
        Enqueue(slot, message);
    }

    /// <summary>Gives the shard new work, unless too much of the account waits already.</summary>
    public bool TryPost(Message message)
    {
        var slot = SlotOf(message.Account);
        if (!_places.TryTake(slot.Share, 1))
        {
            return false;
        }

        Enqueue(slot, message);
        return true;
    }

    /// <summary>Why new work of the account is refused.</summary>
    public ApiException Refuse(AccountId? account)
    {
        var share = SlotOf(account).Share;
        var (held, most) = (share.Held, _places.BoundOf(share));
        return ApiException.ResourceThrottled(
            Surplus.Waiting(held, most),
            _pace.WaitFor(held - most + 1, Volatile.Read(ref _taken), time.GetElapsedTime(0)));
    }

    /// <summary>How many messages wait.</summary>
    public long Count => _places.Used;

    /// <summary>How many messages of the account wait.</summary>
    public long CountOf(AccountId account) => SlotOf(account).Share.Held;

    /// <summary>Asks for a turn of the loop, unless there will be one anyway.</summary>
    public void Wake()
    {
        if (Interlocked.Exchange(ref _isAwake, 1) == 0 && _loop is { } loop)
        {
            scheduler.Schedule(loop);
        }
    }

    /// <summary>From now on this loop has a turn whenever something has come.</summary>
    public void Begin(IThreadPoolWorkItem loop)
    {
        _loop = loop;
        Rest(isDue: false);
    }

    /// <summary>The next message, for the loop; what it was is to be paid before another one is taken.</summary>
    public bool TryTake([NotNullWhen(true)] out Message? message)
    {
        Pay(0);
        Sort();
        LetGoOnOrHold();
        _inHand = _ring.Next() ?? NextOfHeld();
        _isBlocked = _inHand is null && _ring.Count > 0;
        var next = _inHand?.Item;
        if (next is null)
        {
            (next, _ofShard) = (_ofShard, null);
        }

        if (next is not { } taken)
        {
            message = null;
            return false;
        }

        message = taken.Message;
        memory.CountNoMore(message);
        _places.GiveBack(taken.Slot.Share, 1);
        Volatile.Write(ref _taken, _taken + 1);
        return true;
    }

    /// <summary>The message that was taken last has been dealt with.</summary>
    /// <param name="work">What it took, in units of work.</param>
    public void Pay(long work)
    {
        if (_inHand is { } piece)
        {
            _ring.Pay(piece, work + LeastWork);
            _inHand = null;
        }
    }

    /// <summary>The loop's turn is over: it sleeps until something comes.</summary>
    /// <param name="isDue">Something that is none of the messages wants another turn.</param>
    public void Rest(bool isDue)
    {
        var isLeft = (_ring.Count > 0 && !_isBlocked) || _ofShard is not null;

        // A fence: whoever posts from here on sees a loop that sleeps, and what was posted before is seen below.
        Interlocked.Exchange(ref _isAwake, 0);
        if (isDue || isLeft || !_inbox.IsEmpty || !_free.IsEmpty)
        {
            Wake();
        }
    }

    /// <summary>Accounts whose uncommitted bytes are too many have no turn, until they are not.</summary>
    private void LetGoOnOrHold()
    {
        while (_free.TryDequeue(out var account))
        {
            _held.Remove(account);
            _ring.LetGoOn(SlotOf(account).Lane);
        }

        foreach (var account in backlog.Held)
        {
            if (_held.Add(account))
            {
                _ring.Hold(SlotOf(account).Lane);
                if (!backlog.TryWait(account, OnFree))
                {
                    _free.Enqueue(account);
                }
            }
        }
    }

    private void OnFree(AccountId account)
    {
        _free.Enqueue(account);
        Wake();
    }

    /// <summary>What is said of the shard waits for all that came before, also for what is held back.</summary>
    private Piece<PostedMessage>? NextOfHeld()
    {
        if (_ofShard is null)
        {
            return null;
        }

        foreach (var account in _held)
        {
            _ring.LetGoOn(SlotOf(account).Lane);
        }

        return _ring.Next();
    }

    private MailboxSlot SlotOf(AccountId? account) => account is { } id
        ? _slots.GetOrAdd(id, static id => new MailboxSlot(id.Value))
        : _house;

    private void Enqueue(MailboxSlot slot, Message message)
    {
        memory.CountWaiting(message);
        _inbox.Enqueue(new(slot, message));
        Wake();
    }

    private void Sort()
    {
        while (_ofShard is null && _inbox.TryDequeue(out var posted))
        {
            if (posted.Message.IsOfShard)
            {
                _ofShard = posted;
            }
            else
            {
                _ring.Post(posted.Slot.Lane, posted);
            }
        }
    }
}
