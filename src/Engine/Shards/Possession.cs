using Sluice.Engine.Edge;
using Sluice.Engine.Ownership;
using Sluice.Engine.Scheduling;

namespace Sluice.Engine.Shards;

/// <summary>Whether a shard is this engine's, and since which epoch. It never claims itself: it is given.</summary>
/// <param name="pause">Before a shard that the store has refused is asked for again.</param>
internal sealed class Possession(ShardEdge edge, IShardDirectory directory, TimeSpan pause, IWorkScheduler scheduler)
{
    private readonly Reply<bool> _opened = new(scheduler);

    /// <summary>Whether <see cref="_opened"/> was given; whoever waits for it may not have heard of it yet.</summary>
    private bool _hasOpened;

    /// <summary>Until the shard is given, nothing can be decided here: what is in memory counts for nothing.</summary>
    public bool IsAway => !edge.IsHere;

    /// <summary>Whether other engines work on the store.</summary>
    public bool IsShared => !directory.IsAlone;

    /// <summary>Whether the epoch is to be shown to the store with each answer: somebody else may have the shard by now.</summary>
    public bool MustBeShown => IsShared && !IsAway;

    /// <summary>Whether the shard may be another engine's now.</summary>
    public bool IsElsewhere => IsAway && IsShared;

    public int Shard => edge.Id;

    public long Epoch { get; private set; }

    /// <summary>Completes when the shard has been taken up for the first time.</summary>
    public Task Opened => _opened.Task;

    /// <summary>Asks for the shard; from then on it is given whenever it is this engine's.</summary>
    public void Join(Action<long> given, Action<long> taken) => directory.Join(edge.Id, given, taken);

    /// <summary>The shard is given; it is away until it is <see cref="Open"/>.</summary>
    public void Begin(long epoch) => Epoch = epoch;

    /// <summary>From now on the shard decides.</summary>
    /// <returns>Whether it has done so before.</returns>
    public bool Open()
    {
        edge.IsHere = true;
        if (_hasOpened)
        {
            return true;
        }

        _hasOpened = true;
        _opened.Give(true);
        return false;
    }

    /// <summary>What is in memory counts for nothing any more.</summary>
    public void Leave() => edge.IsHere = false;

    /// <summary>The shard is to be given anew, once what made it fail has had time to pass.</summary>
    public void AskAgain() => directory.NoteLost(edge.Id, pause);

    /// <summary>The shard is to be given anew as soon as may be.</summary>
    public void AskAgainAtOnce() => directory.NoteLost(edge.Id, TimeSpan.Zero);
}
