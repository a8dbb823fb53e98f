using Sluice.Engine.Scheduling;
using Sluice.Model.Names;
using Sluice.Sharing.Pots;

namespace Sluice.Engine.Commits;

/// <summary>
/// What was handed to the committer and is not stored yet, by account, in bytes. An account that has more of it than it may
/// has no turn until a commit has made room, so that nobody waits behind its queue: batches are written in the order they
/// came, since later ones of a shard stand on earlier ones.
/// </summary>
/// <remarks>Callers on any thread.</remarks>
/// <param name="time">What all of it may take to be written.</param>
/// <param name="lanes">Where an account's long work waits.</param>
internal sealed class Backlog(TimeSpan time, AccountLanes lanes)
{
    private const double Alpha = 4;

    /// <summary>Whatever the store writes in that time.</summary>
    private const long LeastBytes = 1024 * 1024;

    /// <summary>Nobody waits who has no more than this, whatever all others have: a turn or two of small executions.</summary>
    private const long FreeBytes = 64 * 1024;

    /// <summary>A smaller commit takes what a sync takes, and says nothing of the bytes.</summary>
    private const long TellingBytes = 64 * 1024;

    private readonly Lock _lock = new();
    private readonly Pot _bytes = new("uncommitted bytes", LeastBytes);
    private readonly Dictionary<AccountId, AccountBacklog> _accounts = [];
    private volatile AccountId[] _held = [];
    private double _bytesPerSecond;

    /// <summary>The accounts that have no turn now.</summary>
    public IReadOnlyList<AccountId> Held => _held;

    /// <summary>Whether more than one account waits for what it has handed over.</summary>
    public bool IsShared
    {
        get
        {
            lock (_lock)
            {
                return _accounts.Count > 1;
            }
        }
    }

    /// <summary>Something of the account was handed over.</summary>
    public void Add(AccountId account, long bytes)
    {
        lock (_lock)
        {
            if (!_accounts.TryGetValue(account, out var its))
            {
                _accounts.Add(account, its = new AccountBacklog(new Share(account.Value, Alpha)));
            }

            _bytes.Take(its.Share, bytes);
            if (!its.IsHeld && IsSurplus(its.Share))
            {
                its.IsHeld = true;
                lanes.Hold(account);
                _held = [.. _held, account];
            }
        }
    }

    /// <summary>It is stored, or never will be.</summary>
    public void Release(AccountId account, long bytes)
    {
        Action? free = null;
        lock (_lock)
        {
            var its = _accounts[account];
            _bytes.GiveBack(its.Share, bytes);

            // What one gives back makes room for all.
            foreach (var held in _held)
            {
                free += IsSurplus(_accounts[held].Share) ? null : LetGoOn(held, _accounts[held]);
            }

            if (its.Share.Held == 0)
            {
                _accounts.Remove(account);
            }
        }

        free?.Invoke();
    }

    /// <summary>A commit has been written: what the store can do in the time is what there is to share.</summary>
    public void NoteWritten(long bytes, TimeSpan took)
    {
        if (bytes < TellingBytes || took <= TimeSpan.Zero)
        {
            return;
        }

        lock (_lock)
        {
            var rate = bytes / took.TotalSeconds;
            _bytesPerSecond += (rate - _bytesPerSecond) / (_bytesPerSecond == 0 ? 1 : 8);
            _bytes.Size = Math.Max(LeastBytes, (long)(_bytesPerSecond * time.TotalSeconds));
        }
    }

    /// <summary>Has somebody told when the account has its turns again.</summary>
    /// <param name="free">Called once, on any thread; be quick.</param>
    /// <returns>False when it has them already.</returns>
    public bool TryWait(AccountId account, Action<AccountId> free)
    {
        lock (_lock)
        {
            if (!_accounts.TryGetValue(account, out var its) || !its.IsHeld)
            {
                return false;
            }

            its.Free += () => free(account);
            return true;
        }
    }

    /// <summary>What an account has handed over that keeps others waiting, and what it may have; null when it is not too much.</summary>
    /// <remarks>One that is alone waits for itself, and is never refused.</remarks>
    public (long Held, long Most)? FindSurplus(AccountId account)
    {
        if (_held.Length == 0)
        {
            return null;
        }

        lock (_lock)
        {
            return _accounts.Count > 1 && _accounts.TryGetValue(account, out var its) && its.IsHeld
                ? (its.Share.Held, _bytes.BoundOf(its.Share))
                : null;
        }
    }

    private bool IsSurplus(Share share) => share.Held > Math.Max(FreeBytes, _bytes.BoundOf(share));

    private Action? LetGoOn(AccountId account, AccountBacklog its)
    {
        its.IsHeld = false;
        lanes.LetGoOn(account);
        _held = Array.FindAll(_held, other => other != account);
        var free = its.Free;
        its.Free = null;
        return free;
    }

    private sealed class AccountBacklog(Share share)
    {
        public Share Share => share;

        public bool IsHeld { get; set; }

        /// <summary>Those who wait for it to have turns again.</summary>
        public Action? Free { get; set; }
    }
}
