using System.Collections.Concurrent;
using Sluice.Sharing.Memory;

namespace Sluice.Engine.Flows;

/// <summary>Compiled revisions at hand, by what they weigh: an eighth of the memory that accounts share, and less when it is short.</summary>
/// <remarks>Over that, the account whose revisions weigh most gives up those that it has not used for longest. Callers on any
/// thread; what is at hand is found without a lock.</remarks>
internal sealed class KeptRevisions(SharedMemory memory)
{
    /// <summary>A compiled flow takes so much for each character of its text, should it be full of expressions.</summary>
    private const long PerCharacter = 12;

    private const long Overhead = 4 * 1024;

    private readonly long _most = memory.Budget.Bytes / 8;
    private readonly ConcurrentDictionary<long, Kept> _kept = new();
    private readonly Lock _lock = new();
    private long _bytes;

    /// <summary>How many have been put here: by it is told which were used long ago.</summary>
    private long _time;

    public CompiledRevision? Find(long revisionId)
    {
        if (!_kept.TryGetValue(revisionId, out var kept))
        {
            return null;
        }

        kept.Use(Volatile.Read(ref _time));
        return kept.Revision;
    }

    /// <returns>The revision, or the one that somebody else has made of the same meanwhile.</returns>
    public CompiledRevision Keep(CompiledRevision revision)
    {
        lock (_lock)
        {
            if (_kept.TryGetValue(revision.Row.Id, out var present))
            {
                return present.Revision;
            }

            var kept = new Kept(revision, Overhead + (PerCharacter * revision.Row.Definition.Length));
            kept.Use(++_time);
            _kept[revision.Row.Id] = kept;
            Count(kept, kept.Bytes);
            if (_bytes > _most)
            {
                LetGoDownTo(_most * 3 / 4, but: kept);
            }

            return revision;
        }
    }

    /// <summary>Memory is short: gives half of it up.</summary>
    public void LetGoOfHalf()
    {
        lock (_lock)
        {
            LetGoDownTo(_bytes / 2, but: null);
        }
    }

    private void LetGoDownTo(long bytes, Kept? but)
    {
        var accounts = _kept.Values.GroupBy(kept => kept.Revision.Account).Select(its => new OfAccount(its)).ToList();
        while (_bytes > bytes && accounts.MaxBy(account => account.Bytes)?.TakeOldest() is { } oldest)
        {
            if (oldest != but)
            {
                _kept.TryRemove(oldest.Revision.Row.Id, out _);
                Count(oldest, -oldest.Bytes);
            }
        }
    }

    private void Count(Kept kept, long bytes)
    {
        _bytes += bytes;
        var share = memory.Accounts.Of(kept.Revision.Account.Value);
        if (bytes > 0)
        {
            memory.Pot.Take(share, bytes);
        }
        else
        {
            memory.Pot.GiveBack(share, -bytes);
        }
    }

    private sealed class Kept(CompiledRevision revision, long bytes)
    {
        private long _usedAt;

        public CompiledRevision Revision => revision;

        public long Bytes => bytes;

        public long UsedAt => Volatile.Read(ref _usedAt);

        /// <remarks>Written only when it is another time: many read the same one at once.</remarks>
        public void Use(long time)
        {
            if (UsedAt != time)
            {
                Volatile.Write(ref _usedAt, time);
            }
        }
    }

    /// <summary>What one account has at hand, oldest use first.</summary>
    private sealed class OfAccount(IEnumerable<Kept> kept)
    {
        private readonly Queue<Kept> _byUse = new(kept.OrderBy(item => item.UsedAt).ThenBy(item => item.Revision.Row.Id));

        public long Bytes { get; private set; } = kept.Sum(item => item.Bytes);

        public Kept? TakeOldest()
        {
            if (!_byUse.TryDequeue(out var oldest))
            {
                return null;
            }

            Bytes -= oldest.Bytes;
            return oldest;
        }
    }
}
